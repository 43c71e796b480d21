import type { ExpectedForm, ExpectedLabel } from './expected-form.ts';
import { bareKeyOf, keyOf } from './likeness.ts';
import type { BodyCell, BodyTable } from './word-body.ts';

/** A cell of the document with its table's number. `lines` is what of its text has not been understood yet. */
export type FoundCell = { table: number; cell: BodyCell; relative: number; lines: readonly string[] };

/** Which cell of the document is which label of the form. */
export type LabelMatch = {
  cellOf: ReadonlyMap<ExpectedLabel, FoundCell>;
  labelOf: ReadonlyMap<FoundCell, ExpectedLabel>;
};

type Pair = { label: number; cell: number; weight: number; best: number; from: Pair | undefined };

export function foundCells(tables: readonly BodyTable[]): readonly FoundCell[] {
  return tables.flatMap((table, at) =>
    table.cells.map((cell) => ({ table: at, cell, relative: cell.left / table.width, lines: cell.text.split('\n') })),
  );
}

/**
 * Matches labels to cells in reading order: the heaviest chain of equal labels in which both orders rise, so that an answer which happens to read like a
 * label does not take its place. Labels left over are then matched out of order where only one free cell reads like them.
 * Year headers are left out: their order is free, and `yearHeaders` finds them.
 */
export function matchLabels(expected: ExpectedForm, cells: readonly FoundCell[]): LabelMatch {
  const labels = expected.labels.filter((label) => label.year === undefined);
  const byKey = new Map<string, number[]>();
  labels.forEach((label, at) => {
    for (const key of new Set([label.key, label.bare])) byKey.set(key, [...(byKey.get(key) ?? []), at]);
  });
  const keys = cells.map(({ cell }) => (cell.text.length > 120 ? [] : keysOf(cell.text)));
  const chain = heaviestChain(labels, cells, keys, byKey);
  const cellOf = new Map<ExpectedLabel, FoundCell>();
  const labelOf = new Map<FoundCell, ExpectedLabel>();
  const bind = (label: ExpectedLabel | undefined, cell: FoundCell | undefined) => {
    if (!label || !cell) return;
    cellOf.set(label, cell);
    labelOf.set(cell, label);
  };
  for (const pair of chain) bind(labels[pair.label], cells[pair.cell]);
  labels.forEach((label) => {
    if (cellOf.has(label) || label.key.length < 3) return;
    const free = cells.filter(
      (cell, at) => !labelOf.has(cell) && keys[at]?.some((key) => key === label.key || key === label.bare),
    );
    const rivals = labels.filter((other) => !cellOf.has(other) && other.key === label.key);
    if (free.length === 1 && rivals.length === 1) bind(label, free[0]);
  });
  return { cellOf, labelOf };
}

/** A label may be typed with its unit, without it, or with a footnote's number behind. */
function keysOf(text: string): readonly string[] {
  const keys = [keyOf(text), bareKeyOf(text)];
  return [...new Set([...keys, ...keys.map((key) => key.replace(/\d$/, ''))])].filter((key) => key !== '');
}

function heaviestChain(
  labels: readonly ExpectedLabel[],
  cells: readonly FoundCell[],
  keys: readonly (readonly string[])[],
  byKey: ReadonlyMap<string, readonly number[]>,
): readonly Pair[] {
  const best: (Pair | undefined)[] = new Array(labels.length + 1);
  let heaviest: Pair | undefined;
  cells.forEach((_, at) => {
    const candidates = [...new Set((keys[at] ?? []).flatMap((key) => byKey.get(key) ?? []))].sort((a, b) => b - a);
    for (const label of candidates) {
      const from = prefixBest(best, label);
      const weight = 10 + nearness(labels[label], cells[at]);
      const pair = { label, cell: at, weight, from, best: (from?.best ?? 0) + weight };
      for (let index = label + 1; index <= labels.length; index += index & -index) {
        if (pair.best > (best[index]?.best ?? 0)) best[index] = pair;
      }
      if (pair.best > (heaviest?.best ?? 0)) heaviest = pair;
    }
  });
  const chain: Pair[] = [];
  for (let pair = heaviest; pair; pair = pair.from) chain.unshift(pair);
  return chain;
}

/** The heaviest chain that ends before a label (a Fenwick tree of prefix maxima). */
function prefixBest(best: readonly (Pair | undefined)[], label: number): Pair | undefined {
  let found: Pair | undefined;
  for (let index = label; index > 0; index -= index & -index) {
    if ((best[index]?.best ?? 0) > (found?.best ?? 0)) found = best[index];
  }
  return found;
}

/** Of two equal texts the one nearer to the label's own place across the table is the likelier label. */
function nearness(label: ExpectedLabel | undefined, cell: FoundCell | undefined): number {
  return label && cell ? 3 * (1 - Math.abs(label.relative - cell.relative)) : 0;
}
