import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockSeat } from './attend.ts';
import { CharterRulesView } from './council-views.ts';
import { holdMeeting, type MeetingTarget } from './meeting-row.ts';

export type ProxyOrder = MeetingTarget & { seatId: string; to: string | null };

/**
 * Lets another seat of the meeting speak and vote for this one while its holder is away, or (null) takes that back. Throws `Refusal`: `term-ended` of
 * either, `proxies-full` where the other already has as many as the charter allows, `proxy-refused` to or through one who gave its own voice away,
 * and for one who is there, `action-not-possible`, `not-found`.
 */
export async function giveProxy(tx: Tx, { consortiumId, meetingId, seatId, to }: ProxyOrder): Promise<void> {
  const target = { consortiumId, meetingId };
  const { state, charterVersion } = await holdMeeting(tx, target);
  if (state !== 'called' && state !== 'open') throw new Refusal('action-not-possible', { state });
  // In one order, so that two who give their proxies to each other wait for each other, never both at once.
  const seats = new Map<string, Awaited<ReturnType<typeof lockSeat>>>();
  for (const id of [seatId, ...(to === null ? [] : [to])].toSorted())
    seats.set(id, await lockSeat(tx, { ...target, seatId: id }));
  const own = seats.get(seatId);
  if (!own || to === seatId) throw new Refusal('proxy-refused');
  if (to !== null) {
    const { present, holds, held } = await standing(tx, { ...target, seatId, to });
    if (present || holds > 0 || seats.get(to)?.proxyTo !== null) throw new Refusal('proxy-refused');
    const most = await mostProxies(tx, consortiumId, charterVersion);
    if (held >= most) throw new Refusal('proxies-full', { most });
  }
  await tx
    .updateTable('meeting_seat')
    .set({ proxy_to: to, version: own.version + 1 })
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('seat_id', '=', seatId)
    .execute();
}

/** Whether a seat is taken, for how many it speaks itself, and for how many others the seat speaks to which it would give its voice. */
async function standing(tx: Tx, { consortiumId, meetingId, seatId, to }: ProxyOrder) {
  const { rows } = await sql<{ present: boolean; holds: number; held: number }>`
    select exists (select from meeting_attendance where consortium_id = ${consortiumId} and meeting_id = ${meetingId}
        and seat_id = ${seatId} and left_at is null) as present,
      count(*) filter (where proxy_to = ${seatId})::integer as holds,
      count(*) filter (where proxy_to = ${to} and seat_id <> ${seatId})::integer as held
    from meeting_seat where consortium_id = ${consortiumId} and meeting_id = ${meetingId}`.execute(tx);
  return rows[0] ?? { present: false, holds: 0, held: 0 };
}

async function mostProxies(tx: Tx, consortiumId: string, version: number | null): Promise<number> {
  if (version === null) return 0;
  const charter = await tx
    .selectFrom('charter')
    .select('rules')
    .where('consortium_id', '=', consortiumId)
    .where('version', '=', version)
    .executeTakeFirst();
  return charter ? CharterRulesView.parse(charter.rules).mostProxies : 0;
}
