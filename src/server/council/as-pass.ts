import { sql } from 'kysely';
import type { Context } from '#server/context.ts';
import type { ActingPerson, Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { hashToken } from '#server/invitation/token.ts';
import type { MeetingTarget } from './meeting-row.ts';

export type PassSeat = MeetingTarget & { seatId: string };

/** The pass of a link, as whom a transaction acts: the database shows it its meeting, and lets it change its seat alone. */
export function passOf(token: string): ActingPerson {
  return { personId: '', passHash: hashToken(token) };
}

/** The seat that a pass is for. Throws `Refusal('not-found')` alike where it never was and where a newer one took its place. */
export async function readPassSeat(tx: Tx): Promise<PassSeat & { consortium: string }> {
  const { rows } = await sql<PassSeat & { consortium: string }>`
    select consortium_id as "consortiumId", meeting_id as "meetingId", seat_id as "seatId", consortium from own_pass()`.execute(
    tx,
  );
  const [seat] = rows;
  if (!seat) throw new Refusal('not-found');
  return seat;
}

/** One transaction of a pass that changes something of its seat; then everybody in the meeting is told. */
export async function actAsPass(
  { db }: Context,
  token: string,
  run: (tx: Tx, seat: PassSeat) => Promise<void>,
): Promise<void> {
  const seat = await db.asActor(passOf(token), async (tx) => {
    const own = await readPassSeat(tx);
    await run(tx, own);
    return own;
  });
  db.bus.tell('lianheti_meeting', `${seat.consortiumId} ${seat.meetingId}`);
}
