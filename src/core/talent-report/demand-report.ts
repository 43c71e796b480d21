import type { Chart } from '#core/monitoring-report/chart.ts';
import { dayText, fill, type ReportBlock, reportTable, sectionHeading } from '#core/monitoring-report/report-parts.ts';
import type { DemandFigures, DemandLine } from './demand-figures.ts';
import type { DemandCount, DemandReportRules, DemandShow } from './demand-report-rules.ts';

/** A part of a report. A paragraph has a name, by which people write another text for it; `drafted` is what the figures say. */
export type ReportPart =
  | { kind: 'paragraph'; part: string; text: string; drafted: string; isEdited: boolean }
  | { kind: 'block'; block: ReportBlock };

export type DemandReport = { title: string; parts: readonly ReportPart[] };

/**
 * Drafts the report: sentences, tables and charts from the figures, with the paragraphs that people wrote in place of the drafted ones, by their names. Throws
 * `RangeError` where the template names a value that there is not.
 */
export function demandReport(
  rules: DemandReportRules,
  figures: DemandFigures,
  written: ReadonlyMap<string, string>,
): DemandReport {
  const facts = demandFacts(rules, figures);
  return {
    title: fill(rules.title, facts),
    parts: rules.sections.flatMap(({ id, title, counts, lead, shows }, at): ReportPart[] => {
      const count = linesOf(counts, figures).length;
      const drafted = fill(count === 0 ? lead.none : count === 1 ? lead.one : lead.more, facts);
      const text = written.get(id);
      return [
        { kind: 'block', block: sectionHeading(at, fill(title, facts)) },
        { kind: 'paragraph', part: id, text: text ?? drafted, drafted, isEdited: text !== undefined },
        ...shows.flatMap((show) => shownOf(show, rules, figures).map((block) => ({ kind: 'block' as const, block }))),
      ];
    }),
  };
}

/** As it is laid out: a written text's lines are paragraphs of their own, and an empty one is left out. */
export function reportBody({ parts }: Pick<DemandReport, 'parts'>): readonly ReportBlock[] {
  return parts.flatMap((part): readonly ReportBlock[] =>
    part.kind === 'block'
      ? [part.block]
      : part.text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((text) => ({ kind: 'paragraph', text })),
  );
}

/** The names that the template may use; each value carries its unit. */
export function demandFacts(
  rules: Pick<DemandReportRules, 'most' | 'methods'>,
  figures: DemandFigures,
): Readonly<Record<string, string>> {
  const { name, year, day, total, before, forecast } = figures;
  const namesOf = (lines: readonly DemandLine[], of: (line: DemandLine) => number) =>
    lines
      .slice(0, rules.most)
      .map((line) => `${line.label}${of(line)}人`)
      .join('、');
  const short = linesOf('short', figures);
  const surplus = linesOf('surplus', figures);
  const next = forecast.occupations.flatMap(({ years }) => years[0]?.value ?? []);
  return {
    name,
    year: `${year}年`,
    nextYear: `${year + 1}年`,
    day: dayText(day),
    enterprises: `${figures.enterprises}家`,
    schools: `${figures.schools}所`,
    demand: `${total.demand}人`,
    supply: `${total.supply}人`,
    coverage: total.coverage === null ? '无从计算' : `${total.coverage}％`,
    demandChange: changeOf(total.demand, before.demand),
    supplyChange: changeOf(total.supply, before.supply),
    occupations: `${linesOf('occupations', figures).length}个`,
    short: `${short.length}个`,
    shortest: namesOf(short, ({ gap }) => gap ?? 0),
    surplus: `${surplus.length}个`,
    mostSurplus: namesOf(surplus, ({ surplus: more }) => more ?? 0),
    industries: `${linesOf('industries', figures).length}个`,
    neediest: namesOf(
      linesOf('industries', figures).toSorted((one, other) => other.demand - one.demand),
      ({ demand }) => demand,
    ),
    paid: `${linesOf('paid', figures).length}个`,
    method: fill(rules.methods[forecast.lacks === 'years' ? 'years' : forecast.method], {}),
    spans: forecast.lacks === 'cases' ? rules.methods.cases : '',
    foretold: `${next.reduce((sum, value) => sum + value, 0)}人`,
    warned: `${figures.warnings.length}个`,
  };
}

function changeOf(now: number, then: number): string {
  if (now === then) return '与上年持平';
  return now > then ? `比上年增加${now - then}人` : `比上年减少${then - now}人`;
}

