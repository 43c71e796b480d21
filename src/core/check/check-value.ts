import type { Cell } from '#core/form/cells.ts';
import { isDay } from '#core/quantity/calendar.ts';
import { decimalPlaces, largestNumber } from '#core/quantity/decimal.ts';

/**
 * Whether a value has its cell's type and range. Returns `undefined`, or in Chinese what would be right. An unanswered cell
 * is not judged here.
 */
export function faultOfValue(cell: Cell, value: unknown): string | undefined {
  const { type } = cell;
  switch (type.kind) {
    case 'number':
      return faultOfNumber(type, value);
    case 'text':
      return typeof value === 'string' ? undefined : '应为文字';
    case 'day':
      return typeof value === 'string' && isDay(value) ? undefined : '应为日期，格式为 YYYY-MM-DD';
    case 'month':
      return typeof value === 'string' && isDay(`${value}-01`) ? undefined : '应为年月，格式为 YYYY-MM';
    case 'choice':
      return typeof value === 'string' && (type.options.includes(value) || type.exampleOptions.includes(value))
        ? undefined
        : '应为规定的选项之一';
    case 'names':
      return Array.isArray(value) && value.every((name) => typeof name === 'string' && name.trim() !== '')
        ? undefined
        : '应为名称的列表，且每个名称不为空';
    case 'confirmation':
      return typeof value === 'boolean' ? undefined : '应为“是”或“否”';
  }
}

function faultOfNumber(type: { decimals: number; max?: number }, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return '应为数字';
  if (value < 0) return '不得为负数';
  if (type.max !== undefined && value > type.max) return `应在0至${type.max}之间`;
  if (value >= largestNumber) return '数值过大，请核对单位';
  if (decimalPlaces(value) > type.decimals) return type.decimals === 0 ? '应为整数' : `小数不超过${type.decimals}位`;
  return undefined;
}
