import { isAnswered } from '#core/form/answers.ts';
import type { Cell } from '#core/form/cells.ts';
import { plainDigits } from '#core/quantity/decimal.ts';

/**
 * A value as official documents print it: days as `2023年5月10日`, months as `2023年5月`, numbers plainly without separators, names joined
 * with 、. The empty text where the cell is unanswered. A value of the wrong type is printed as it stands: nothing is hidden.
 */
export function printValue(cell: Cell, value: unknown): string {
  if (!isAnswered(value)) return '';
  if (typeof value === 'number') return plainDigits(value);
  if (Array.isArray(value)) return value.map(String).join('、');
  if (typeof value !== 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (cell.type.kind !== 'day' && cell.type.kind !== 'month') return value;
  const [year, month, day] = value.split('-');
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return value;
  return `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}`;
}
