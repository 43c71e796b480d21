import type { Severity } from '#core/check/finding.ts';
import { isDay } from '#core/quantity/calendar.ts';
import { decimalOf } from '#core/quantity/decimal.ts';
import { type EntryValue, type EntryValues, membersIn } from './entry.ts';
import type { LedgerBook, LedgerField, LedgerKind } from './kind.ts';

/** A fault in an entry, told to the person who can mend it. */
export type EntryFinding = {
  check: 'required' | 'type' | 'member' | 'order' | 'within' | 'code' | 'isbn' | 'years';
  severity: Severity;
  field: string;
  /** Chinese: what is wrong, what was found, what would be right. */
  message: string;
};

/** What only a directory and the code lists know. Absent parts are not judged. */
export type EntryContext = {
  /** The category of a member of the consortium, or `undefined` for one that is none. */
  categoryOf?: (member: string) => string | undefined;
  isListed?: (catalogue: 'major' | 'occupation', code: string) => boolean;
  isIsbn?: (text: string) => boolean;
};

/** The longest text of a ledger field; the form's own texts have limits of theirs. */
export const longestText = 2000;
const largestCount = 1_000_000_000;
const largestDecimal = decimalOf(1e11);

/** What is wrong with an entry. Errors keep it from being recorded; warnings stay with it. */
export function checkEntry(
  book: LedgerBook,
  kind: LedgerKind,
  values: EntryValues,
  context: EntryContext = {},
): readonly EntryFinding[] {
  const byField = Object.entries(kind.fields).flatMap(([id, field]): EntryFinding[] => {
    const value = values[id];
    if (value === undefined) return field.optional ? [] : [fault('required', id, `“${field.label}”没有填写`)];
    const wrong = faultOfType(field, value);
    if (wrong !== undefined) return [fault('type', id, `“${field.label}”${wrong}，现为“${printed(value)}”`)];
    return [...membersAtFault(book, id, field, values, context), ...codeAtFault(id, field, value, context)];
  });
  if (byField.some(({ severity }) => severity === 'error')) return byField;
  return [
    ...byField,
    ...daysOutOfOrder(kind, values),
    ...partsAboveWholes(kind, values),
    ...yearsNotKept(book, kind, values),
  ];
}

/** What a value of a field's type would be, in Chinese, or `undefined` where it is one. */
export function faultOfType(field: LedgerField, value: EntryValue): string | undefined {
  switch (field.type) {
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largestCount
        ? undefined
        : '应为不小于0的整数';
    case 'decimal':
      return typeof value === 'string' && isDecimal(value) ? undefined : '应为不小于0的数字，小数不超过4位';
    case 'day':
      return typeof value === 'string' && isDay(value) ? undefined : '应为日期，格式为 YYYY-MM-DD';
    case 'year':
      return typeof value === 'number' && Number.isInteger(value) && value >= 1990 && value <= 2100
        ? undefined
        : '应为四位数的年份';
    case 'choice':
      return typeof value === 'string' && field.options.includes(value)
        ? undefined
        : `应为以下之一：${field.options.join('、')}`;
    case 'member':
      return field.many
        ? Array.isArray(value) &&
          value.length > 0 &&
          value.length <= 500 &&
          value.every((one) => typeof one === 'string' && one !== '')
          ? undefined
          : '应为一个或多个成员单位'
        : isText(value)
          ? undefined
          : '应为一个成员单位';
    case 'text':
    case 'person':
    case 'code':
      return isText(value) ? undefined : `应为文字，不超过${longestText}字`;
  }
}

function isText(value: EntryValue): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longestText;
}

/** A plain decimal from 0 in its shortest text. */
function isDecimal(value: string): boolean {
  return /^(0|[1-9]\d{0,11})(\.\d{0,3}[1-9])?$/.test(value) && decimalOf(value) < largestDecimal;
}

function membersAtFault(
  book: LedgerBook,
  id: string,
  field: LedgerField,
  values: EntryValues,
  { categoryOf }: EntryContext,
): readonly EntryFinding[] {
  if (field.type !== 'member' || !categoryOf) return [];
  const allowed = book.memberClasses[field.of];
  return membersIn(values, id).flatMap((member) => {
    const category = categoryOf(member);
    if (category === undefined) return [fault('member', id, `“${field.label}”中的“${member}”不是联合体成员单位`)];
    if (allowed && !allowed.includes(category)) return [fault('member', id, `“${field.label}”中的单位类别不符`)];
    return [];
  });
}

function codeAtFault(
  id: string,
  field: LedgerField,
  value: EntryValue,
  context: EntryContext,
): readonly EntryFinding[] {
  if (typeof value !== 'string') return [];
  if (field.type === 'code' && context.isListed && !context.isListed(field.catalogue, value))
    return [warning('code', id, `“${field.label}”的“${value}”未列入目录，已按原文保留`)];
  if (field.type === 'text' && field.check === 'isbn' && context.isIsbn && !context.isIsbn(value))
    return [warning('isbn', id, `“${field.label}”的校验位不对，请核对“${value}”`)];
  return [];
}

function daysOutOfOrder(kind: LedgerKind, values: EntryValues): readonly EntryFinding[] {
  return (kind.order ?? []).flatMap(([first, second]) => {
    const [from, to] = [values[first], values[second]];
    return from !== undefined && to !== undefined && to < from
      ? [fault('order', second, `“${labelOf(kind, second)}”${to}早于“${labelOf(kind, first)}”${from}`)]
      : [];
  });
}

function partsAboveWholes(kind: LedgerKind, values: EntryValues): readonly EntryFinding[] {
  return (kind.within ?? []).flatMap(([part, whole]) => {
    const [some, all] = [values[part], values[whole]];
    return typeof some === 'number' && typeof all === 'number' && some > all
      ? [fault('within', part, `“${labelOf(kind, part)}”${some}大于“${labelOf(kind, whole)}”${all}`)]
      : [];
  });
}

/** A year beyond those kept is no error — a textbook may be old — but a figure will not show it. */
function yearsNotKept(book: LedgerBook, kind: LedgerKind, values: EntryValues): readonly EntryFinding[] {
  const rule = kind.years;
  const field = rule.rule === 'year' ? rule.field : rule.rule === 'on' ? rule.day : rule.from;
  const year = Number(String(values[field] ?? '').slice(0, 4));
  const { first, last } = book.years;
  const late = year > last;
  const early = year !== 0 && year < first && (rule.rule === 'year' || rule.rule === 'on');
  return late || early
    ? [warning('years', field, `“${labelOf(kind, field)}”不在统计年度${first}—${last}之内，不计入数据`)]
    : [];
}

const labelOf = (kind: LedgerKind, id: string) => kind.fields[id]?.label ?? id;
/** What was found, for people; what is no value of any field, as JSON, since it may not turn into a text by itself. */
const printed = (value: EntryValue) =>
  (typeof value === 'object'
    ? Array.isArray(value) && value.every((one) => typeof one === 'string')
      ? value.join('、')
      : JSON.stringify(value)
    : String(value)
  ).slice(0, 60);

function fault(check: EntryFinding['check'], field: string, message: string): EntryFinding {
  return { check, severity: 'error', field, message };
}

function warning(check: EntryFinding['check'], field: string, message: string): EntryFinding {
  return { check, severity: 'warning', field, message };
}
