import type { ExpectedAnswer, ExpectedForm, ExpectedLabel } from './expected-form.ts';
import type { Headers } from './header-cells.ts';
import { keyOf } from './likeness.ts';
import type { FoundCell, LabelMatch } from './match-labels.ts';

/** Where in the document an answer of the form stands: the cells whose text is its own. */
export type Placed = { answer: ExpectedAnswer; cells: readonly FoundCell[] };

/** Answers that share a label and a row of the form, left to right. */
type Group = { label: ExpectedLabel; below: number; answers: readonly ExpectedAnswer[] };

/** Finds each labelled answer's cells: right of its label in the same row, told apart by the headers above. */
export function placeAnswers(
  expected: ExpectedForm,
  cells: readonly FoundCell[],
  match: LabelMatch,
  headers: Headers,
): readonly Placed[] {
  const rows = new Map<string, FoundCell[]>();
  for (const cell of cells) {
    const key = rowKey(cell.table, cell.cell.row);
    rows.set(key, [...(rows.get(key) ?? []), cell]);
  }
  const groups = groupsOf(expected.answers);
  return groups.flatMap((group) => {
    const label = match.cellOf.get(group.label);
    if (!label) return [];
    const row = rowOf(group, groups, label, rows, match, headers);
    if (row === undefined) return [];
    const beside = answerCells(rows.get(rowKey(label.table, row)) ?? [], label, match, headers);
    return assign(group.answers, beside, headers);
  });
}

function groupsOf(answers: readonly ExpectedAnswer[]): readonly Group[] {
  const groups: { label: ExpectedLabel; below: number; answers: ExpectedAnswer[] }[] = [];
  for (const answer of answers) {
    if (!answer.label) continue;
    const group = groups.find((known) => known.label === answer.label && known.below === answer.below);
    if (group) group.answers.push(answer);
    else groups.push({ label: answer.label, below: answer.below, answers: [answer] });
  }
  return groups;
}

function rowKey(table: number, row: number): string {
  return `${table}.${row}`;
}

/** The row of a group: the label's own, or, for rows under a label that reaches down, the one that prints the same words or stands as far below. */
function rowOf(
  group: Group,
  groups: readonly Group[],
  label: FoundCell,
  rows: ReadonlyMap<string, FoundCell[]>,
  match: LabelMatch,
  headers: Headers,
): number | undefined {
  if (group.below === 0) return label.cell.row;
  const free: number[] = [];
  for (let row = label.cell.row + 1; ; row++) {
    const cells = rows.get(rowKey(label.table, row));
    if (!cells) break;
    if (cells.some((cell) => match.labelOf.has(cell) || headers.isHeader(cell))) break;
    if (cells.some((cell) => cell.cell.left >= label.cell.right && !cell.cell.continues)) free.push(row);
  }
  const words = fixedWords(group.answers);
  const worded =
    words === ''
      ? []
      : free.filter((row) => rows.get(rowKey(label.table, row))?.some((cell) => keyOf(cell.cell.text).includes(words)));
  if (worded[0] !== undefined) return worded[0];
  const nth = groups.filter(
    (other) => other.label === group.label && other.below > 0 && other.below < group.below,
  ).length;
  const inked = free.filter((row) => rows.get(rowKey(label.table, row))?.some((cell) => cell.cell.text.trim() !== ''));
  return (inked.length > nth ? inked : free)[nth];
}

function fixedWords(answers: readonly ExpectedAnswer[]): string {
  return keyOf(answers[0]?.inlines.flatMap((inline) => ('text' in inline ? [inline.text] : [])).join('') ?? '');
}

/** Cells right of the label up to the next label of the row. */
function answerCells(
  row: readonly FoundCell[],
  label: FoundCell,
  match: LabelMatch,
  headers: Headers,
): readonly FoundCell[] {
  const right = row.filter((cell) => cell !== label && cell.cell.left >= label.cell.right);
  const next = right.findIndex((cell) => match.labelOf.has(cell));
  return (next < 0 ? right : right.slice(0, next)).filter(
    (cell) => !headers.isHeader(cell) && !(cell.cell.continues && cell.cell.text.trim() === ''),
  );
}

/** One answer takes all cells; several are told apart by their headers, or by order where there are as many cells as answers. */
function assign(answers: readonly ExpectedAnswer[], cells: readonly FoundCell[], headers: Headers): readonly Placed[] {
  const [only] = answers;
  if (answers.length === 1 && only) return [{ answer: only, cells }];
  const [first] = cells;
  const columns = answers.map(
    (answer) => first && answer.header && headers.above(answer.header, first.table, first.cell.row),
  );
  if (columns.every((column) => column !== undefined)) {
    const placed = answers.map((answer): { answer: ExpectedAnswer; cells: FoundCell[] } => ({ answer, cells: [] }));
    for (const cell of cells) {
      const overlaps = columns.map((column) => overlap(cell, column));
      const most = Math.max(...overlaps);
      const isClear = overlaps.filter((share) => share > most / 2).length === 1;
      if (most > 0 && isClear) placed[overlaps.indexOf(most)]?.cells.push(cell);
    }
    return placed;
  }
  if (cells.length !== answers.length) return [];
  return answers.flatMap((answer, at) => {
    const cell = cells[at];
    return cell ? [{ answer, cells: [cell] }] : [];
  });
}

/** How much of a column's width a cell covers, both measured against their own tables. */
function overlap(cell: FoundCell, column: FoundCell): number {
  const scale = (found: FoundCell) => (found.cell.left === 0 ? 1 : found.relative / found.cell.left);
  const [a, b] = [cell.table === column.table ? 1 : scale(cell), cell.table === column.table ? 1 : scale(column)];
  const shared =
    Math.min(cell.cell.right * a, column.cell.right * b) - Math.max(cell.cell.left * a, column.cell.left * b);
  return Math.max(0, shared) / Math.max(1e-9, (column.cell.right - column.cell.left) * b);
}
