import fc from 'fast-check';
import { type Answers, type CellValue, valueAt, withValue } from '#core/form/answers.ts';
import { type Cell, cellsOf } from '#core/form/cells.ts';
import type { Form } from '#core/form/form.ts';
import { tidyValue } from '#core/form/tidy-value.ts';
import { countWords } from '#core/quantity/count-words.ts';

/** Pieces that tempt a reader: label-like words, units, hints, list marks, markup of three languages. */
const temptations = [
  '企业',
  '2022年',
  '（不超过50字）',
  '个',
  '万元',
  '无',
  '—',
  '/',
  '、',
  '，',
  '；',
  '12',
  '1,200',
  '８５．５％',
  '（含甲、乙）',
  '<w:t>',
  '&amp;',
  ']]>',
  '#set text',
  '$x$',
  '*粗*',
  '\\',
  '"',
  "'",
  '=1+1',
  '联合体名称',
  '公章',
  '📎',
  'Ａ',
  'café',
  '\t',
  '  ',
];

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...temptations) },
  {
    weight: 5,
    arbitrary: fc.string({
      unit: fc.constantFrom(...'甲乙丙丁园区学校产教融合，。：“”（）0123456789abcXYZ '),
      minLength: 1,
      maxLength: 12,
    }),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }) },
);

function kept(value: CellValue): boolean {
  return value !== undefined;
}

/** A tidy text within its limit; line breaks only where the cell has many lines. */
function text(limit: number | undefined, lines: 'one' | 'many'): fc.Arbitrary<CellValue> {
  const separator = lines === 'many' ? fc.constantFrom('', '\n') : fc.constant('');
  return fc
    .array(fc.tuple(piece, separator), { minLength: 1, maxLength: 8 })
    .map((pieces) => pieces.map((pair) => pair.join('')).join(''))
    .map((value) => tidyValue(lines === 'one' ? value.replace(/\s+/g, ' ') : value))
    .filter((value) => kept(value) && (limit === undefined || countWords(String(value)) <= limit));
}

/** A name as organisations have them: no list mark outside brackets, since a printed list is told apart by them. */
const name = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...'虚构示例青禾云帆职业技术学院有限公司研究局'), minLength: 2, maxLength: 10 }),
    fc.constantFrom('', '（集团）', '（原甲、乙厂）', '(A&B)', '3号', ' No.7'),
  )
  .map((parts) => parts.join(''));

function value(cell: Cell): fc.Arbitrary<CellValue> {
  const { type } = cell;
  switch (type.kind) {
    case 'text':
      return text(type.limit, type.lines);
    case 'number': {
      const scale = 10 ** type.decimals;
      return fc.integer({ min: 0, max: (type.max ?? 99_999_999) * scale }).map((units) => units / scale);
    }
    case 'day':
      return fc
        .date({ min: new Date('1990-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10));
    case 'month':
      return fc
        .tuple(fc.integer({ min: 1990, max: 2035 }), fc.integer({ min: 1, max: 12 }))
        .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);
    case 'choice':
      return fc.constantFrom(...type.options);
    case 'names':
      return fc.uniqueArray(name, { minLength: 1, maxLength: 6 });
    case 'confirmation':
      return fc.constant(true);
  }
}

/** A category that counts nobody has an empty list of names. */
function nobodyListed(answers: Answers, cell: Cell): Answers {
  const isEmpty = cell.type.kind === 'names' && valueAt(answers, `${cell.field}.${cell.category}.count`) === 0;
  return isEmpty ? withValue(answers, cell.path, []) : answers;
}

function answersOver(form: Form, optional: boolean): fc.Arbitrary<Answers> {
  const cells = [...cellsOf(form).values()];
  const values = cells.map((cell) => (optional ? fc.option(value(cell), { nil: undefined, freq: 4 }) : value(cell)));
  return fc
    .tuple(...values)
    .map((all) =>
      cells.reduce<Answers>(
        (answers, cell, at) =>
          all[at] === undefined ? nobodyListed(answers, cell) : withValue(answers, cell.path, all[at]),
        {},
      ),
    );
}

/** Well-typed answers to any form, each cell answered. */
export function fullAnswers(form: Form): fc.Arbitrary<Answers> {
  return answersOver(form, false);
}

/** Well-typed answers to any form, about a quarter of the cells unanswered. */
export function someAnswers(form: Form): fc.Arbitrary<Answers> {
  return answersOver(form, true);
}
