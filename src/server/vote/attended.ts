import { spokenFor } from '#core/council/quorum.ts';
import type { MeetingTarget } from '#server/council/meeting-row.ts';
import { readPresence } from '#server/council/meeting-state.ts';
import type { Tx } from '#server/db/database.ts';

/** How many seats a meeting has, which of them came at any time, and for which of the others one of those speaks. */
export async function readAttended(tx: Tx, { consortiumId, meetingId }: MeetingTarget) {
  const { rules, seats } = await readPresence(tx, { consortiumId, meetingId });
  const rows = await tx
    .selectFrom('meeting_attendance')
    .select('seat_id')
    .distinct()
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .execute();
  const came = new Set(rows.map(({ seat_id }) => seat_id));
  const held = seats.filter(({ inTerm }) => inTerm).map((seat) => ({ ...seat, present: came.has(seat.seatId) }));
  const spoken = rules ? spokenFor(rules, held) : new Map<string, string>();
  return { seats: held.length, came, spoken, present: held.filter(({ present }) => present).length + spoken.size };
}
