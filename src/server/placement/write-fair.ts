import { sql } from 'kysely';
import { type FairAction, fairSteps } from '#core/placement/fair.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beginJob } from '#server/job/begin-job.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { mustManageTalent } from '#server/talent/talent-right.ts';
import { type FairTarget, lockFair, readFair } from './fair-row.ts';
import type { FairBody, FairChange } from './fair-views.ts';

/** A fair with the positions that may be wished, in preparation. Throws `Refusal`: `invalid`, `position-closed`, `forbidden`, `not-found`. */
export async function prepareFair(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  { title, positionIds, ...times }: FairBody,
): Promise<{ id: string }> {
  const fairId = crypto.randomUUID();
  await db.asActor(actor, async (tx) => {
    await mustManageTalent(tx, consortiumId);
    const columns = { title, ...columnsOf(times) };
    await tx
      .insertInto('fair')
      .values({ consortium_id: consortiumId, id: fairId, person_id: actor.personId, ...columns })
      .execute();
    await insertPositions(tx, { consortiumId, fairId }, positionIds);
    await recordAudit(tx, consortiumId, 'fair.prepared', fairId, { title, positions: positionIds.length });
  });
  return { id: fairId };
}

/** Name and deadlines, until all is closed. Throws as `prepareFair`, `stale`, `action-not-possible`. */
export async function changeFair(
  { db }: Context,
  actor: Actor,
  target: FairTarget,
  { version, title, ...times }: FairChange,
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    await mustManageTalent(tx, target.consortiumId);
    const { state } = await lockFair(tx, target, version);
    if (state === 'closed' || state === 'placed') throw new Refusal('action-not-possible', { state });
    await updateFair(tx, target)
      .set({ title, ...columnsOf(times), version: version + 1 })
      .execute();
    await recordAudit(tx, target.consortiumId, 'fair.changed', target.fairId, { title });
    return { version: version + 1 };
  });
}

/** More positions, until wishes are closed; one that is there already stays as it is. Throws as `prepareFair`, `wishes-closed`. */
export async function addFairPositions(
  { db }: Context,
  actor: Actor,
  target: FairTarget,
  positionIds: readonly string[],
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await mustManageTalent(tx, target.consortiumId);
    const { state } = await readFair(tx, target);
    if (state !== 'draft' && state !== 'wishing') throw new Refusal('wishes-closed');
    await insertPositions(tx, target, positionIds);
    await recordAudit(tx, target.consortiumId, 'fair.changed', target.fairId, { positions: positionIds.length });
  });
}

/**
 * One step of a fair. A stage that is ended before its time ends now; once rankings are closed the placing begins as a job. Throws `Refusal`:
 * `action-not-possible`, `stale`, `forbidden`, `not-found`.
 */
export async function actOnFair(
  context: Context,
  actor: Actor,
  target: FairTarget,
  { version, action }: { version: number; action: FairAction },
): Promise<{ version: number; jobId: string | null }> {
  const { from, to } = fairSteps[action];
  const { consortiumId, fairId } = target;
  const moved = await context.db.asActor(actor, async (tx) => {
    await mustManageTalent(tx, consortiumId);
    const row = await lockFair(tx, target, version);
    if (row.state !== from) throw new Refusal('action-not-possible', { state: row.state });
    if (from === to) return version;
    const now = sql<Date>`clock_timestamp()`;
    await updateFair(tx, target)
      .set({
        state: to,
        version: version + 1,
        ...(action === 'end-wishes' && { wishes_until: sql<Date>`least(wishes_until, ${now})` }),
        ...(action === 'end-rankings' && { rankings_until: sql<Date>`least(rankings_until, ${now})` }),
      })
      .execute();
    await recordAudit(tx, consortiumId, `fair.${to}`, fairId, { version: version + 1 });
    return version + 1;
  });
  if (to !== 'closed') return { version: moved, jobId: null };
  const jobId = await beginJob(context, actor, { consortiumId, kind: 'placement', parameters: { fairId } });
  return { version: moved, jobId };
}

function updateFair(tx: Tx, { consortiumId, fairId }: FairTarget) {
  return tx.updateTable('fair').where('consortium_id', '=', consortiumId).where('id', '=', fairId);
}

function columnsOf({ wishesUntil, rankingsUntil }: { wishesUntil: string; rankingsUntil: string }) {
  const [wishes_until, rankings_until] = [new Date(wishesUntil), new Date(rankingsUntil)];
  if (rankings_until <= wishes_until)
    throw new Refusal('invalid', { fields: ['rankingsUntil'], detail: '企业排序的截止时间应晚于志愿的截止时间。' });
  return { wishes_until, rankings_until };
}

/** Throws `Refusal('position-closed')` where one of them is none of the consortium's, is over or was withdrawn. */
async function insertPositions(tx: Tx, { consortiumId, fairId }: FairTarget, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  const rows = await tx
    .selectFrom('talent_position')
    .select(['id', 'headcount'])
    .where('consortium_id', '=', consortiumId)
    .where(sql<boolean>`id = any(${wanted}::uuid[])`)
    .where('is_withdrawn', '=', false)
    .where('expires_on', '>=', beijingToday())
    .execute();
  if (rows.length < wanted.length) throw new Refusal('position-closed', { fields: ['positionIds'] });
  await tx
    .insertInto('fair_position')
    .values(
      rows.map(({ id, headcount }) => ({
        consortium_id: consortiumId,
        fair_id: fairId,
        position_id: id,
        quota: headcount,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
