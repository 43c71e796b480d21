import { type CellValue, isAnswered } from '#core/form/answers.ts';
import type { Cell } from '#core/form/cells.ts';
import { tidyValue } from '#core/form/tidy-value.ts';
import { plainDigits } from '#core/quantity/decimal.ts';

/** A value as its input shows it: a list of names one a line. */
export function textOfValue(value: unknown): string {
  if (!isAnswered(value)) return '';
  if (Array.isArray(value)) return value.join('\n');
  return typeof value === 'number' ? plainDigits(value) : String(value);
}

/** What was typed as the value to keep; a text where a number belongs stays a text, and is told as a fault. */
export function valueOfText(cell: Cell, text: string): CellValue {
  if (cell.type.kind === 'names') return tidyValue(text.split(/[\n、，；;]/));
  if (cell.type.kind === 'confirmation') return text === 'true' || undefined;
  if (cell.type.kind !== 'number') return tidyValue(text);
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (plain === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : tidyValue(text);
}
