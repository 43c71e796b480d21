import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustActFor, mustKnowResources } from './resource-right.ts';
import { type ResourceTarget, readResource } from './resource-rows.ts';
import type { BlackoutBody } from './resource-views.ts';

/**
 * Closes a resource for a time. What was booked before stays: answers how many bookings lie in it, for its owner to settle. Throws `Refusal`: `invalid`, `forbidden`,
 * `not-found`.
 */
export async function closeTime(
  { db }: Context,
  actor: Actor,
  target: ResourceTarget,
  { startsAt, endsAt, reason }: BlackoutBody,
): Promise<{ id: string; booked: number }> {
  const { consortiumId, resourceId } = target;
  const id = crypto.randomUUID();
  const [from, to] = [new Date(startsAt), new Date(endsAt)];
  if (to <= from) throw new Refusal('invalid', { fields: ['endsAt'], detail: '结束时间应晚于开始时间。' });
  const booked = await db.asActor(actor, async (tx) => {
    const right = await mustKnowResources(tx, consortiumId);
    mustActFor(right, (await readResource(tx, target)).member_id);
    // Whoever takes a place meanwhile waits, and then finds it closed.
    await sql`select pg_advisory_xact_lock(hashtextextended('resource ' || ${resourceId}::text, 0))`.execute(tx);
    const whose = { consortium_id: consortiumId, id, resource_id: resourceId, person_id: actor.personId };
    await tx
      .insertInto('resource_blackout')
      .values({ ...whose, starts_at: from, ends_at: to, reason })
      .execute();
    const { rows } = await sql<{ booked: number }>`
      select coalesce(sum(bookings), 0)::integer as booked from held_times(${consortiumId}, array[${resourceId}]::uuid[], ${from}, ${to})`.execute(
      tx,
    );
    await recordAudit(tx, consortiumId, 'resource.closed', resourceId, { from: startsAt, to: endsAt });
    return rows[0]?.booked ?? 0;
  });
  return { id, booked };
}

/** Opens it again; whoever waits for that time moves up. Throws `Refusal`: `forbidden`, `not-found`. */
export async function openTime(
  { db }: Context,
  actor: Actor,
  { blackoutId, ...target }: ResourceTarget & { blackoutId: string },
): Promise<void> {
  const { consortiumId, resourceId } = target;
  await db.asActor(actor, async (tx) => {
    const right = await mustKnowResources(tx, consortiumId);
    mustActFor(right, (await readResource(tx, target)).member_id);
    const { numDeletedRows } = await tx
      .deleteFrom('resource_blackout')
      .where('consortium_id', '=', consortiumId)
      .where('resource_id', '=', resourceId)
      .where('id', '=', blackoutId)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) throw new Refusal('not-found');
    await sql`select move_up_waiting(${consortiumId}, ${resourceId})`.execute(tx);
    await recordAudit(tx, consortiumId, 'resource.reopened', resourceId, {});
  });
  db.bus.tell('lianheti_notice', consortiumId);
}
