import type { LedgerField, LedgerKind } from './kind.ts';

/**
 * One value of an entry: member ids (or names, where no directory is at hand), texts, days, decimal texts and codes as text; counts and
 * years as numbers; a list for a field of many members. Unanswered fields are left out.
 */
export type EntryValue = string | number | readonly string[];

export type EntryValues = Readonly<Record<string, EntryValue>>;

/** The members that a field of an entry names. */
export function membersIn(values: EntryValues, field: string | undefined): readonly string[] {
  const value = field === undefined ? undefined : values[field];
  if (value === undefined || typeof value === 'number') return [];
  return typeof value === 'string' ? [value] : value;
}

/** The sides of an event: who records it, then who confirms it. Both are the secretariat's where the kind names no member. */
export function sidesOf(
  kind: LedgerKind,
  values: EntryValues,
): { reporter: string | undefined; counterparts: readonly string[] } {
  const [reporter] = membersIn(values, kind.reporter);
  return { reporter, counterparts: membersIn(values, kind.counterpart).filter((id) => id !== reporter) };
}

/**
 * What makes two reports one event: the identity's values in one text. Typing differences that mean nothing (width, case, spaces, the order of a list) are
 * taken away.
 */
export function identityOf(kind: LedgerKind, values: EntryValues): string {
  return JSON.stringify(kind.identity.map((id) => comparable(kind.fields[id], values[id])));
}

/** A value as it is compared with another of the same field. */
export function comparable(field: LedgerField | undefined, value: EntryValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return JSON.stringify([...new Set(value.map(plain))].sort());
  return field?.type === 'decimal' ? value : plain(value);
}

/** Most texts are plain as they are: common Chinese characters, digits and small letters mean only themselves. */
const isPlain = /^[\u4e00-\u9fff0-9a-z-]*$/;

/** A text without what may differ from typist to typist: width, case, spaces. */
export function plain(text: string): string {
  if (isPlain.test(text)) return text;
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}
