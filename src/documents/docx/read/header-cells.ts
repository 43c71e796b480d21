import type { ExpectedForm, ExpectedLabel } from './expected-form.ts';
import { keyOf } from './likeness.ts';
import type { FoundCell, LabelMatch } from './match-labels.ts';

/** The column headers of a document: of which year or label, in which table and row, over which width. */
export type Headers = {
  /** The nearest header of that kind above a row; the table before it where a table was cut in two. */
  above: (header: ExpectedLabel, table: number, row: number) => FoundCell | undefined;
  isHeader: (cell: FoundCell) => boolean;
};

/** Finds the rows of year headers: by a label that heads such a row, or by two years in a row that holds no label of an answer. */
export function findHeaders(
  expected: ExpectedForm,
  cells: readonly FoundCell[],
  { cellOf, labelOf }: LabelMatch,
): Headers {
  const rows = new Map<string, FoundCell[]>();
  for (const cell of cells) {
    const key = `${cell.table}.${cell.cell.row}`;
    rows.set(key, [...(rows.get(key) ?? []), cell]);
  }
  const years = new Map<FoundCell, number>();
  for (const row of rows.values()) {
    const dated = row.flatMap((cell) => {
      const year = yearOf(cell.cell.text);
      return year !== undefined && expected.years.has(year) ? [[cell, year] as const] : [];
    });
    const matched = row.map((cell) => labelOf.get(cell)).filter((label) => label !== undefined);
    const isHeader =
      matched.some((label) => label.isHeader && leadsYears(expected, label)) ||
      (matched.every((label) => label.isHeader) && new Set(dated.map(([, year]) => year)).size > 1);
    if (isHeader) for (const [cell, year] of dated) years.set(cell, year);
  }
  const dated = [...years];
  return {
    isHeader: (cell) => years.has(cell),
    above: (header, table, row) => {
      if (header.year === undefined) {
        const cell = cellOf.get(header);
        return cell && (cell.table < table || (cell.table === table && cell.cell.row < row)) ? cell : undefined;
      }
      return dated.findLast(
        ([cell, year]) =>
          year === header.year &&
          (cell.table === table ? cell.cell.row < row : cell.table === table - 1 && isHeadless(dated, table)),
      )?.[0];
    },
  };
}

function isHeadless(dated: readonly (readonly [FoundCell, number])[], table: number): boolean {
  return dated.every(([cell]) => cell.table !== table);
}

/** Whether years stand in the label's own row of the printed form. */
function leadsYears(expected: ExpectedForm, label: ExpectedLabel): boolean {
  return expected.labels.some(
    (other) => other.year !== undefined && other.table === label.table && other.row === label.row,
  );
}

/** `2022年`, `2022`, `２０２２年度`, `2023年2` with its footnote's number. */
function yearOf(text: string): number | undefined {
  const match = /^(20\d{2})(年度?)?\d?$/.exec(keyOf(text));
  return match ? Number(match[1]) : undefined;
}
