import { createHash } from 'node:crypto';
import type { EntryFinding } from '#core/ledger/check-entry.ts';
import { type EntryValues, identityOf, membersIn, sidesOf } from '#core/ledger/entry.ts';
import { type FactContext, type FactRange, factRanges, factsOf } from '#core/ledger/facts.ts';
import { joinVoices, type Standing, secretariat, type Voice } from '#core/ledger/join-voices.ts';
import type { LedgerBook, LedgerKind } from '#core/ledger/kind.ts';

/** A voice with who spoke it and when. */
export type SpokenVoice = Voice & { by: string; at: string };

/** A voice as it is kept: without values where it says what the entry says. */
export type StoredVoice = { side: string; by: string; at: string; values?: EntryValues };

/** The nil uuid stands for the secretariat among awaited sides. */
export const secretariatId = '00000000-0000-0000-0000-000000000000';

/** A row for the database function `write_entries`. */
export type EntryRow = {
  id: string;
  /** The version that is replaced; 0 for an entry that is not there yet. */
  base: number;
  kind: string;
  identity: string;
  side: string;
  values: EntryValues;
  standing: Standing | 'withdrawn';
  voices: readonly StoredVoice[];
  parties: readonly string[];
  counterparts: readonly string[];
  awaited: readonly string[];
  facts: readonly FactRange[];
  fromYear: number | null;
  toYear: number | null;
  warnings: readonly Omit<EntryFinding, 'check'>[];
  personKey: string | null;
  returned: boolean;
  action: string;
  change: Readonly<Record<string, readonly [unknown, unknown]>>;
};

/** What the entry becomes once these voices are all there is: joined, with its facts. Without a voice it is withdrawn and adds nothing. */
export function entryOf(
  book: LedgerBook,
  kind: LedgerKind,
  voices: readonly SpokenVoice[],
  before: EntryValues,
  context: FactContext,
): Pick<
  EntryRow,
  | 'identity'
  | 'values'
  | 'standing'
  | 'voices'
  | 'parties'
  | 'counterparts'
  | 'awaited'
  | 'facts'
  | 'fromYear'
  | 'toYear'
> {
  const joined = joinVoices(kind, voices);
  const values = voices.length === 0 ? before : joined.values;
  const facts = voices.length === 0 ? [] : factRanges(factsOf(book, kind, values, context));
  const { reporter, counterparts } = sidesOf(kind, values);
  const speakers = voices.map(({ side }) => side).filter((side) => side !== secretariat);
  const named = Object.keys(kind.fields).flatMap((field) =>
    kind.fields[field]?.type === 'member' ? membersIn(values, field) : [],
  );
  return {
    identity: identityDigest(kind, values),
    values,
    standing: voices.length === 0 ? 'withdrawn' : joined.standing,
    voices: voices.map((voice) => stored(voice, values)),
    parties: [...new Set([...named, ...speakers])],
    counterparts: [...new Set([...counterparts, ...named, ...speakers].filter((id) => id !== reporter))],
    awaited: voices.length === 0 ? [] : joined.awaited.map((side) => (side === secretariat ? secretariatId : side)),
    facts,
    fromYear: facts.length === 0 ? null : Math.min(...facts.map(([, from]) => from)),
    toYear: facts.length === 0 ? null : Math.max(...facts.map(([, , to]) => to)),
  };
}

/** SHA-256 of the identity's text, in hex. */
export function identityDigest(kind: LedgerKind, values: EntryValues): string {
  return createHash('sha256').update(identityOf(kind, values)).digest('hex');
}

/** Voices as they were spoken. */
export function spokenVoices(voices: readonly StoredVoice[], values: EntryValues): readonly SpokenVoice[] {
  return voices.map((voice) => ({ ...voice, values: voice.values ?? values }));
}

function stored({ side, by, at, values }: SpokenVoice, joined: EntryValues): StoredVoice {
  return sameValues(values, joined) ? { side, by, at } : { side, by, at, values };
}

/** Equal to the letter, whatever the order of the keys. */
export function sameValues(a: EntryValues, b: EntryValues): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]))
  );
}
