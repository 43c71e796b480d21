import { lentEntry } from '#core/resource/lent-entry.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { resourceKind } from './resource-right.ts';
import { type BookingRow, bookingQuery, readResource } from './resource-rows.ts';

/**
 * What the ledger says of a use that was confirmed: a teacher who was lent to a school is an entry, of all the times that were booked as one. Other kinds say nothing
 * by being used. Throws as `keepEntries`.
 */
export async function keepLentEntry(
  context: Context,
  tx: Tx,
  actor: Actor,
  consortiumId: string,
  booking: BookingRow,
): Promise<void> {
  const { host_id: hostId, member_id: userId, resource_id: resourceId, series_id: seriesId } = booking;
  const resource = await readResource(tx, { consortiumId, resourceId });
  const { byId } = await context.directories.of(consortiumId);
  const isA = (side: string, memberId: string) =>
    (ledgerBook().memberClasses[side] ?? []).includes(byId.get(memberId)?.category ?? '');
  const rule = resourceKind(resource.kind).lent?.find(({ hostIs }) => isA(hostIs, hostId));
  if (!rule || hostId === userId || !isA('school', userId)) return;
  const used = await bookingQuery(tx, consortiumId)
    .where('b.state', '=', 'used')
    .where((where) => (seriesId === null ? where('b.id', '=', booking.id) : where('b.series_id', '=', seriesId)))
    .execute();
  const times = used.map(({ starts_at, ends_at }) => ({ from: starts_at.getTime(), to: ends_at.getTime() }));
  const values = lentEntry(rule, { person: resource.name, course: booking.purpose, hostId, userId, times });
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'resource-booking',
    entries: [{ recordId: seriesId ?? booking.id, kind: rule.kind, values }],
  });
}
