import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf } from '#core/quantity/decimal.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { checkReturn, unexplained } from './check-return.ts';
import { compareReturns } from './compare-returns.ts';
import { monitoredFigures } from './monitored-figures.ts';
import { collectionKindOf } from './monitoring-rules.ts';
import { cellsOfReturn, type ReturnContent, type ReturnFigure, saidIn } from './return-content.ts';

const rules = moe202315.monitoring;
if (!rules) throw new Error('the notice asks for monitoring');
const evaluation = collectionKindOf(rules, 'self-evaluation');
const figures = monitoredFigures(moe202315);
const texts = { progress: '已完成', results: '成效', problems: '无' };
const figure = (more: Partial<ReturnFigure>): ReturnFigure => ({
  figure: 'apprentices',
  value: '100',
  amount: '100',
  base: null,
  confirmed: '1',
  evidenced: '1',
  entries: 3,
  previous: null,
  committed: null,
  planned: null,
  ...more,
});
const content = (more: Partial<ReturnContent>): ReturnContent => ({ texts, reasons: {}, figures: [], ...more });

describe('what stands against sending a return (A3-3-04)', () => {
  test('a text that is missing or over its limit by 字数 is an error', () => {
    const long = '字'.repeat(801);
    const found = checkReturn(
      evaluation,
      content({ texts: { progress: ' ', results: '成效', problems: long } }),
      figures,
    );
    expect(found.map(({ check, severity, cells }) => [check, severity, ...cells])).toEqual([
      ['required', 'error', 'progress'],
      ['text-limit', 'error', 'problems'],
    ]);
  });

  test('a figure below what was committed, planned or reached last year asks for a reason, once', () => {
    const low = figure({ committed: '120', planned: '110', previous: '90' });
    const found = checkReturn(evaluation, content({ figures: [low] }), figures);
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toBe('“中国特色学徒制培养”为100人，低于承诺120人、年度计划110人，请说明原因');
    expect(unexplained(found, content({ figures: [low] }))).toHaveLength(1);
    expect(unexplained(found, content({ figures: [low], reasons: { apprentices: '企业停产' } }))).toEqual([]);
  });

  test('a quarter is not over yet: nothing of it is a gap', () => {
    const quarter = collectionKindOf(rules, 'quarter');
    expect(checkReturn(quarter, content({ figures: [figure({ committed: '500' })] }), figures)).toEqual([]);
  });

  test('a gap is found exactly where the value is below one of its measures', () => {
    const amount = fc.option(fc.integer({ min: 0, max: 1000 }).map(String), { nil: null });
    fc.assert(
      fc.property(amount, amount, amount, amount, (value, committed, planned, previous) => {
        const one = figure({ value, committed, planned, previous });
        const isLow = [committed, planned, previous].some(
          (measure) => measure !== null && decimalOf(value ?? '0') < decimalOf(measure),
        );
        expect(checkReturn(evaluation, content({ figures: [one] }), figures)).toHaveLength(isLow ? 1 : 0);
      }),
    );
  });

  test('every cell is known by one name, and a changed figure is one changed cell', () => {
    const cells = cellsOfReturn(evaluation, figures).map(({ cell }) => cell);
    expect(new Set(cells).size).toBe(cells.length);
    const before = saidIn(content({ figures: [figure({})] }), figures);
    const after = saidIn(content({ figures: [figure({ value: '101', amount: '101' })] }), figures);
    expect(compareReturns(before, after)).toEqual([{ cell: 'apprentices', before: '100人', after: '101人' }]);
    expect(Object.keys(before).every((cell) => cells.includes(cell))).toBe(true);
  });
});
