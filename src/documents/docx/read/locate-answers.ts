import type { Form } from '#core/form/form.ts';
import { type ExpectedForm, expectedForm } from './expected-form.ts';
import { type StatementMark, takeStatements } from './find-statements.ts';
import { findHeaders, type Headers } from './header-cells.ts';
import { type FoundCell, foundCells, type LabelMatch, matchLabels } from './match-labels.ts';
import type { WordFile } from './open-word.ts';
import { type Placed, placeAnswers } from './place-answers.ts';
import { type Loose, placeLoose } from './place-loose.ts';
import { blocksOf, linesOf } from './word-body.ts';
import { findAll, parseXml } from './xml-tree.ts';

/** A document laid over the form: every cell, which of them are labels, which hold which answer. */
export type LocatedAnswers = {
  expected: ExpectedForm;
  marks: ReadonlyMap<string, StatementMark>;
  cells: readonly FoundCell[];
  match: LabelMatch;
  headers: Headers;
  loose: Loose;
  placed: readonly Placed[];
};

export function locateAnswers(form: Form, word: WordFile): LocatedAnswers {
  const blocks = blocksOf(findAll(parseXml(word.document), 'w:body').flatMap((body) => body.children));
  const expected = expectedForm(form);
  const marks = new Map<string, StatementMark>();
  const cells = foundCells(blocks.filter((block) => block.kind === 'table')).map((cell) => ({
    ...cell,
    lines: takeStatements(cell.lines, expected, marks),
  }));
  const paragraphs = blocks.flatMap((block) =>
    block.kind === 'paragraph' ? takeStatements(linesOf(block), expected, marks) : [],
  );
  const match = matchLabels(expected, cells);
  const headers = findHeaders(expected, cells, match);
  const loose = placeLoose(form, expected, blocks, cells, paragraphs, match);
  return {
    expected,
    marks,
    cells,
    match,
    headers,
    loose,
    placed: [...placeAnswers(expected, cells, match, headers), ...loose.placed],
  };
}

/** Where an answer is printed, in words: part, label and year. */
export function placeOf(form: Form, { part, label, header }: Placed['answer']): string {
  const names = [form.parts[part]?.title, label?.text, header?.year === undefined ? undefined : header.text];
  return names
    .filter((name) => name !== undefined)
    .map((name) => `“${name}”`)
    .join('');
}
