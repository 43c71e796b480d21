import type { EntryValues } from '#core/ledger/entry.ts';
import { secretariat, withVoice } from '#core/ledger/join-voices.ts';
import { kindOf } from '#core/ledger/kind.ts';
import { readValues } from '#core/ledger/read-value.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { changeOf } from './draft-entries.ts';
import { type FoundEntry, findEntries } from './find-entries.ts';
import { ledgerBook } from './ledger-book.ts';
import { speakerIn } from './speaker.ts';
import { type EntryRow, entryOf, type SpokenVoice, spokenVoices } from './stored-entry.ts';
import { writeEntries } from './write-entries.ts';

/** What can be done with an entry that is there. */
export type EntryAction =
  /** A side, or the secretariat, says what the entry says. */
  | { type: 'confirm'; side?: string | undefined }
  /** The secretariat decides a dispute; its values stand. */
  | { type: 'settle'; values: Readonly<Record<string, unknown>>; reason: string }
  /** A side takes back what it said; the secretariat takes back the entry. */
  | { type: 'withdraw'; side?: string | undefined; reason: string }
  /** The secretariat asks the reporter to look again; the remark says why. */
  | { type: 'return'; text: string };

export type EntryRef = { id: string; version: number };

type Seen = { consortiumId: string; kind: string };

/**
 * Does one thing with entries of a consortium and kind, all or none. Throws `Refusal('stale')` where one was changed meanwhile, `forbidden` where the actor
 * may not do it with one of them, and `not-found` where one is not the actor's to see.
 */
export async function actOnEntries(
  context: Context,
  actor: Actor,
  refs: readonly EntryRef[],
  action: EntryAction,
  reason?: string,
): Promise<void> {
  const seen = await seenEntries(
    context,
    actor,
    refs.map(({ id }) => id),
  );
  for (const [key, ids] of Map.groupBy(seen, ([, { consortiumId, kind }]) => `${consortiumId}\n${kind}`)) {
    const [consortiumId = '', kindId = ''] = key.split('\n');
    await actOnKind(
      context,
      actor,
      { consortiumId, kindId, refs: refs.filter(({ id }) => ids.some(([seenId]) => seenId === id)) },
      action,
      reason,
    );
  }
}

async function actOnKind(
  context: Context,
  actor: Actor,
  { consortiumId, kindId, refs }: { consortiumId: string; kindId: string; refs: readonly EntryRef[] },
  action: EntryAction,
  reason: string | undefined,
): Promise<void> {
  const book = ledgerBook();
  const kind = kindOf(book, kindId);
  const directory = await context.directories.of(consortiumId);
  const speaker = await speakerIn(context, actor, consortiumId, directory);
  const found = await findEntries(context.db, consortiumId, kindId, { ids: refs.map(({ id }) => id) });
  const stale = found.filter((entry) => entry.version !== refs.find(({ id }) => id === entry.id)?.version);
  if (stale.length > 0) throw new Refusal('stale', { entries: stale.map(({ id, version }) => ({ id, version })) });
  const rows = found.map((entry): EntryRow => {
    const side = sideFor(entry, action, speaker);
    if (side === undefined) throw new Refusal('forbidden');
    if (entry.standing === 'withdrawn') throw new Refusal('action-not-possible');
    const voices = spokenVoices(entry.voices, entry.values);
    const by = { by: actor.personId, at: new Date().toISOString() };
    const next = voicesAfter(voices);
    const joined = entryOf(book, kind, next, entry.values, { categoryOf: (id) => directory.byId.get(id)?.category });
    const said = voices.find((voice) => voice.side === side)?.values ?? {};
    const says = next.find((voice) => voice.side === side)?.values ?? {};
    return {
      ...joined,
      id: entry.id,
      base: entry.version,
      kind: kindId,
      side,
      warnings: [],
      personKey: null,
      returned: action.type === 'return',
      action: done[action.type],
      change: changeOf({ kind }, said, says),
    };

    function voicesAfter(spoken: readonly SpokenVoice[]): readonly SpokenVoice[] {
      switch (action.type) {
        case 'confirm':
          if (side === secretariat && entry.standing === 'disputed') throw new Refusal('action-not-possible');
          return withVoice(kind, spoken, { side: side ?? '', values: entry.values, ...by });
        case 'settle':
          return withVoice(kind, spoken, { side: secretariat, values: settledValues(entry, action.values), ...by });
        case 'withdraw':
          return side === secretariat
            ? []
            : spoken.filter((voice) => voice.side !== side && voice.side !== secretariat);
        case 'return':
          return spoken;
      }
    }

    function settledValues(before: FoundEntry, typed: Readonly<Record<string, unknown>>): EntryValues {
      const values = readValues(kind, typed);
      for (const id of kind.identity)
        if (before.values[id] === undefined) throw new Refusal('invalid', { fields: [id] });
      return { ...values, ...Object.fromEntries(kind.identity.map((id) => [id, before.values[id] ?? ''])) };
    }
  });
  const missed = await writeEntries(context.db, actor, {
    consortiumId,
    rows,
    all: true,
    how: 'typed',
    reason: reason ?? reasonOf(action),
  });
  if (missed.size > 0) throw new Refusal('stale', { entries: [...missed.keys()].map((id) => ({ id })) });
  if (action.type === 'return') await remark(context, actor, consortiumId, refs, action.text);
}

const done: Readonly<Record<EntryAction['type'], string>> = {
  confirm: 'confirmed',
  settle: 'settled',
  withdraw: 'withdrawn',
  return: 'returned',
};

function sideFor(
  entry: FoundEntry,
  action: EntryAction,
  speaker: { secretariat: boolean; members: ReadonlySet<string> },
): string | undefined {
  if (action.type === 'settle' || action.type === 'return') return speaker.secretariat ? secretariat : undefined;
  if (action.side === secretariat) return speaker.secretariat ? secretariat : undefined;
  if (action.side !== undefined) return speaker.members.has(action.side) ? action.side : undefined;
  const mine = partiesOf(entry).find((member) => speaker.members.has(member));
  return mine ?? (speaker.secretariat ? secretariat : undefined);
}

/** Members of the event: those its fields name and those who spoke. */
function partiesOf(entry: FoundEntry): readonly string[] {
  const kind = kindOf(ledgerBook(), entry.kind);
  const named = Object.entries(kind.fields).flatMap(([id, field]) => {
    const value = entry.values[id];
    return field.type !== 'member' || value === undefined ? [] : [value].flat().map(String);
  });
  return [...named, ...entry.voices.map(({ side }) => side)];
}

function reasonOf(action: EntryAction): string | undefined {
  return 'reason' in action ? action.reason : undefined;
}

async function seenEntries(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<readonly (readonly [string, Seen])[]> {
  const rows = await context.db.readAs(actor, (tx) =>
    tx
      .selectFrom('ledger_entry')
      .select(['id', 'consortium_id', 'kind'])
      .where('id', 'in', [...ids])
      .execute(),
  );
  if (rows.length < new Set(ids).size) throw new Refusal('not-found');
  return rows.map((row) => [row.id, { consortiumId: row.consortium_id, kind: row.kind }]);
}

async function remark(
  context: Context,
  actor: Actor,
  consortium_id: string,
  refs: readonly EntryRef[],
  text: string,
): Promise<void> {
  await context.db.asActor(actor, (tx) =>
    tx
      .insertInto('ledger_remark')
      .values(refs.map(({ id }) => ({ consortium_id, entry_id: id, kind: 'return', text, person_id: actor.personId })))
      .execute(),
  );
}
