import { isDay } from '#core/quantity/calendar.ts';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import type { EntryValue, EntryValues } from './entry.ts';
import type { LedgerField, LedgerKind } from './kind.ts';

/**
 * What a person typed or pasted for a field, as the field's value: `１，２００人` is 1200, `2023.5.1` and `2023年5月1日` are `2023-05-01`, `甲公司、乙公司` are two members.
 * What cannot be understood is kept as it was typed, for `checkEntry` to tell; white space alone is no answer.
 */
export function readValue(field: LedgerField, typed: unknown): EntryValue | undefined {
  if (typed === undefined || typed === null) return undefined;
  if (Array.isArray(typed)) return field.type === 'member' ? listOf(typed.map(String)) : String(typed);
  const text = String(typed).trim();
  if (text === '') return undefined;
  switch (field.type) {
    case 'count':
      return readCount(text, unitWords(field));
    case 'decimal':
      return readDecimal(text, unitWords(field));
    case 'year':
      return /^\d{4}年?度?$/.test(plain(text)) ? Number(plain(text).slice(0, 4)) : text;
    case 'day':
      return readDay(text);
    case 'choice':
      return field.options.find((option) => plain(option) === plain(text)) ?? text;
    case 'member':
      return field.many ? listOf(splitNames(text)) : text;
    default:
      return text;
  }
}

/** The values of a kind's fields in a JSON object, read as typed. */
export function readValues(kind: LedgerKind, typed: Readonly<Record<string, unknown>>): EntryValues {
  return Object.fromEntries(
    Object.entries(kind.fields).flatMap(([id, field]) => {
      const value = readValue(field, typed[id]);
      return value === undefined ? [] : [[id, value]];
    }),
  );
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

/** Words typed after a number that say no more than the field does. Another unit (`元` where 万元 is asked) is left for the person to settle. */
function unitWords(field: LedgerField): readonly string[] {
  if (field.type === 'count') return [plain(field.unit ?? ''), ...counted];
  const asked = field.type === 'decimal' ? field.unit || /（(.+)）$/.exec(field.label)?.[1] : undefined;
  return asked ? [plain(asked), ...(sameUnits[asked] ?? [])] : [...hours];
}

const counted = [...'人名位个家门本套项次处间所份件台班组岗', '人次', '工位', '学生', '岗位'];
const hours = ['学时', '课时', '节', '天', '日', '分'];
const sameUnits: Readonly<Record<string, readonly string[]>> = {
  万元: ['万', '万元人民币'],
  亿元: ['亿', '亿元人民币'],
  '㎡': ['m²', 'M2', '平方米', '平米', '平方'],
};

/** Digits with separators of thousands and a unit typed after them, in any width. */
function digitsOf(text: string, units: readonly string[]): string | undefined {
  const match = /^(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(.*)$/.exec(plain(text).replace(/，/g, ','));
  const [, digits, rest = ''] = match ?? [];
  return rest === '' || units.some((unit) => plain(unit) === rest) ? digits?.replaceAll(',', '') : undefined;
}

function readCount(text: string, units: readonly string[]): EntryValue {
  const digits = digitsOf(text, units);
  return digits !== undefined && /^\d{1,15}(\.0+)?$/.test(digits) ? Number(digits) : text;
}

function readDecimal(text: string, units: readonly string[]): EntryValue {
  const digits = digitsOf(text, units);
  if (digits === undefined || (digits.split('.')[1] ?? '').replace(/0+$/, '').length > 6) return text;
  return decimalText(decimalOf(digits.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')));
}

/** `2023-5-1`, `2023.05.01`, `2023年5月1日`, `20230501`; a time of day after it says nothing. */
function readDay(text: string): string {
  const day = text.normalize('NFKC').replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '');
  const match = /^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$/.exec(plain(day));
  if (!match) return text;
  const [year, month = '', date = ''] = match.slice(1).filter((part) => part !== undefined);
  const found = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(found) ? found : text;
}

/** Names parted by 、，； or line breaks; a mark inside brackets belongs to its name: `示例集团（原甲、乙厂）` is one. */
function splitNames(text: string): readonly string[] {
  const names = [''];
  let depth = 0;
  const isBalanced = text.split(/[（(]/).length === text.split(/[）)]/).length;
  for (const character of text) {
    if ('（('.includes(character)) depth++;
    else if ('）)'.includes(character)) depth--;
    if ('、，,；;\n\r'.includes(character) && (depth === 0 || !isBalanced)) names.push('');
    else names[names.length - 1] += character;
  }
  return names;
}

function listOf(names: readonly string[]): readonly string[] | undefined {
  const kept = [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
  return kept.length === 0 ? undefined : kept;
}
