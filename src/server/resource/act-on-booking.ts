import { sql } from 'kysely';
import { bookingAfter, bookingStateLabels } from '#core/resource/booking.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepLentEntry } from './keep-lent-entry.ts';
import { mustKnowResources, takingPlaces } from './resource-right.ts';
import { bookingQuery, sidesOf } from './resource-rows.ts';
import { type BookingAct, BookingStateId } from './resource-views.ts';

/**
 * Takes a booking to its next state. A place that becomes free goes to whoever has waited longest; the other side is told. Throws `Refusal`: `not-found`,
 * `action-not-possible`, `stale`, and as `keepEntries` where use is an entry of a ledger.
 */
export async function actOnBooking(
  context: Context,
  actor: Actor,
  { consortiumId, bookingId }: { consortiumId: string; bookingId: string },
  { version, action, remark }: BookingAct,
): Promise<{ version: number }> {
  const { db } = context;
  const next = await takingPlaces(db, actor, async (tx) => {
    const right = await mustKnowResources(tx, consortiumId);
    const row = await bookingQuery(tx, consortiumId).where('b.id', '=', bookingId).executeTakeFirst();
    if (!row) throw new Refusal('not-found');
    const state = BookingStateId.parse(row.state);
    const startsAt = row.starts_at.getTime();
    const sides = sidesOf(right, row);
    const to = bookingAfter(action, { state, startsAt }, sides, Date.now());
    if (to === undefined) throw new Refusal('action-not-possible', { state });
    if (action === 'decline' && remark.trim() === '')
      throw new Refusal('invalid', { fields: ['remark'], detail: '请写明不同意的理由。' });
    const { numUpdatedRows } = await tx
      .updateTable('resource_booking')
      .set({ state: to, remark, version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', bookingId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    if (to === 'used') await keepLentEntry(context, tx, actor, consortiumId, row);
    if (to === 'cancelled' || to === 'declined')
      await sql`select move_up_waiting(${consortiumId}, ${row.resource_id})`.execute(tx);
    await recordAudit(tx, consortiumId, `booking.${to}`, bookingId, {});
    const told = `预约（${beijing(startsAt)}，${row.purpose}）${bookingStateLabels[to]}${remark && `：${remark}`}。`;
    for (const side of ['host', 'user'] as const)
      if (side === 'user' || row.host_id !== row.member_id)
        await sql`select tell_of_booking(${consortiumId}, ${bookingId}, ${side}, ${told})`.execute(tx);
    return version + 1;
  });
  db.bus.tell('lianheti_notice', consortiumId);
  return { version: next };
}

const beijing = (moment: number) => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
