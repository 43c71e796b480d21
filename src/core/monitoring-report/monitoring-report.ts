import { numberText } from '#core/figure/figure-text.ts';
import { median } from '#core/quantity/median.ts';
import type { Chart } from './chart.ts';
import { dayText, fill, type ReportBlock, sectionHeading, reportTable as table } from './report-parts.ts';
import type { ReportCount, ReportRules, ReportShow } from './report-rules.ts';
import type { ReportFigure, ReportValues } from './report-values.ts';

/** A report as it is laid out: the same values give the same report. */
export type MonitoringReport = { title: string; from: string; day: string; body: readonly ReportBlock[] };

const mostNamed = 5;
const aboutCodes = (year: number) =>
  `数据码标明${year}年的数印制时的值：在系统“按数据码查数”中输入，可查到算法、单位、记录、证据和此后的变动。`;

/** Fills the pack's template. Throws `RangeError` where the template names a value that there is not. */
export function monitoringReport(rules: ReportRules, values: ReportValues): MonitoringReport {
  const facts = factsOf(rules, values);
  const sections = rules.sections.filter(({ scopes }) => scopes.includes(values.scope));
  return {
    title: fill(rules.title, facts),
    from: values.name,
    day: values.day,
    body: sections.flatMap(({ title, counts, lead, shows }, at) => {
      const count = countOf(values, counts);
      return [
        sectionHeading(at, fill(title, facts)),
        { kind: 'paragraph', text: fill(count === 0 ? lead.none : count === 1 ? lead.one : lead.more, facts) },
        ...shows.flatMap((show) => blocksOf(show, rules, values)),
      ];
    }),
  };
}

/** The names that a template may use. */
export function factsOf(
  { sources }: Pick<ReportRules, 'sources'>,
  values: ReportValues,
): Readonly<Record<string, string>> {
  const { name, year, day, consortia, figures, late } = values;
  const scores = consortia.flatMap(({ quality }) => quality?.points ?? []);
  const promised = figures.filter(({ fulfilment }) => fulfilment.state === 'kept' || fulfilment.state === 'short');
  const short = shortOf(figures);
  return {
    name,
    year: `${year}年`,
    day: dayText(day),
    source: fill(sources[values.basis], { day: dayText(day) }),
    consortia: `${consortia.length}家`,
    members: `${countOf(values, 'members')}家`,
    figures: `${countOf(values, 'figures')}项`,
    promised: `${promised.length}项`,
    kept: `${promised.length - short.length}项`,
    short: `${short.length}项`,
    shortest: short
      .slice(0, mostNamed)
      .map(({ label, fulfilment }) => `${label}（${fulfilment.percent ?? '—'}％）`)
      .join('、'),
    late: `${late.length}份`,
    checked: `${scores.length}家`,
    points: scores.length === 0 ? '' : `${median(scores)}分`,
    latest: late[0] ? `${late[0].consortium}“${late[0].title}”（逾期${late[0].days}天）` : '',
  };
}

function countOf({ consortia, members, figures, late, year }: ReportValues, counts: ReportCount): number {
  switch (counts) {
    case 'consortia':
      return consortia.length;
    case 'members':
      return members.reduce((sum, { count }) => sum + count, 0);
    case 'figures':
      return figures.filter(({ actual }) => actual.has(year)).length;
    case 'short':
      return shortOf(figures).length;
    case 'late':
      return late.length;
    case 'checked':
      return consortia.filter(({ quality }) => quality !== undefined).length;
  }
}

/** The furthest from its promise first. */
function shortOf(figures: readonly ReportFigure[]): readonly ReportFigure[] {
  return figures
    .filter(({ fulfilment }) => fulfilment.state === 'short')
    .sort((a, b) => Number(a.fulfilment.percent ?? 0) - Number(b.fulfilment.percent ?? 0));
}

function blocksOf(show: ReportShow, { years, trends }: ReportRules, values: ReportValues): readonly ReportBlock[] {
  const { year, consortia, members, figures, late } = values;
  const shown = Array.from({ length: years }, (_, at) => year - years + 1 + at);
  switch (show) {
    case 'consortia':
      return table(
        ['联合体', '省份', '状态', '成员单位', '承诺兑现', '逾期报送', '数据质量'],
        [5, 2, 2, 2, 2, 2, 2],
        consortia.map(({ name, province, standing, members: count, kept, promised, late: missed, quality }) => [
          name,
          province,
          standing || '—',
          `${count}家`,
          promised === 0 ? '没有承诺' : `${kept}/${promised}项`,
          `${missed}份`,
          quality === undefined ? '未检查' : `${quality.points}分`,
        ]),
      );
    case 'members':
      return table(
        ['成员类别', '数量'],
        [3, 1],
        members.filter(({ count }) => count > 0).map(({ label, count }) => [label, `${count}家`]),
      );
    case 'figures': {
      const coded = figures.some(({ code }) => code !== undefined);
      const shownFigures = table(
        ['数据', ...shown.map((one) => `${one}年`), `${year}年承诺`, '兑现率', ...(coded ? ['数据码'] : [])],
        [coded ? 4 : 5, ...shown.map(() => 2), 2, 2, ...(coded ? [4] : [])],
        figures.map(({ label, unit, actual, committed, fulfilment, code }) => [
          `${label}（${unit}）`,
          ...[...shown.map((one) => actual.get(one)), committed.get(year)].map((one) =>
            one === undefined ? '—' : numberText(one),
          ),
          fulfilment.percent === undefined ? '—' : `${fulfilment.percent}％`,
          ...(coded ? [code ?? '—'] : []),
        ]),
      );
      return coded ? [...shownFigures, { kind: 'paragraph', text: aboutCodes(year) }] : shownFigures;
    }
    case 'quality':
      return consortia.flatMap(({ quality }) =>
        table(
          ['组成部分', '得分', '权重', '构成'],
          [3, 2, 2, 8],
          (quality?.parts ?? []).map(({ label, points, weight, made }) => [
            label,
            `${points}分`,
            `${weight}`,
            made.join('；'),
          ]),
        ),
      );
    case 'fulfilment': {
      const told = figures.filter(({ fulfilment }) => fulfilment.percent !== undefined);
      if (told.length === 0) return [];
      return [
        {
          kind: 'chart',
          form: 'bars',
          title: `${year}年承诺兑现率`,
          unit: '％',
          labels: told.map(({ label }) => label),
          series: [{ name: '兑现率', values: told.map(({ fulfilment }) => fulfilment.percent ?? null) }],
          mark: 100,
        },
      ];
    }
    case 'trends':
      return figures.flatMap((figure) => (trends.includes(figure.id) ? trendOf(figure, shown) : []));
    case 'late':
      return table(
        ['联合体', '报送事项', '逾期', '现状'],
        [4, 5, 2, 2],
        late.map(({ consortium, title, days, sent }) => [consortium, title, `${days}天`, sent ? '已补报' : '未报送']),
      );
  }
}

function trendOf({ label, unit, actual, committed }: ReportFigure, years: readonly number[]): readonly Chart[] {
  if (years.filter((year) => actual.has(year)).length < 2) return [];
  const valuesIn = (by: ReadonlyMap<number, string>) => years.map((year) => by.get(year) ?? null);
  const promised = years.some((year) => committed.has(year)) ? [{ name: '承诺', values: valuesIn(committed) }] : [];
  return [
    {
      kind: 'chart',
      form: 'columns',
      title: label,
      unit,
      labels: years.map((year) => `${year}年`),
      series: [{ name: '实际', values: valuesIn(actual) }, ...promised],
    },
  ];
}
