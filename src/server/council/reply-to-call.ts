import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { PassSeat } from './as-pass.ts';
import { lockSeat } from './attend.ts';
import { holdMeeting } from './meeting-row.ts';

/** Says whether a seat's holder comes; the latest word counts. Throws `Refusal`: `term-ended`, `action-not-possible` once it is open, `not-found`. */
export async function replyToCall(
  tx: Tx,
  { note, reply, ...seat }: PassSeat & { reply: 'coming' | 'absent'; note: string },
): Promise<void> {
  const { state } = await holdMeeting(tx, seat);
  if (state !== 'called') throw new Refusal('action-not-possible', { state });
  const { version } = await lockSeat(tx, seat);
  await tx
    .updateTable('meeting_seat')
    .set({ reply, reply_note: note, replied_at: sql<Date>`clock_timestamp()`, version: version + 1 })
    .where('consortium_id', '=', seat.consortiumId)
    .where('meeting_id', '=', seat.meetingId)
    .where('seat_id', '=', seat.seatId)
    .execute();
}
