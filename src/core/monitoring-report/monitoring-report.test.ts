import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fulfilment } from '#core/commitment/fulfilment.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { factsOf, monitoringReport } from './monitoring-report.ts';
import type { ReportFigure, ReportValues } from './report-values.ts';

const rules = moe202315.monitoring?.report;
if (!rules) throw new Error('the notice asks for monitoring');

const figure = (id: string, actual: string | undefined, committed?: string): ReportFigure => ({
  id,
  label: `数据${id}`,
  unit: '人',
  actual: new Map(
    actual === undefined
      ? []
      : [
          [2024, '8'],
          [2025, actual],
        ],
  ),
  committed: new Map(committed === undefined ? [] : [[2025, committed]]),
  fulfilment: fulfilment(actual, committed),
});
const values = (change: Partial<ReportValues> = {}): ReportValues => ({
  unitId: 'u',
  scope: 'consortium',
  basis: 'ledger',
  name: '示例联合体',
  year: 2025,
  day: '2026-01-08',
  consortia: [],
  members: [],
  figures: [],
  late: [],
  ...change,
});
const late = { consortium: '示例联合体', title: '2025年自评报告', days: 3, sent: false };
const textOf = (of: ReportValues) =>
  monitoringReport(rules, of)
    .body.map((block) => ('text' in block ? block.text : ''))
    .join('\n');

describe('年度监测报告 (A3-3-04)', () => {
  test('its sentences are right for none, one and more', () => {
    expect(textOf(values())).toContain('2025年还没有已填报的建设数据。');
    expect(textOf(values())).toContain('没有逾期未报');
    const one = textOf(values({ figures: [figure('a', '5', '10')], late: [late] }));
    expect(one).toContain('有可比承诺的数据1项，达到承诺0项，未达到1项：数据a（50％）。');
    expect(one).toContain('逾期1份：示例联合体“2025年自评报告”（逾期3天）。');
    const more = textOf(values({ figures: [figure('a', '5', '10'), figure('b', '1', '10'), figure('c', '9', '9')] }));
    expect(more).toContain('达到承诺1项，未达到2项，差距较大的有数据b（10％）、数据a（50％）。');
  });

  test('no number stands without its unit, whatever the values', () => {
    const count = fc.nat({ max: 40 });
    fc.assert(
      fc.property(count, count, fc.constantFrom('consortium', 'province', 'nation'), (kept, members, scope) => {
        const made = textOf(
          values({
            scope,
            members: [{ label: '企业', count: members }],
            figures: [figure('a', '5', '10'), ...Array.from({ length: kept }, () => figure('b', '9', '9'))],
            late: [late],
          }),
        );
        for (const [, unit] of made.matchAll(/\d[\d.,]*(.)/g)) expect('年月日家项份天％分').toContain(unit);
      }),
    );
  });

  test('every name in the template is one that there is, and its sentences hold no numbers of their own', () => {
    const known = Object.keys(factsOf(rules, values()));
    for (const { title, lead } of rules.sections)
      for (const text of [rules.title, title, ...Object.values(rules.sources), ...Object.values(lead)]) {
        for (const [, name] of text.matchAll(/\{(\w+)\}/g)) expect(known).toContain(name);
        expect(text).not.toMatch(/\d/);
      }
  });

  test('it says which figures it stands on, what opens each of them, and what the quality score is made of', () => {
    const part = { part: 'voices', label: '双方确认', weight: 2, points: 81.5, made: ['四成未确认'] } as const;
    const one = {
      ...{ name: '示例联合体', province: '示例省', standing: '培育中', members: 3, kept: 0, promised: 0, late: 0 },
      quality: { points: 82, parts: [part] },
    };
    const of = values({ consortia: [one], figures: [{ ...figure('a', '5'), code: '7KQ2M-9XWPP' }] });
    expect(textOf(of)).toContain('由各方填报的台账汇总，截至2026年1月8日');
    expect(textOf({ ...of, basis: 'approved' })).toContain('部级核定');
    expect(textOf(of)).toContain('得分82分');
    const tables = JSON.stringify(monitoringReport(rules, of).body.filter(({ kind }) => kind === 'table'));
    expect(tables).toContain('"7KQ2M-9XWPP"');
    expect(tables).toContain('["双方确认","81.5分","2","四成未确认"]');
    expect(textOf(values())).toContain('没有检查过数据质量');
  });

  test('the same values give the same report; a chart is drawn only of what there is', () => {
    const of = values({ figures: [figure('apprentices', '12', '10'), figure('b', undefined)] });
    expect(monitoringReport(rules, of)).toEqual(monitoringReport(rules, of));
    const charts = monitoringReport(rules, of).body.filter(({ kind }) => kind === 'chart');
    expect(charts).toMatchObject([
      { form: 'columns', series: [{ values: [null, null, '8', '12'] }, { values: [null, null, null, '10'] }] },
      { form: 'bars', labels: ['数据apprentices'], series: [{ values: ['120'] }], mark: 100 },
    ]);
    expect(monitoringReport(rules, values()).body.filter(({ kind }) => kind === 'chart')).toEqual([]);
  });
});
