import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { holdMeeting, type MeetingTarget } from './meeting-row.ts';

export type Coming = MeetingTarget & { seatId: string; how: 'code' | 'hand'; substituteId: string | null };

/**
 * Takes a seat of a meeting: once, however often it is asked. A proxy that it had given ends. Throws `Refusal`: `term-ended`, `action-not-possible`
 * where the meeting is not called or is over, `not-found`.
 */
export async function takeSeat(tx: Tx, { consortiumId, meetingId, seatId, how, substituteId }: Coming): Promise<void> {
  const { state } = await holdMeeting(tx, { consortiumId, meetingId });
  if (state !== 'called' && state !== 'open') throw new Refusal('action-not-possible', { state });
  const { proxyTo } = await lockSeat(tx, { consortiumId, meetingId, seatId });
  const today = beijingToday();
  if (substituteId !== null) await mustBeSubstitute(tx, { consortiumId, seatId, substituteId, today });
  await tx
    .insertInto('meeting_attendance')
    .values({
      consortium_id: consortiumId,
      meeting_id: meetingId,
      seat_id: seatId,
      how,
      substitute_id: substituteId,
    })
    .onConflict((conflict) =>
      conflict.columns(['consortium_id', 'meeting_id', 'seat_id']).where('left_at', 'is', null).doNothing(),
    )
    .execute();
  if (proxyTo === null) return;
  await tx
    .updateTable('meeting_seat')
    .set({ proxy_to: null, version: sql`version + 1` })
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('seat_id', '=', seatId)
    .execute();
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

async function mustBeSubstitute(
  tx: Tx,
  { consortiumId, seatId, substituteId, today }: Record<'consortiumId' | 'seatId' | 'substituteId' | 'today', string>,
): Promise<void> {
  const found = await tx
    .selectFrom('council_substitute')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('seat_id', '=', seatId)
    .where('id', '=', substituteId)
    .where('from_day', '<=', today)
    .where('to_day', '>=', today)
    .executeTakeFirst();
  if (!found) throw new Refusal('not-found');
}
