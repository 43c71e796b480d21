import type { CellValue } from '#core/form/answers.ts';
import { type Cell, type CellType, cellsOf } from '#core/form/cells.ts';
import type { Form } from '#core/form/form.ts';
import { tidyValue } from '#core/form/tidy-value.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Change } from './application-cache.ts';

const mostCharacters = 10_000;

/**
 * A change as it is kept: its value tidied, or null. Refuses an unknown cell, a JSON type that is not the cell's, and more than 10,000
 * characters; a value that merely breaks a rule of the form is kept and becomes a finding.
 */
export function checkChange(form: Form, change: Change): Change {
  const cell = cellsOf(form).get(change.cell);
  if (!cell) throw new Refusal('unknown-cell', { fields: [change.cell.slice(0, 200)] });
  return { ...change, value: keptValue(cell, change.value) ?? null };
}

/** The value as it is kept in the cell; `undefined` for nothing. */
function keptValue(cell: Cell, value: unknown): CellValue {
  if (value === null || value === undefined) return undefined;
  if (!hasType(cell.type, value))
    throw new Refusal('wrong-type', { fields: [cell.path], detail: `“${cell.label}”${expected[cell.type.kind]}` });
  if (charactersOf(value) > mostCharacters)
    throw new Refusal('too-long', {
      fields: [cell.path],
      detail: `“${cell.label}”现有 ${charactersOf(value)} 个字符。`,
    });
  return tidyValue(value);
}

const expected: Readonly<Record<CellType['kind'], string>> = {
  text: '应为文字。',
  number: '应为数字。',
  day: '应为日期文字（YYYY-MM-DD）。',
  month: '应为年月文字（YYYY-MM）。',
  choice: '应为规定的选项之一。',
  names: '应为名称的列表。',
  confirmation: '应为“是”或“否”。',
};

function hasType(type: CellType, value: unknown): value is Exclude<CellValue, undefined> {
  switch (type.kind) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'names':
      return Array.isArray(value) && value.every((name) => typeof name === 'string');
    case 'confirmation':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string';
  }
}

function charactersOf(value: Exclude<CellValue, undefined>): number {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value) ? value.reduce((sum: number, name: string) => sum + name.length, 0) : 0;
}
