import { daysBetween, isDay } from '#core/quantity/calendar.ts';
import { comparable, type EntryValues } from './entry.ts';
import type { LedgerKind } from './kind.ts';

/** An entry to be compared with others of its kind. */
export type Candidate = { id: string; values: EntryValues; personKey?: string | null | undefined };

/** Two entries that look like one event, or like one person in two places, with why. Chinese. */
export type LikelyDuplicate = { first: string; second: string; because: string };

const mostDaysApart = 7;
/** Entries that agree in all but one field of their identity; a block larger than this is a real many, not typing. */
const largestBlock = 50;

/**
 * Entries whose identities differ, but hardly: a name typed two ways, dates a few days apart, the same certificate, the same person in two places at
 * once. Proposals only: people decide. Time grows with the number of entries, not with its square.
 */
export function likelyDuplicates(kind: LedgerKind, entries: readonly Candidate[]): readonly LikelyDuplicate[] {
  const found = new Map<string, LikelyDuplicate>();
  const propose = (pairs: Iterable<LikelyDuplicate>) => {
    for (const pair of pairs) found.set(`${pair.first} ${pair.second}`, pair);
  };
  for (const field of kind.identity) propose(nearlySame(kind, field, entries));
  propose(samePerson(kind, entries));
  propose(sameCertificate(kind, entries));
  return [...found.values()];
}

/** Entries alike in every field of the identity but one, and nearly alike in that one. */
function* nearlySame(kind: LedgerKind, field: string, entries: readonly Candidate[]): Generator<LikelyDuplicate> {
  const type = kind.fields[field]?.type;
  const label = kind.fields[field]?.label ?? field;
  if (type !== 'text' && type !== 'person' && type !== 'day') return;
  const others = kind.identity.filter((id) => id !== field);
  for (const [one, two] of pairsBy(entries, ({ values }) =>
    others.map((id) => comparable(kind.fields[id], values[id])).join('\n'),
  )) {
    const [a, b] = [String(one.values[field] ?? ''), String(two.values[field] ?? '')];
    if (type === 'day') {
      const apart = isDay(a) && isDay(b) ? Math.abs(daysBetween(a, b)) : Number.POSITIVE_INFINITY;
      if (apart > 0 && apart <= mostDaysApart) yield pairOf(one, two, `“${label}”只相差${apart}天，其余相同`);
    } else if (comparable(kind.fields[field], a) !== comparable(kind.fields[field], b) && isNearlySame(a, b)) {
      yield pairOf(one, two, `“${label}”写法不同（${a}／${b}），其余相同`);
    }
  }
}

/** One person reported from two places over the same days. */
function* samePerson(kind: LedgerKind, entries: readonly Candidate[]): Generator<LikelyDuplicate> {
  const field = Object.keys(kind.fields).find((id) => kind.fields[id]?.type === 'person');
  const years = kind.years;
  if (field === undefined || years.rule === 'year') return;
  const [from, to] = years.rule === 'on' ? [years.day, kind.order?.[0]?.[1] ?? years.day] : [years.from, years.to];
  for (const [one, two] of pairsBy(
    entries,
    ({ values, personKey }) => personKey ?? comparable(kind.fields[field], values[field]),
  )) {
    const elsewhere = Object.keys(kind.fields).filter(
      (id) =>
        kind.fields[id]?.type === 'member' &&
        comparable(kind.fields[id], one.values[id]) !== comparable(kind.fields[id], two.values[id]),
    );
    if (elsewhere.length === 0 || !overlap(one.values, two.values, from, to)) continue;
    const who =
      one.personKey && one.personKey === two.personKey
        ? '同一人（证件相同）'
        : `同名（${String(one.values[field] ?? '')}）`;
    yield pairOf(
      one,
      two,
      `${who}同一时间出现在不同的${elsewhere.map((id) => kind.fields[id]?.label ?? id).join('、')}`,
    );
  }
}

/** One certificate, voucher or document number in two entries. */
function* sameCertificate(kind: LedgerKind, entries: readonly Candidate[]): Generator<LikelyDuplicate> {
  for (const field of ['certificate', 'voucher', 'isbn', 'number']) {
    if (!kind.fields[field]) continue;
    for (const [one, two] of pairsBy(entries, ({ values }) => letters(String(values[field] ?? ''))))
      yield pairOf(one, two, `“${kind.fields[field].label}”相同（${String(one.values[field])}）`);
  }
}

function* pairsBy(
  entries: readonly Candidate[],
  keyOf: (entry: Candidate) => string,
): Generator<readonly [Candidate, Candidate]> {
  const blocks = new Map<string, Candidate[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === '') continue;
    const block = blocks.get(key);
    if (block) block.push(entry);
    else blocks.set(key, [entry]);
  }
  for (const block of blocks.values()) {
    if (block.length > largestBlock) continue;
    for (const [at, one] of block.entries()) for (const two of block.slice(at + 1)) yield [one, two];
  }
}

function overlap(a: EntryValues, b: EntryValues, from: string, to: string): boolean {
  const start = (values: EntryValues) => String(values[from] ?? '9999');
  const end = (values: EntryValues) => String(values[to] ?? (to === from ? (values[from] ?? '') : '9999'));
  return start(a) <= end(b) && start(b) <= end(a);
}

/** The same but for marks, width and case; or all but a few of their pairs of letters the same. */
export function isNearlySame(a: string, b: string): boolean {
  const [one, two] = [letters(a), letters(b)];
  if (one === '' || two === '') return false;
  return (
    one === two || (Math.min(one.length, two.length) >= 4 && likeness(one, two) >= 0.8 && digits(one) === digits(two))
  );
}

const letters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
/** Numbers tell like things apart: 一期 and 二期, 2022 and 2023 are not typing. */
const digits = (text: string) => text.replace(/[^\p{N}一二三四五六七八九十甲乙丙丁]/gu, '');

/** Share of pairs of neighbouring letters that two texts have in common (Dice). */
function likeness(a: string, b: string): number {
  const pairs = (text: string) => Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
  const [left, right] = [pairs(a), pairs(b)];
  const counts = Map.groupBy(left, (pair) => pair);
  let common = 0;
  for (const pair of right) if (counts.get(pair)?.pop() !== undefined) common += 1;
  return (2 * common) / (left.length + right.length);
}

function pairOf(one: Candidate, two: Candidate, because: string): LikelyDuplicate {
  const [first, second] = one.id < two.id ? [one.id, two.id] : [two.id, one.id];
  return { first, second, because };
}
