import type { CellValue } from '#core/form/answers.ts';
import type { Cell } from '#core/form/cells.ts';
import type { Inline } from '#core/form/layout.ts';
import { tidyValue } from '#core/form/tidy-value.ts';
import { keyOf } from './likeness.ts';
import { readDate } from './read-date.ts';
import { readNames } from './read-names.ts';
import { readNumbers } from './read-number.ts';

/** What a cell's text says: values by cell path, and what of the text is no answer that the form can take. */
export type CellReading = { values: readonly (readonly [path: string, value: CellValue])[]; left: readonly string[] };

type Slot = Extract<Inline, { cell: string }>;

const nothing: CellReading = { values: [], left: [] };

/** Reads the text of one printed cell by the answers and fixed words that the form prints in it. */
export function readCell(
  inlines: readonly Inline[],
  cells: ReadonlyMap<string, Cell>,
  lines: readonly string[],
): CellReading {
  const slots = inlines.filter((inline): inline is Slot => 'cell' in inline);
  const fixed = inlines.flatMap((inline) => ('text' in inline ? [inline.text] : []));
  const hints = new Set(slots.flatMap((slot) => (slot.hint ? [keyOf(slot.hint)] : [])));
  const text = lines
    .filter((line) => !hints.has(keyOf(line)) || keyOf(line) === '')
    .join('\n')
    .trim();
  const [first] = slots;
  const cell = first && cells.get(first.cell);
  if (text === '' || !first || !cell) return text === '' ? nothing : { values: [], left: [text] };
  if (cell.type.kind === 'number') return readFigures(slots, cells, fixed, text);
  return readOne(cell, withoutHint(text, first.hint));
}

/** A hint that the answer was typed straight behind. */
function withoutHint(text: string, hint: string | undefined): string {
  return hint && text.startsWith(hint) ? text.slice(hint.length).trim() : text;
}

function readOne(cell: Cell, text: string): CellReading {
  const { type, path } = cell;
  switch (type.kind) {
    case 'names':
      return { values: [[path, tidyValue(readNames(text))]], left: [] };
    case 'choice': {
      const option = optionOf([...type.options, ...type.exampleOptions], text);
      return option === undefined ? { values: [], left: [text] } : { values: [[path, option]], left: [] };
    }
    case 'day':
    case 'month': {
      const date = readDate(text, type.kind);
      return date
        ? { values: [[path, date.value]], left: date.rest === '' ? [] : [date.rest] }
        : { values: [], left: [text] };
    }
    default:
      return { values: [[path, tidyValue(text)]], left: [] };
  }
}

/** An option typed with spaces inside, or without its last word where that leaves only one (`浙江` for `浙江省`). */
function optionOf(options: readonly string[], text: string): string | undefined {
  const typed = keyOf(text);
  const exact = options.find((option) => keyOf(option) === typed);
  const begun = options.filter((option) => typed.length > 1 && keyOf(option).startsWith(typed));
  return exact ?? (begun.length === 1 ? begun[0] : undefined);
}

/** Figures printed in one cell: by their own marks (`（` before students, `/` before funds), else in the form's order where all are there. */
function readFigures(
  slots: readonly Slot[],
  cells: ReadonlyMap<string, Cell>,
  fixed: readonly string[],
  text: string,
): CellReading {
  const units = slots.flatMap((slot) => {
    const type = cells.get(slot.cell)?.type;
    return type?.kind === 'number' ? [type.unit] : [];
  });
  const withoutFixed = fixed.reduce(
    (rest, word) => (word.trim() === '' ? rest : rest.replaceAll(word.normalize('NFKC'), ' ')),
    text.normalize('NFKC'),
  );
  const numbers = readNumbers(withoutFixed, units);
  if (numbers === undefined) return { values: [], left: [text] };
  if (numbers.length === 0) return withoutFixed.trim() === '' ? nothing : { values: [], left: [text] };
  if (numbers.length === slots.length)
    return { values: slots.map((slot, at) => [slot.cell, numbers[at]?.value]), left: [] };
  const [only] = numbers;
  if (numbers.length > slots.length || !only) return { values: [], left: [text] };
  const marked = slots.find((slot) => slot.before !== undefined && only.before.includes(slot.before.normalize('NFKC')));
  const plain = slots.find((slot) => slot.before === undefined);
  const slot = marked ?? (only.before === '' ? plain : undefined);
  return slot ? { values: [[slot.cell, only.value]], left: [] } : { values: [], left: [text] };
}
