import { sql } from 'kysely';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { hashToken } from '#server/invitation/token.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { holdMeeting, type MeetingTarget } from './meeting-row.ts';
import { signInKeys } from './sign-in-code.ts';

/** What the database says of one who would take a seat, and perhaps vote: that it is done, or why not. */
export type Came = { outcome: string; state?: string | null; last_day?: string | null };

/**
 * Signs a pass in by the digits on the wall, in one trip; signed in before, it stays so. A proxy that it had given ends. Throws `Refusal`:
 * `meeting-code-wrong`, `term-ended`, `action-not-possible` where the meeting is not called or is over, `not-found`.
 */
export async function signIn(
  { db, config }: Context,
  token: string,
  { code, substituteId }: { code: string; substituteId: string | null },
): Promise<void> {
  const { rows } = await db.app.query<Came & { consortium_id: string; meeting_id: string }>({
    name: 'sign-in',
    text: 'select * from sign_in($1, $2, $3, $4)',
    values: [hashToken(token), code.replace(/\s/g, ''), signInKeys(config), substituteId],
  });
  const [came] = rows;
  mustBe('taken', came);
  db.bus.tell('lianheti_meeting', `${came.consortium_id} ${came.meeting_id}`);
}

/** The same by hand, for who runs the meeting. Throws as `signIn`. */
export async function markPresent(
  tx: Tx,
  { consortiumId, meetingId, seatId }: MeetingTarget & { seatId: string },
): Promise<void> {
  const { rows } = await sql<Came>`
    select * from take_seat(${consortiumId}::uuid, ${meetingId}::uuid, ${seatId}::uuid, 'hand', null)`.execute(tx);
  mustBe('taken', rows[0]);
}

/** Throws the `Refusal` that says why it was not. */
export function mustBe<T extends Came>(wanted: string, came: T | undefined): asserts came is T {
  if (came?.outcome === wanted) return;
  if (came?.outcome === 'code') throw new Refusal('meeting-code-wrong', { fields: ['code'] });
  if (came?.outcome === 'state') throw new Refusal('action-not-possible', { state: came.state });
  if (came?.outcome === 'term-ended') throw new Refusal('term-ended', { lastDay: came.last_day });
  throw new Refusal('not-found');
}

/** Leaves a seat; nothing where nobody sits there. Throws `Refusal`: `action-not-possible` once the meeting is over, `not-found`. */
export async function leaveSeat(
  tx: Tx,
  { consortiumId, meetingId, seatId }: MeetingTarget & { seatId: string },
): Promise<void> {
  const { state } = await holdMeeting(tx, { consortiumId, meetingId });
  if (state !== 'called' && state !== 'open') throw new Refusal('action-not-possible', { state });
  await tx
    .updateTable('meeting_attendance')
    .set({ left_at: new Date() })
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('seat_id', '=', seatId)
    .where('left_at', 'is', null)
    .execute();
}

/** A seat of a meeting whose term lasts, nobody else's to change. Throws `Refusal`: `term-ended`, `not-found`. */
export async function lockSeat(
  tx: Tx,
  { consortiumId, meetingId, seatId }: MeetingTarget & { seatId: string },
): Promise<{ proxyTo: string | null; version: number }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`seat ${meetingId} ${seatId}`}, 0))`.execute(tx);
  const seat = await tx
    .selectFrom('meeting_seat as m')
    .innerJoin('council_seat as s', (join) =>
      join.onRef('s.consortium_id', '=', 'm.consortium_id').onRef('s.id', '=', 'm.seat_id'),
    )
    .select(['m.proxy_to', 'm.version', 's.from_day', 's.last_day'])
    .where('m.consortium_id', '=', consortiumId)
    .where('m.meeting_id', '=', meetingId)
    .where('m.seat_id', '=', seatId)
    .executeTakeFirst();
  if (!seat) throw new Refusal('not-found');
  const today = beijingToday();
  if (today < seat.from_day || today > seat.last_day) throw new Refusal('term-ended', { lastDay: seat.last_day });
  return { proxyTo: seat.proxy_to, version: seat.version };
}
