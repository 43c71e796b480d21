import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { membersFor } from './list-resources.ts';
import { actsFor, mustKnowResources } from './resource-right.ts';
import {
  bookingQuery,
  type ResourceTarget,
  readResource,
  viewBooking,
  viewKinds,
  viewResource,
} from './resource-rows.ts';
import type { ResourceDetail } from './resource-views.ts';

const day = 24 * 3_600_000;

/**
 * A resource with the week from a day on, its closed times, and the bookings that the reader may see: those of the last month, what waits for a word of its
 * owner, and all to come. Throws `Refusal('not-found')`.
 */
export async function viewOneResource(
  { db, directories }: Context,
  actor: Actor,
  target: ResourceTarget,
  asked: string | undefined,
): Promise<z.infer<typeof ResourceDetail>> {
  const { consortiumId, resourceId } = target;
  const from = asked ?? beijingToday();
  const start = new Date(`${from}T00:00:00+08:00`);
  const now = Date.now();
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowResources(tx, consortiumId);
    const row = await readResource(tx, target);
    const directory = await directories.of(consortiumId);
    const held = await sql<{ starts_at: Date; ends_at: Date; places: number; class_name: string | null }>`
      select starts_at, ends_at, places, class_name from held_times(${consortiumId}, array[${resourceId}]::uuid[], ${start}, ${new Date(start.getTime() + 7 * day)})`.execute(
      tx,
    );
    const blackouts = await tx
      .selectFrom('resource_blackout')
      .select(['id', 'starts_at', 'ends_at', 'reason'])
      .where('consortium_id', '=', consortiumId)
      .where('resource_id', '=', resourceId)
      .where('ends_at', '>', new Date(Math.min(now, start.getTime())))
      .orderBy('starts_at')
      .limit(200)
      .execute();
    const bookings = await bookingQuery(tx, consortiumId)
      .where('b.resource_id', '=', resourceId)
      .where((where) =>
        where.or([where('b.ends_at', '>', new Date(now - 31 * day)), where('b.state', 'in', ['asked', 'approved'])]),
      )
      .orderBy('b.starts_at')
      .orderBy('b.id')
      .limit(500)
      .execute();
    const resource = viewResource(row, directory);
    return {
      ...resource,
      canManage: actsFor(right, row.member_id),
      asks: viewKinds().find(({ id }) => id === row.kind)?.asks ?? [],
      members: membersFor(right, directory),
      week: {
        from,
        held: held.rows.map((each) => ({ ...spanOf(each), places: each.places, training: each.class_name })),
      },
      blackouts: blackouts.map((each) => ({ id: each.id, ...spanOf(each), reason: each.reason })),
      bookings: bookings.map((each) => viewBooking(each, directory, right, now)),
    };
  });
}

const spanOf = ({ starts_at, ends_at }: { starts_at: Date; ends_at: Date }) => ({
  startsAt: starts_at.toISOString(),
  endsAt: ends_at.toISOString(),
});
