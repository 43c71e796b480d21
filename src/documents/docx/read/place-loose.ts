import type { Form } from '#core/form/form.ts';
import type { ExpectedAnswer, ExpectedForm, ExpectedLabel } from './expected-form.ts';
import { remaining, type Unplaced } from './leftover.ts';
import { keyOf } from './likeness.ts';
import type { FoundCell, LabelMatch } from './match-labels.ts';
import type { Placed } from './place-answers.ts';
import type { BodyBlock } from './word-body.ts';

/** Answers that no label's row leads to: in the part's own table, behind a label in the same cell, or in a paragraph. */
export type Loose = {
  placed: readonly Placed[];
  /** Answers typed behind their label: the text without the label. */
  typed: readonly { answer: ExpectedAnswer; lines: readonly string[]; place: string }[];
  unplaced: readonly Unplaced[];
};

export function placeLoose(
  form: Form,
  expected: ExpectedForm,
  blocks: readonly BodyBlock[],
  cells: readonly FoundCell[],
  paragraphs: readonly string[],
  match: LabelMatch,
): Loose {
  const typed: { answer: ExpectedAnswer; lines: readonly string[]; place: string }[] = [];
  const unplaced: Unplaced[] = [];
  const missing = unmatchedLabels(expected, match);
  for (const line of paragraphs) {
    if (remaining(expected, [line]) === '') continue;
    const behind = missing
      .map((label) => ({ label, rest: textBehind(line, label.text) }))
      .find(({ rest }) => rest !== undefined);
    const answer = behind && expected.answers.find((candidate) => candidate.label === behind.label);
    if (answer && behind?.rest !== undefined) {
      typed.push({ answer, lines: [withoutStamp(behind.rest, expected)], place: `“${behind.label.text}”` });
    } else unplaced.push({ text: line.trim(), place: '表格之外的正文' });
  }
  return { placed: ofParts(form, expected, blocks, cells, match), typed, unplaced };
}

/** Labels with one answer of their own that no cell of the document reads like. */
function unmatchedLabels(expected: ExpectedForm, { cellOf }: LabelMatch): readonly ExpectedLabel[] {
  return expected.labels.filter(
    (label) => !cellOf.has(label) && expected.answers.filter((answer) => answer.label === label).length === 1,
  );
}

/** What stands behind a label in its own line, after a colon or a gap; spaces inside the label do not matter. */
function textBehind(line: string, label: string): string | undefined {
  const letters = [...label.replace(/\s/g, '')].map((letter) => letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const match = new RegExp(`^\\s*${letters.join('\\s*')}\\s*[:：\\s_]\\s*([\\s\\S]+)$`).exec(line);
  return match?.[1]?.replace(/_+/g, ' ').trim();
}

/** `（公章）` and other printed words that end a line of the cover. */
function withoutStamp(text: string, expected: ExpectedForm): string {
  const match = /^(.*?)\s*([（(][^（）()]*[）)])\s*$/.exec(text);
  return match?.[2] && expected.fixedLines.has(keyOf(match[2])) ? (match[1] ?? '') : text;
}

/** Answers that only their part's heading leads to: all free cells of the tables under it. */
function ofParts(
  form: Form,
  expected: ExpectedForm,
  blocks: readonly BodyBlock[],
  cells: readonly FoundCell[],
  match: LabelMatch,
): readonly Placed[] {
  const partOfTable = partsOfTables(expected, blocks);
  return form.parts.flatMap((_, part) => {
    const answers = expected.answers.filter(
      (answer) => answer.part === part && !answer.label && answer.inlines.some((inline) => 'cell' in inline),
    );
    const free = cells.filter(
      (cell) =>
        partOfTable.get(cell.table) === part &&
        !match.labelOf.has(cell) &&
        cell.lines.some((line) => line.trim() !== ''),
    );
    if (answers.length === 1) return answers.map((answer) => ({ answer, cells: free }));
    return free.length === answers.length
      ? answers.flatMap((answer, at) => free.slice(at, at + 1).map((cell) => ({ answer, cells: [cell] })))
      : [];
  });
}

/** Which part each table stands in: the last heading before it. A heading may be typed without its number, or inside the table's first cell. */
function partsOfTables(expected: ExpectedForm, blocks: readonly BodyBlock[]): ReadonlyMap<number, number> {
  const parts = new Map<number, number>();
  let part = -1;
  let table = 0;
  const headed = (text: string) => expected.titles.find(({ key }) => sameTitle(key, keyOf(text)))?.part;
  for (const block of blocks) {
    if (block.kind === 'paragraph') part = headed(block.text) ?? part;
    else {
      part = headed(block.cells[0]?.text.split('\n')[0] ?? '') ?? part;
      parts.set(table++, part);
    }
  }
  return parts;
}

function sameTitle(title: string, text: string): boolean {
  const bare = (key: string) => key.replace(/^[\d一二三四五六七八九十]+/, '');
  return text !== '' && (text === title || (bare(title).length > 1 && bare(text) === bare(title)));
}
