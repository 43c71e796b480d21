import type { EntryValue } from '#core/ledger/entry.ts';
import type { LedgerField } from '#core/ledger/kind.ts';
import { readValue } from '#core/ledger/read-value.ts';
import { plainDigits } from '#core/quantity/decimal.ts';
import { dayOfSerial, type SheetCell } from './sheet-row.ts';

/** What a cell says of a field, and what its owner should know of how it was read. */
export type ReadCell = { value: EntryValue | undefined; remarks: readonly CellRemark[] };

export type CellRemark = {
  check: 'formula' | 'cell-error' | 'number-as-text';
  severity: 'error' | 'warning';
  message: string;
};

/** Names of members as they are spelled in the list of members, by a key that is blind to width and spaces. */
export type MemberNames = ReadonlyMap<string, string>;

export const memberKey = (name: string) => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Fields whose answers repeat from row to row: what was understood once is not read again. */
const repeating: readonly LedgerField['type'][] = ['member', 'choice', 'day', 'year', 'count'];
const mostRemembered = 20_000;

/** Reads cells; it remembers what it read, so one serves a whole workbook. */
export function cellReader(members: MemberNames): (field: LedgerField, cell: SheetCell) => ReadCell {
  const read = new Map<LedgerField, Map<string, ReadCell>>();
  return (field, cell) => {
    if (!repeating.includes(field.type)) return readCell(field, cell, members);
    const known = read.get(field) ?? new Map<string, ReadCell>();
    read.set(field, known);
    const key = `${cell.kind}${cell.isFormula ?? ''}${cell.day ?? ''} ${cell.text}`;
    const found = known.get(key);
    if (found) return found;
    const result = readCell(field, cell, members);
    if (known.size < mostRemembered) known.set(key, result);
    return result;
  };
}

/** The value of a cell for a field. What cannot be understood stays as it was typed, for `checkEntry` to tell. */
function readCell(field: LedgerField, cell: SheetCell, members: MemberNames): ReadCell {
  if (cell.kind === 'unknown') return { value: undefined, remarks: [unreadable(field, cell)] };
  const text = textFor(field, cell);
  const value = field.type === 'member' ? readMembers(field, text, members) : readValue(field, text);
  return { value, remarks: [...formulaRemark(field, cell), ...numberRemark(field, cell, text)] };
}

function unreadable({ label }: LedgerField, { text }: SheetCell): CellRemark {
  const message =
    text === ''
      ? `“${label}”是公式，但文件中没有它的计算结果，请在Excel或WPS中打开并保存后重试`
      : `“${label}”的公式出错，现为“${text}”`;
  return { check: 'cell-error', severity: 'error', message };
}

function textFor(field: LedgerField, { kind, text, day }: SheetCell): string {
  const number =
    kind === 'number' ? Number(text) : field.type === 'day' && /^\d{5}$/.test(text.trim()) ? Number(text) : undefined;
  switch (field.type) {
    case 'day':
      if (day !== undefined) return day;
      return number !== undefined && number >= 10_000 && number < 110_000
        ? (dayOfSerial(number) ?? text)
        : digits(kind, text);
    case 'year':
      return day !== undefined && Number(text) > 2999 ? day.slice(0, 4) : digits(kind, text);
    case 'count':
    case 'decimal':
      return digits(kind, text);
    case 'code':
      return /^\s*(\d{6}[A-Za-z]{0,2}|\d(?:-\d{2}){2,4})\s+\S/.exec(text)?.[1] ?? digits(kind, text);
    default:
      return day ?? digits(kind, text);
  }
}

/** A number as Excel shows it: 15 digits, so that 0.1 + 0.2 is 0.3. */
function digits(kind: SheetCell['kind'], text: string): string {
  return kind === 'number' && Number.isFinite(Number(text)) ? plainDigits(Number(Number(text).toPrecision(15))) : text;
}

function readMembers(
  field: LedgerField & { type: 'member' },
  text: string,
  members: MemberNames,
): EntryValue | undefined {
  const whole = members.get(memberKey(text));
  if (whole !== undefined) return field.many ? [whole] : whole;
  const value = readValue(field, text);
  const known = (name: string) => members.get(memberKey(name)) ?? name;
  return typeof value === 'string' ? known(value) : Array.isArray(value) ? [...new Set(value.map(known))] : value;
}

function formulaRemark({ label }: LedgerField, { isFormula, text }: SheetCell): readonly CellRemark[] {
  return isFormula
    ? [{ check: 'formula', severity: 'warning', message: `“${label}”是公式，按其保存的结果“${text}”读取` }]
    : [];
}

/** 文号、凭证号 and the like lose their zeros in front when they are kept as numbers, and digits beyond the fifteenth. Codes of majors have six digits. */
function numberRemark({ type, label }: LedgerField, { kind, day }: SheetCell, text: string): readonly CellRemark[] {
  if (kind !== 'number' || day !== undefined || (type !== 'text' && type !== 'code')) return [];
  if (type === 'code' && /^\d{6}$/.test(text)) return [];
  return [
    {
      check: 'number-as-text',
      severity: 'warning',
      message: `“${label}”以数字保存，开头的0或第15位以后的数字可能已丢失，现读作“${text}”，请将单元格格式改为文本后核对`,
    },
  ];
}
