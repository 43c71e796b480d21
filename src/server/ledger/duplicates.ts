import type { EntryValues } from '#core/ledger/entry.ts';
import { withVoice } from '#core/ledger/join-voices.ts';
import { kindOf } from '#core/ledger/kind.ts';
import { type LikelyDuplicate, likelyDuplicates } from '#core/ledger/likely-duplicates.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { linkEvidence } from '#server/evidence/link-evidence.ts';
import { Refusal } from '#server/http/refusal.ts';
import { changeOf } from './draft-entries.ts';
import { type FoundEntry, findEntries } from './find-entries.ts';
import { ledgerBook } from './ledger-book.ts';
import { mustKnow } from './list-entries.ts';
import { speakerIn } from './speaker.ts';
import { type EntryRow, entryOf, spokenVoices } from './stored-entry.ts';
import { writeEntries } from './write-entries.ts';

/** Entries of a kind beyond which proposals are sought among the latest only. */
const mostCompared = 50_000;

/** Entries of a kind that the actor sees and that look like one event, without those that people found to be two. Two queries. */
export async function readDuplicates(
  context: Context,
  actor: Actor,
  consortiumId: string,
  kindId: string,
): Promise<readonly LikelyDuplicate[]> {
  const kind = ledgerBook().kinds.find(({ id }) => id === kindId);
  if (!kind) throw new Refusal('not-found');
  const { entries, distinct } = await context.db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    return { entries: await candidates(tx, consortiumId, kindId), distinct: await readDistinct(tx, consortiumId) };
  });
  return likelyDuplicates(kind, entries).filter(({ first, second }) => !distinct.has(`${first} ${second}`));
}

async function candidates(tx: Tx, consortiumId: string, kind: string) {
  const rows = await tx
    .selectFrom('ledger_entry')
    .select(['id', 'values', 'person_key as personKey'])
    .where('consortium_id', '=', consortiumId)
    .where('kind', '=', kind)
    .where('standing', '<>', 'withdrawn')
    .orderBy('changed_at', 'desc')
    .limit(mostCompared)
    .execute();
  return rows.map((row) => ({ ...row, values: row.values as EntryValues }));
}

async function readDistinct(tx: Tx, consortiumId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('ledger_distinct')
    .select(['first_id', 'second_id'])
    .where('consortium_id', '=', consortiumId)
    .execute();
  return new Set(rows.map(({ first_id, second_id }) => `${first_id} ${second_id}`));
}

/** The secretariat says that two entries are two events: they are not proposed again. */
export async function keepDistinct(
  context: Context,
  actor: Actor,
  consortiumId: string,
  one: string,
  two: string,
): Promise<void> {
  const [first_id = '', second_id = ''] = [one, two].sort();
  await context.db.asActor(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    await tx
      .insertInto('ledger_distinct')
      .values({ consortium_id: consortiumId, first_id, second_id, person_id: actor.personId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await recordAudit(tx, consortiumId, 'entries.kept-distinct', first_id, { with: second_id });
  });
}

export type Merge = {
  consortiumId: string;
  kind: string;
  keep: { id: string; version: number };
  drop: { id: string; version: number };
  reason: string;
};

/**
 * Makes two entries one: what sides said of the dropped entry they now say of the kept one, in its identity; a side that spoke of both keeps what it said of
 * the kept one. The dropped entry is withdrawn, its history stays. Both or neither.
 */
export async function mergeEntries(
  context: Context,
  actor: Actor,
  { consortiumId, kind: kindId, keep, drop, reason }: Merge,
): Promise<void> {
  const book = ledgerBook();
  const kind = kindOf(book, kindId);
  const directory = await context.directories.of(consortiumId);
  const speaker = await speakerIn(context, actor, consortiumId, directory);
  if (!speaker.secretariat) throw new Refusal('forbidden');
  const found = await findEntries(context.db, consortiumId, kindId, { ids: [keep.id, drop.id] });
  const [kept, dropped] = [keep, drop].map(({ id }) => found.find((entry) => entry.id === id));
  if (!kept || !dropped || keep.id === drop.id) throw new Refusal('not-found');
  if (kept.version !== keep.version || dropped.version !== drop.version) throw new Refusal('stale');
  const identity = Object.fromEntries(
    kind.identity.flatMap((id) => (kept.values[id] === undefined ? [] : [[id, kept.values[id]]])),
  );
  const own = spokenVoices(kept.voices, kept.values);
  const moved = spokenVoices(dropped.voices, dropped.values)
    .filter(({ side }) => !own.some((voice) => voice.side === side))
    .map((voice) => ({ ...voice, values: { ...voice.values, ...identity } }));
  const voices = moved.reduce((all, voice) => withVoice(kind, all, voice), own);
  const rowOf = (entry: FoundEntry, next: typeof own, action: string): EntryRow => ({
    ...entryOf(book, kind, next, entry.values, { categoryOf: (id) => directory.byId.get(id)?.category }),
    id: entry.id,
    base: entry.version,
    kind: kindId,
    side: 'secretariat',
    warnings: [],
    personKey: null,
    returned: false,
    action,
    change: action === 'merged' ? changeOf({ kind }, dropped.values, kept.values) : {},
  });
  const rows = [rowOf(dropped, [], 'withdrawn'), rowOf(kept, voices, 'merged')];
  const missed = await writeEntries(context.db, actor, { consortiumId, rows, all: true, how: 'typed', reason });
  if (missed.size > 0) throw new Refusal('stale');
  await moveEvidence(context, actor, consortiumId, drop.id, keep.id);
}

/** What proved the dropped entry proves the kept one. */
async function moveEvidence(
  context: Context,
  actor: Actor,
  consortiumId: string,
  from: string,
  to: string,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const links = await tx
      .selectFrom('evidence_link')
      .select('evidence_id')
      .where('consortium_id', '=', consortiumId)
      .where('entry_id', '=', from)
      .execute();
    for (const { evidence_id } of links)
      await linkEvidence(tx, actor, { consortiumId, id: evidence_id }, { entryId: to });
  });
}
