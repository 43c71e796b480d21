import { sql } from 'kysely';
import type { MeetingKind, MeetingState } from '#core/council/meeting.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { MeetingKind as Kind, MeetingState as State } from './meeting-views.ts';

export type MeetingTarget = { consortiumId: string; meetingId: string };

export type MeetingRow = {
  id: string;
  consortiumId: string;
  kind: MeetingKind;
  title: string;
  place: string;
  opensAt: Date;
  /** The day in China on which it is held, `YYYY-MM-DD`. */
  day: string;
  state: MeetingState;
  version: number;
  itemId: string | null;
  charterVersion: number | null;
};

/** Throws `Refusal('not-found')` where whoever acts may not see it. */
export async function readMeeting(tx: Tx, target: MeetingTarget): Promise<MeetingRow> {
  return rowOf(await meetingQuery(tx, target).executeTakeFirst());
}

/** The meeting, nobody else's to change until the transaction ends. Throws `Refusal`: `not-found`, `stale` where somebody came first. */
export async function lockMeeting(tx: Tx, target: MeetingTarget, version: number): Promise<MeetingRow> {
  await sql`select pg_advisory_xact_lock(hashtextextended('meeting ' || ${target.meetingId}::text, 0))`.execute(tx);
  const row = rowOf(await meetingQuery(tx, target).executeTakeFirst());
  if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
  return row;
}

/** The meeting, in a state that nobody changes until the transaction ends; many may hold it so at once. Throws `Refusal('not-found')`. */
export async function holdMeeting(tx: Tx, target: MeetingTarget): Promise<MeetingRow> {
  // Not by the row: who has a pass may lock nothing that it may not change.
  await sql`select pg_advisory_xact_lock_shared(hashtextextended('meeting ' || ${target.meetingId}::text, 0))`.execute(
    tx,
  );
  return rowOf(await meetingQuery(tx, target).executeTakeFirst());
}

function meetingQuery(tx: Tx, { consortiumId, meetingId }: MeetingTarget) {
  return tx
    .selectFrom('meeting')
    .select(['consortium_id', 'id', 'kind', 'title', 'place', 'opens_at', 'state', 'version', 'item_id'])
    .select('charter_version')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', meetingId);
}

type Stored = Awaited<ReturnType<ReturnType<typeof meetingQuery>['executeTakeFirst']>>;

function rowOf(row: Stored): MeetingRow {
  if (!row) throw new Refusal('not-found');
  return {
    id: row.id,
    consortiumId: row.consortium_id,
    kind: Kind.parse(row.kind),
    title: row.title,
    place: row.place,
    opensAt: row.opens_at,
    day: beijingToday(row.opens_at),
    state: State.parse(row.state),
    version: row.version,
    itemId: row.item_id,
    charterVersion: row.charter_version,
  };
}
