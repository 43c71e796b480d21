import { sql } from 'kysely';
import { z } from 'zod';
import { bookingStateLabels } from '#core/resource/booking.ts';
import { sessionOf } from '#core/training/session-times.ts';
import type { Tx } from '#server/db/database.ts';
import { BookingStateId } from '#server/resource/resource-views.ts';
import { Named } from './catalogue-views.ts';
import type { ClassRow } from './class-row.ts';
import { trainingRules } from './training-right.ts';

/** The shared resource that a class's room is, and the sessions to come that are booked of it, asked for, or not to be had. */
export const RoomBooking = z.object({
  resource: Named,
  approved: z.int(),
  asked: z.int(),
  /** With what became of the booking, where there was one. */
  missing: z.array(z.object({ day: z.string(), because: z.string() })),
});

/** For who holds the class; null where its room is no shared resource, or nothing is to come. */
export async function viewRoomBooking(
  tx: Tx,
  consortiumId: string,
  row: ClassRow,
): Promise<z.infer<typeof RoomBooking> | null> {
  const shift = trainingRules().shifts[row.shift];
  const now = Date.now();
  if (row.state !== 'open' || row.room_id === null || shift === undefined) return null;
  const sessions = row.days.map((day) => ({ day, from: sessionOf(day, shift).from })).filter(({ from }) => from > now);
  if (sessions.length === 0) return null;
  const resource = await tx
    .selectFrom('training_room as m')
    .innerJoin('resource as r', (join) =>
      join.onRef('r.consortium_id', '=', 'm.consortium_id').onRef('r.id', '=', 'm.resource_id'),
    )
    .select(['r.id', 'r.name'])
    .where('m.consortium_id', '=', consortiumId)
    .where('m.id', '=', row.room_id)
    .executeTakeFirst();
  if (!resource) return null;
  const bookings = await tx
    .selectFrom('resource_booking')
    .select(['starts_at', 'state', 'remark'])
    .where('consortium_id', '=', consortiumId)
    .where('class_id', '=', row.id)
    .where('resource_id', '=', resource.id)
    .where('starts_at', '>', sql<Date>`clock_timestamp()`)
    .orderBy('at')
    .execute();
  // Of several at one time the last counts: one is made only when the one before is over.
  const byStart = new Map(bookings.map((each) => [each.starts_at.getTime(), each]));
  const stateAt = (from: number) => byStart.get(from)?.state;
  return {
    resource,
    approved: sessions.filter(({ from }) => stateAt(from) === 'approved').length,
    asked: sessions.filter(({ from }) => stateAt(from) === 'asked').length,
    missing: sessions.flatMap(({ day, from }) => {
      const booking = byStart.get(from);
      if (booking?.state === 'approved' || booking?.state === 'asked') return [];
      if (!booking) return [{ day, because: '没有预约' }];
      return [
        {
          day,
          because: `${bookingStateLabels[BookingStateId.parse(booking.state)]}${booking.remark && `：${booking.remark}`}`,
        },
      ];
    }),
  };
}
