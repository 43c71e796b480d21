import type { z } from 'zod';
import { bookingActionLabels, bookingActionsFor, bookingStateLabels } from '#core/resource/booking.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { actsFor, type ResourceRight, resourceRules } from './resource-right.ts';
import { BookingStateId, type BookingView, OpeningList, type ResourceView } from './resource-views.ts';

export type ResourceTarget = { consortiumId: string; resourceId: string };

export function resourceQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('resource as r')
    .select(['r.id', 'r.member_id', 'r.kind', 'r.name', 'r.place', 'r.description', 'r.conditions', 'r.capacity'])
    .select([
      'r.needs_approval',
      'r.price',
      'r.quota_hours',
      'r.opening',
      'r.details',
      'r.is_public',
      'r.is_withdrawn',
      'r.version',
    ])
    .where('r.consortium_id', '=', consortiumId);
}

export type ResourceRow = Awaited<ReturnType<ReturnType<typeof resourceQuery>['execute']>>[number];

/** Throws `Refusal('not-found')` where whoever acts may not see it. */
export async function readResource(tx: Tx, { consortiumId, resourceId }: ResourceTarget): Promise<ResourceRow> {
  const row = await resourceQuery(tx, consortiumId).where('r.id', '=', resourceId).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

export function viewResource(row: ResourceRow, { byId }: Directory): ResourceView {
  return {
    id: row.id,
    member: { id: row.member_id, name: byId.get(row.member_id)?.name ?? '' },
    kind: row.kind,
    kindLabel: resourceRules().kinds.find(({ id }) => id === row.kind)?.label ?? row.kind,
    name: row.name,
    place: row.place,
    description: row.description,
    conditions: row.conditions,
    capacity: row.capacity,
    needsApproval: row.needs_approval,
    isPublic: row.is_public,
    price: row.price,
    quotaHours: row.quota_hours,
    opening: OpeningList.parse(row.opening),
    details: row.details === null ? null : detailsOf(row.details),
    isWithdrawn: row.is_withdrawn,
    version: row.version,
  };
}

/** What was typed for the ledger, by field. */
export function detailsOf(stored: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(stored ?? {}).map(([id, value]) => [id, String(value)]));
}

/** The kinds, and what the ledger of each asks for besides owner and name. */
export function viewKinds() {
  return resourceRules().kinds.map(({ id, label, ledger }) => {
    const fields = Object.entries(ledgerBook().kinds.find((each) => each.id === ledger?.kind)?.fields ?? {});
    return {
      id,
      label,
      asks: fields
        .filter(([field]) => field !== ledger?.host && field !== ledger?.name)
        .map(([field, { label: name, type, optional = false }]) => ({
          id: field,
          label: name,
          type,
          isOptional: optional,
        })),
    };
  });
}

export function bookingQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('resource_booking as b')
    .select([
      'b.id',
      'b.resource_id',
      'b.host_id',
      'b.member_id',
      'b.series_id',
      'b.class_id',
      'b.starts_at',
      'b.ends_at',
    ])
    .select(['b.purpose', 'b.amount', 'b.state', 'b.remark', 'b.version'])
    .where('b.consortium_id', '=', consortiumId);
}

export type BookingRow = Awaited<ReturnType<ReturnType<typeof bookingQuery>['execute']>>[number];

/** How the actor stands to a booking. One that was made for a class is given up there, so that no class is held without its room. */
export const sidesOf = (
  right: ResourceRight,
  { host_id, member_id, class_id }: Pick<BookingRow, 'host_id' | 'member_id' | 'class_id'>,
) => ({
  hosts: actsFor(right, host_id),
  books: class_id === null && actsFor(right, member_id),
});

export function viewBooking(
  row: BookingRow,
  { byId }: Directory,
  right: ResourceRight,
  now: number,
): z.infer<typeof BookingView> {
  const state = BookingStateId.parse(row.state);
  const actions = bookingActionsFor({ state, startsAt: row.starts_at.getTime() }, sidesOf(right, row), now);
  return {
    id: row.id,
    member: { id: row.member_id, name: byId.get(row.member_id)?.name ?? '' },
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    purpose: row.purpose,
    amount: row.amount,
    state,
    stateLabel: bookingStateLabels[state],
    remark: row.remark,
    isRepeated: row.series_id !== null,
    classId: row.class_id,
    actions: actions.map((id) => ({ id, label: bookingActionLabels[id] })),
    version: row.version,
  };
}
