import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { ApplicationRow } from '#server/application/application-row.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { gatherDoubts } from './gather-doubts.ts';
import { lockVisited, mustReview } from './visit-row.ts';

/** Adds what is open now and not on the list yet. */
export async function addDoubts(context: Context, tx: Tx, row: ApplicationRow): Promise<number> {
  const doubts = (await gatherDoubts(context, tx, [row])).get(row.id) ?? [];
  if (doubts.length === 0) return 0;
  const made = await tx
    .insertInto('visit_point')
    .values(
      doubts.map(({ source, ref, text }) => ({
        consortium_id: row.consortium_id,
        application_id: row.id,
        source,
        ref,
        text: text.slice(0, 5000),
      })),
    )
    .onConflict((conflict) => conflict.columns(['consortium_id', 'application_id', 'source', 'ref']).doNothing())
    .returning('id')
    .execute();
  return made.length;
}

/** Draws the list anew from what is open; what stands on it stays. Returns how many were added. */
export async function drawPoints(context: Context, actor: Actor, applicationId: string): Promise<{ added: number }> {
  return context.db.asActor(actor, async (tx) => {
    const row = await lockVisited(tx, applicationId);
    await mustReview(tx, row);
    return { added: await addDoubts(context, tx, row) };
  });
}

/** A question of one's own. */
export async function addPoint({ db }: Context, actor: Actor, applicationId: string, text: string): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await lockVisited(tx, applicationId);
    await tx
      .insertInto('visit_point')
      .values({ consortium_id: row.consortium_id, application_id: row.id, source: 'own', ref: randomUUID(), text })
      .execute();
    await recordAudit(tx, row.consortium_id, 'visit.point-added', row.id, { text });
  });
}

export type PointOrder = { outcome: 'settled' | 'unsettled'; note: string; version: number };

/** What was found of a point on site. Throws `Refusal('stale')` where a colleague said something meanwhile. */
export async function judgePoint(
  { db }: Context,
  actor: Actor,
  { applicationId, pointId }: { applicationId: string; pointId: string },
  { outcome, note, version }: PointOrder,
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const row = await lockVisited(tx, applicationId);
    const kept = await tx
      .updateTable('visit_point')
      .set({ outcome, note, person_id: actor.personId, at: row.now, version: version + 1 })
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', row.id)
      .where('id', '=', pointId)
      .where('version', '=', version)
      .returning('version')
      .executeTakeFirst();
    if (!kept) {
      const now = (await readPoints(tx, row)).find(({ id }) => id === pointId);
      throw now ? new Refusal('stale', { now }) : new Refusal('not-found');
    }
    await recordAudit(tx, row.consortium_id, 'visit.point-judged', row.id, { point: pointId, outcome, note });
    return kept;
  });
}

/** The list of a visit, in the order in which it grew. */
export async function readPoints(tx: Tx, { id, consortium_id }: Pick<ApplicationRow, 'id' | 'consortium_id'>) {
  return tx
    .selectFrom('visit_point')
    .select(['id', 'source', 'text', 'outcome', 'note', 'version', sql<string | null>`name_of(person_id)`.as('by')])
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .orderBy('added_at')
    .orderBy('source')
    .orderBy('ref')
    .execute();
}
