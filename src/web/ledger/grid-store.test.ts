import { describe, expect, test } from 'vitest';
import { toyClub } from '#packs/toy-club/pack.ts';
import { GridStore, type Row } from './grid-store.ts';
import type { RowOutcome } from './row-transport.ts';

const book = toyClub.ledgers;
const kind = book?.kinds[0];
if (!book || !kind) throw new Error('the club has no ledger');

/** Whoever is named is a member of a class that the ledger asks for. */
const category = Object.values(book.memberClasses)[0]?.[0];

/** A store whose rows reach a server that answers as told. */
function store(answer: (rows: readonly Row[]) => readonly RowOutcome[] | 'offline' = saved) {
  const sent: Row[][] = [];
  const grid = new GridStore(
    book as NonNullable<typeof book>,
    kind as NonNullable<typeof kind>,
    [],
    () => category,
    async (rows) => {
      sent.push([...rows]);
      return answer(rows);
    },
  );
  return { grid, sent };
}

const saved = (rows: readonly Row[]): RowOutcome[] =>
  rows.map(({ key }) => ({
    state: 'saved',
    findings: [],
    entry: { id: `id-${key}`, version: 1, standing: 'oneSided' },
  }));

describe('the grid of a ledger', () => {
  test('takes a table from Excel at a cell, grows as needed, and gives it back as it was', () => {
    const { grid } = store();
    const table = [
      ['甲', '乙'],
      ['丙', '丁'],
      ['戊', '己'],
    ];
    grid.paste({ row: 0, column: 0 }, table);
    expect(grid.copy({ from: { row: 0, column: 0 }, to: { row: 2, column: 1 } })).toEqual(table);
    expect(grid.row(grid.length - 1)?.state).toBe('empty');
    grid.close();
  });

  test('undoes and redoes whole acts: a paste, a filling down, a clearing', () => {
    const { grid } = store();
    grid.paste({ row: 0, column: 0 }, [['甲'], ['乙'], ['丙']]);
    grid.fillDown({ from: { row: 0, column: 0 }, to: { row: 2, column: 0 } });
    const column = () => [0, 1, 2].map((row) => grid.text({ row, column: 0 }));
    expect(column()).toEqual(['甲', '甲', '甲']);
    grid.undo();
    expect(column()).toEqual(['甲', '乙', '丙']);
    grid.undo();
    expect(column()).toEqual(['', '', '']);
    grid.redo();
    grid.redo();
    expect(column()).toEqual(['甲', '甲', '甲']);
    grid.close();
  });

  test('keeps a row with a fault back until it is mended, and a row that found no connection until there is one', async () => {
    let isThere = false;
    const { grid, sent } = store((rows) => (isThere ? saved(rows) : 'offline'));
    const right = grid.fields.map((field) => {
      const { type } = kind.fields[field] ?? { type: 'text' };
      return type === 'count'
        ? '3'
        : type === 'day'
          ? '2031-05-01'
          : type === 'year'
            ? '2031'
            : type === 'choice'
              ? ''
              : '甲';
    });
    grid.paste({ row: 0, column: 0 }, [['甲']]);
    await grid.send();
    expect([grid.row(0)?.state, sent.length]).toEqual(['wrong', 0]);
    grid.paste({ row: 0, column: 0 }, [right.map((text, at) => text || choiceOf(grid.fields[at] ?? ''))]);
    await grid.send();
    expect([grid.row(0)?.state, grid.waiting]).toEqual(['offline', 1]);
    isThere = true;
    await grid.send();
    expect([grid.row(0)?.state, grid.row(0)?.entry?.version, grid.waiting]).toEqual(['saved', 1, 0]);
    grid.close();
  });
});

function choiceOf(field: string): string {
  const definition = kind?.fields[field];
  return definition?.type === 'choice' ? (definition.options[0] ?? '') : '甲';
}
