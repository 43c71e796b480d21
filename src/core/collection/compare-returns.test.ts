import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CellChange, compareReturns, type ReturnCells } from './compare-returns.ts';

const cells = fc.dictionary(fc.constantFrom('apprentices', 'progress', 'reason.apprentices', 'problems'), fc.string(), {
  noNullPrototype: true,
});

describe('what changed since you approved (A3-3-04)', () => {
  test('only what differs is read again', () => {
    const before = { progress: '已完成', apprentices: '286人' };
    expect(compareReturns(before, { progress: '已完成', apprentices: '290人', problems: '无' })).toEqual([
      { cell: 'apprentices', before: '286人', after: '290人' },
      { cell: 'problems', before: undefined, after: '无' },
    ]);
    expect(compareReturns(before, { progress: '已完成' })).toEqual([
      { cell: 'apprentices', before: '286人', after: undefined },
    ]);
  });

  test('a return has not changed from itself', () => {
    fc.assert(
      fc.property(cells, (one) => {
        expect(compareReturns(one, one)).toEqual([]);
      }),
    );
  });

  test('what was approved with the changes laid on it is what is sent, so that nothing else needs reading', () => {
    fc.assert(
      fc.property(cells, cells, (before, after) => {
        expect(withChanges(before, compareReturns(before, after))).toEqual(after);
      }),
    );
  });

  test('the other way round the same cells changed, from what they are to what they were', () => {
    fc.assert(
      fc.property(cells, cells, (before, after) => {
        const back = compareReturns(after, before).map(({ cell, before: was, after: is }) => ({
          cell,
          before: is,
          after: was,
        }));
        const byCell = (one: CellChange, other: CellChange) => (one.cell < other.cell ? -1 : 1);
        expect(back.sort(byCell)).toEqual([...compareReturns(before, after)].sort(byCell));
      }),
    );
  });
});

function withChanges(before: ReturnCells, changes: readonly CellChange[]): ReturnCells {
  const after: Record<string, string> = { ...before };
  for (const { cell, after: value } of changes) {
    if (value === undefined) delete after[cell];
    else after[cell] = value;
  }
  return after;
}
