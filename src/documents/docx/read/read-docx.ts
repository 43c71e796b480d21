import { type Answers, type CellValue, isAnswered, valueAt, withValue } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Form } from '#core/form/form.ts';
import type { ExpectedForm } from './expected-form.ts';
import type { StatementMark } from './find-statements.ts';
import type { Headers } from './header-cells.ts';
import { remaining, type Unplaced } from './leftover.ts';
import { locateAnswers, placeOf } from './locate-answers.ts';
import type { FoundCell, LabelMatch } from './match-labels.ts';
import { openWord, type WordFile } from './open-word.ts';
import type { Placed } from './place-answers.ts';
import { readCell } from './read-cell.ts';
import { type BodyBlock, blocksOf } from './word-body.ts';
import { findAll, parseXml } from './xml-tree.ts';

export type DocumentReading = { answers: Answers; unplaced: readonly Unplaced[] };

/**
 * Reads a filled form from a Word file by its labels and structure, never by fixed positions. Whatever it cannot place or understand is in `unplaced`;
 * it drops and guesses nothing. Throws `UnreadableFile` where the file itself cannot be read.
 */
export function readDocx(form: Form, bytes: Uint8Array): DocumentReading {
  const word = openWord(bytes);
  const { expected, marks, cells, match, headers, loose, placed } = locateAnswers(form, word);
  const gathered = gather(form, placed);
  for (const { answer, lines, place } of loose.typed) gathered.read(answer.inlines, lines, place);
  const taken = new Set(placed.flatMap(({ cells: own }) => own));
  const unplaced = [
    ...gathered.unplaced,
    ...leftInCells(form, expected, cells, taken, match, headers),
    ...loose.unplaced,
    ...leftOutside(expected, word),
  ];
  return { answers: withConfirmations(withEmptyLists(form, gathered.answers()), marks), unplaced };
}

/** Reads placed cells one after another. Two places of one answer that differ are both told, and the first is kept. */
function gather(form: Form, placed: readonly Placed[]) {
  const cells = cellsOf(form);
  const values = new Map<string, CellValue>();
  const unplaced: Unplaced[] = [];
  const read = (inlines: Placed['answer']['inlines'], lines: readonly string[], place: string) => {
    const reading = readCell(inlines, cells, lines);
    for (const [path, value] of reading.values) {
      if (!isAnswered(value)) continue;
      const known = values.get(path);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(value)) {
        unplaced.push({ text: String(value), place: `${place}（与前文填写的“${String(known)}”不一致）` });
      } else values.set(path, value);
    }
    for (const text of reading.left) unplaced.push({ text, place });
  };
  for (const { answer, cells: own } of placed) {
    read(
      answer.inlines,
      own.flatMap((cell) => cell.lines),
      placeOf(form, answer),
    );
  }
  return {
    unplaced,
    read,
    answers: () => [...values].reduce<Answers>((answers, [path, value]) => withValue(answers, path, value), {}),
  };
}

/** A category of a roster that counts nobody lists nobody: its names are answered. */
function withEmptyLists(form: Form, answers: Answers): Answers {
  const lists = [...cellsOf(form).values()].filter((cell) => cell.category !== undefined && cell.type.kind === 'names');
  return lists.reduce((all, { path, field, category }) => {
    const isEmpty = valueAt(all, path) === undefined && valueAt(all, `${field}.${category}.count`) === 0;
    return isEmpty ? withValue(all, path, []) : all;
  }, answers);
}

/** A printed statement counts as confirmed where the applicant has filled in the form; on a blank form nobody has confirmed anything. */
function withConfirmations(answers: Answers, marks: ReadonlyMap<string, StatementMark>): Answers {
  const isBlank = Object.keys(answers).length === 0;
  return [...marks].reduce(
    (all, [field, mark]) => (mark === 'ticked' || (mark === 'plain' && !isBlank) ? withValue(all, field, true) : all),
    answers,
  );
}

/** Lines of cells that are neither label nor answer nor printed in any case. */
function leftInCells(
  form: Form,
  expected: ExpectedForm,
  cells: readonly FoundCell[],
  taken: ReadonlySet<FoundCell>,
  match: LabelMatch,
  headers: Headers,
): readonly Unplaced[] {
  return cells.flatMap((cell) => {
    if (taken.has(cell) || match.labelOf.has(cell) || headers.isHeader(cell)) return [];
    const text = remaining(expected, cell.lines);
    if (text === '') return [];
    const beside = match.labelOf.get(
      cells.findLast(
        (other) => other.table === cell.table && other.cell.row === cell.cell.row && match.labelOf.has(other),
      ) ?? cell,
    );
    const title = beside ? `${form.parts[beside.part]?.title ?? ''} “${beside.text}”所在行` : '';
    return [{ text, place: `第${cell.table + 1}个表第${cell.cell.row + 1}行${title === '' ? '' : `（${title}）`}` }];
  });
}

/** Text in headers, footers, footnotes and comments that the form does not print there; a page number is none. */
function leftOutside(expected: ExpectedForm, word: WordFile): readonly Unplaced[] {
  return word.margins.flatMap(({ place, xml }) => {
    const paragraphs = findAll(parseXml(xml), 'w:p');
    return blocksOf(paragraphs)
      .filter((block): block is Extract<BodyBlock, { kind: 'paragraph' }> => block.kind === 'paragraph')
      .map((block) => block.text.trim().replace(/^\d{1,2}\s*/, ''))
      .filter((text) => remaining(expected, [text]) !== '' && !/^[第共页\d\s/—-]*$/.test(text))
      .map((text) => ({ text, place }));
  });
}