function linesOf(counts: Exclude<DemandCount, 'foretold' | 'warned'>, figures: DemandFigures): readonly DemandLine[];
function linesOf(counts: DemandCount, figures: DemandFigures): readonly unknown[];
function linesOf(counts: DemandCount, { occupations, industries, forecast, warnings }: DemandFigures) {
  switch (counts) {
    case 'occupations':
      return occupations;
    case 'short':
      return occupations.filter(({ gap }) => gap !== null && gap > 0);
    case 'surplus':
      return occupations
        .filter(({ surplus }) => surplus !== null && surplus > 0)
        .sort((one, other) => (other.surplus ?? 0) - (one.surplus ?? 0));
    case 'industries':
      return industries;
    case 'paid':
      return occupations.filter(({ pay }) => pay !== null);
    case 'foretold':
      return forecast.occupations;
    case 'warned':
      return warnings;
  }
}

function shownOf(show: DemandShow, { most }: DemandReportRules, figures: DemandFigures): readonly ReportBlock[] {
  const { year, occupations, industries, levels, forecast, warnings } = figures;
  switch (show) {
    case 'levels':
      return balanceTable('学历', levels);
    case 'occupations':
      return balanceTable('职业', occupations);
    case 'industries':
      return balanceTable('行业', industries);
    case 'gaps':
      return bars(`${year}年缺口较大的职业`, '缺口', linesOf('short', figures).slice(0, most), ({ gap }) => gap);
    case 'surpluses':
      return bars(
        `${year}年供大于求的职业`,
        '过剩',
        linesOf('surplus', figures).slice(0, most),
        ({ surplus }) => surplus,
      );
    case 'pay':
      return reportTable(
        ['职业', '岗位（个）', '较低（元/月）', '中位（元/月）', '较高（元/月）'],
        [5, 2, 3, 3, 3],
        occupations.flatMap(({ label, pay }) =>
          pay === null ? [] : [[label, `${pay.positions}`, `${pay.low}`, `${pay.middle}`, `${pay.high}`]],
        ),
      );
    case 'forecast':
      return reportTable(
        ['职业', `${year}年`, ...(forecast.occupations[0]?.years ?? []).map((each) => `${each.year}年推算`)],
        [5, 2, ...(forecast.occupations[0]?.years ?? []).map(() => 3)],
        forecast.occupations.map(({ label, past, years }) => [
          label,
          `${past.at(-1) ?? 0}`,
          ...years.map(({ value, span }) => (span ? `${value}（${span.from}–${span.to}）` : `${value}`)),
        ]),
      );
    case 'years':
      return yearsChart(figures);
    case 'tests':
      return reportTable(
        ['推算', '回测例数', '渐弱趋势平均误差（人）', '沿用上年平均误差（人）'],
        [2, 2, 4, 4],
        forecast.tests.map(({ ahead, cases, trend, naive }) => [`${ahead}年后`, `${cases}`, `${trend}`, `${naive}`]),
      );
    case 'warnings':
      return reportTable(
        ['学校', '专业', '预警情形'],
        [3, 4, 8],
        warnings.map(({ school, major, reasons }) => [school, major, reasons.join('；')]),
      );
  }
}

function balanceTable(head: string, lines: readonly DemandLine[]): readonly ReportBlock[] {
  const said = (value: number | null, unit = '') => (value === null ? '—' : `${value}${unit}`);
  return reportTable(
    [head, '需求（人）', '供给（人）', '缺口（人）', '过剩（人）', '满足率', '上年需求', '上年供给'],
    [5, 2, 2, 2, 2, 2, 2, 2],
    lines.map(({ label, demand, supply, gap, surplus, coverage, before }) => [
      label,
      `${demand}`,
      `${supply}`,
      said(gap),
      said(surplus),
      said(coverage, '％'),
      `${before.demand}`,
      `${before.supply}`,
    ]),
  );
}

function bars(
  title: string,
  name: string,
  lines: readonly DemandLine[],
  peopleOf: (line: DemandLine) => number | null,
): readonly Chart[] {
  if (lines.length === 0) return [];
  return [
    {
      kind: 'chart',
      form: 'bars',
      title,
      unit: '人',
      labels: lines.map(({ label }) => label),
      series: [{ name, values: lines.map((line) => `${peopleOf(line) ?? 0}`) }],
    },
  ];
}

/** Demand in all, the past years and those foretold. */
function yearsChart({ forecast: { years, occupations } }: DemandFigures): readonly Chart[] {
  const ahead = occupations[0]?.years.map(({ year }) => year) ?? [];
  if (years.length < 2 || ahead.length === 0) return [];
  const sumOf = (values: readonly (number | undefined)[]) =>
    values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  return [
    {
      kind: 'chart',
      form: 'columns',
      title: '需求总量：历年与推算',
      unit: '人',
      labels: [...years.map((year) => `${year}年`), ...ahead.map((year) => `${year}年推算`)],
      series: [
        {
          name: '需求',
          values: [
            ...years.map((_, at) => `${sumOf(occupations.map(({ past }) => past[at]))}`),
            ...ahead.map((_, at) => `${sumOf(occupations.map((each) => each.years[at]?.value))}`),
          ],
        },
      ],
    },
  ];
}
