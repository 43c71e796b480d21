import type { Addend } from '#core/dashboard/total.ts';

type Column = { amounts: BigInt64Array; bases: BigInt64Array | undefined; entries: Int32Array; confirmed: Int32Array };

/** The figures of many consortia, by figure and year a column of them, so that going through all consortia is one walk through memory. */
export type FigureColumns = {
  /** Puts what a consortium has in the place of all that it had; keys are `figure.year`. */
  put: (row: number, cells: ReadonlyMap<string, Addend>) => void;
  /** None where nothing was counted. */
  at: (key: string, row: number) => Addend | undefined;
  /** Years in which a figure has anything, in order. */
  yearsOf: (figure: string) => readonly number[];
};

export function figureColumns(): FigureColumns {
  const columns = new Map<string, Column>();

  function columnFor(key: string, row: number, isRate: boolean): Column {
    const before = columns.get(key);
    if (before && row < before.entries.length && (!isRate || before.bases)) return before;
    const size = Math.max(64, before?.entries.length ?? 0, 2 ** Math.ceil(Math.log2(row + 1)));
    const grown = {
      amounts: copied(new BigInt64Array(size), before?.amounts),
      bases: isRate || before?.bases ? copied(new BigInt64Array(size), before?.bases) : undefined,
      entries: copied(new Int32Array(size), before?.entries),
      confirmed: copied(new Int32Array(size), before?.confirmed),
    };
    columns.set(key, grown);
    return grown;
  }

  return {
    put: (row, cells) => {
      for (const { entries } of columns.values()) if (row < entries.length) entries[row] = 0;
      for (const [key, { amount, base, entries, confirmed }] of cells) {
        const column = columnFor(key, row, base !== undefined);
        column.amounts[row] = amount;
        if (column.bases) column.bases[row] = base ?? 0n;
        column.entries[row] = entries;
        column.confirmed[row] = confirmed;
      }
    },
    at: (key, row) => {
      const column = columns.get(key);
      const entries = column?.entries[row] ?? 0;
      if (!column || entries === 0) return undefined;
      return {
        amount: column.amounts[row] ?? 0n,
        base: column.bases?.[row],
        entries,
        confirmed: column.confirmed[row] ?? 0,
      };
    },
    yearsOf: (figure) =>
      [...columns.entries()]
        .filter(([key, { entries }]) => key.startsWith(`${figure}.`) && entries.some((count) => count > 0))
        .map(([key]) => Number(key.slice(figure.length + 1)))
        .filter(Number.isInteger)
        .sort((one, other) => one - other),
  };
}

function copied<T extends BigInt64Array | Int32Array>(target: T, source: T | undefined): T {
  if (source instanceof BigInt64Array && target instanceof BigInt64Array) target.set(source);
  if (source instanceof Int32Array && target instanceof Int32Array) target.set(source);
  return target;
}
