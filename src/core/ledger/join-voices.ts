import { comparable, type EntryValues, sidesOf } from './entry.ts';
import type { LedgerKind } from './kind.ts';

/** What one side says of an event. `side` is a member's id, or `secretariat`. */
export type Voice = { side: string; values: EntryValues };

/** How far an entry is vouched for. A disputed entry counts in no figure until it is settled. */
export type Standing = 'confirmed' | 'oneSided' | 'disputed';

export const standings: Readonly<Record<Standing, string>> = {
  confirmed: '已确认',
  oneSided: '单方',
  disputed: '有争议',
};

/** A field on which sides differ, with what each of them said; `undefined` where a side left a day open. */
export type Difference = { field: string; stated: readonly { side: string; value: EntryValues[string] | undefined }[] };

export type Joined = {
  values: EntryValues;
  standing: Standing;
  differences: readonly Difference[];
  /** Sides that have said nothing yet and are to be asked. */
  awaited: readonly string[];
};

/** The side of whoever may confirm every kind that names no counterpart, and settle what others dispute. */
export const secretariat = 'secretariat';

/**
 * One event from what its sides say of it. The first voice in time comes first. Voices that agree are joined: what one of them left out is taken
 * from the other, except a day, where “left open” is a statement too. The secretariat's voice, spoken over a dispute, settles it.
 */
export function joinVoices(kind: LedgerKind, voices: readonly Voice[]): Joined {
  const settled = voices.find(({ side }) => side === secretariat);
  const values: EntryValues = Object.assign({}, ...[...voices].reverse().map((voice) => voice.values), settled?.values);
  const differences = settled ? [] : differencesOf(kind, voices);
  const { reporter, counterparts } = sidesOf(kind, values);
  const expected = [
    reporter ?? secretariat,
    ...(counterparts.length > 0 ? counterparts : reporter ? [secretariat] : []),
  ];
  const spoken = new Set(voices.map(({ side }) => side));
  const awaited = settled ? [] : expected.filter((side) => !spoken.has(side));
  const standing = differences.length > 0 ? 'disputed' : awaited.length > 0 ? 'oneSided' : 'confirmed';
  return { values: withoutOpenDays(kind, values, voices, settled), standing, differences, awaited };
}

/**
 * The voices once a side has spoken, or spoken anew. What a side changes after the secretariat settled or confirmed the event opens it
 * again: the secretariat's voice falls silent.
 */
export function withVoice<V extends Voice>(kind: LedgerKind, voices: readonly V[], voice: V): readonly V[] {
  const isSettled = voice.side !== secretariat && voices.some(({ side }) => side === secretariat);
  const isReopened = isSettled && changedFields(kind, joinVoices(kind, voices).values, voice.values).length > 0;
  const standing = isReopened ? voices.filter(({ side }) => side !== secretariat) : voices;
  const at = standing.findIndex(({ side }) => side === voice.side);
  return at < 0 ? [...standing, voice] : standing.with(at, voice);
}

/** Fields whose values differ as they are compared. */
export function changedFields(kind: LedgerKind, before: EntryValues, after: EntryValues): readonly string[] {
  return Object.entries(kind.fields).flatMap(([id, field]) =>
    comparable(field, before[id]) === comparable(field, after[id]) ? [] : [id],
  );
}

function differencesOf(kind: LedgerKind, voices: readonly Voice[]): readonly Difference[] {
  return Object.entries(kind.fields).flatMap(([id, field]) => {
    const stated = voices.filter(({ values }) => field.type === 'day' || values[id] !== undefined);
    const said = new Set(stated.map(({ values }) => comparable(field, values[id])));
    return said.size > 1
      ? [{ field: id, stated: stated.map(({ side, values }) => ({ side, value: values[id] })) }]
      : [];
  });
}

/** A day that the secretariat left open when it settled a dispute is open, whatever a side had said. */
function withoutOpenDays(
  kind: LedgerKind,
  values: EntryValues,
  voices: readonly Voice[],
  settled: Voice | undefined,
): EntryValues {
  if (!settled || voices.length === 1) return values;
  return Object.fromEntries(
    Object.entries(values).filter(([id]) => kind.fields[id]?.type !== 'day' || settled.values[id] !== undefined),
  );
}
