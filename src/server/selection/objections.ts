import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import { readStage } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readPublications } from './publications.ts';
import { lockSelection } from './read-selection.ts';

export type ObjectionOrder = {
  batchId: string;
  consortiumId: string | null;
  text: string;
  name: string;
  contact: string;
  /** `YYYY-MM-DD` */
  receivedOn: string;
};

export const ObjectionDecision = z.enum(['upheld', 'dismissed']);

export type ObjectionAnswer = {
  batchId: string;
  objectionId: string;
  answer: string;
  decision: z.infer<typeof ObjectionDecision>;
  shown: boolean;
};

/** Objections to a batch's draft list, those still open first. */
export async function readObjections(tx: Tx, batchId: string) {
  const rows = await tx
    .selectFrom('objection')
    .leftJoin('unit', 'unit.id', 'objection.consortium_id')
    .select(['objection.id', 'consortium_id', 'unit.name as consortium', 'text', 'objection.name', 'contact'])
    .select(['received_on', 'recorded_by', 'at', 'answer', 'decision', 'shown', 'answered_at'])
    .select(sql<string | null>`name_of(answered_by)`.as('by'))
    .where('batch_id', '=', batchId)
    .orderBy(({ eb }) => eb('decision', 'is not', null))
    .orderBy('at')
    .execute();
  return rows.map(({ decision, ...row }) => ({ ...row, decision: ObjectionDecision.nullable().parse(decision) }));
}

/** An objection as the office reads it, with who raised it. */
export function viewObjection({
  at,
  answered_at,
  received_on,
  consortium_id,
  recorded_by,
  ...objection
}: Awaited<ReturnType<typeof readObjections>>[number]) {
  return {
    ...objection,
    consortiumId: consortium_id,
    receivedOn: received_on,
    isRecorded: recorded_by !== null,
    at: at.toISOString(),
    answeredAt: answered_at?.toISOString() ?? null,
  };
}

/**
 * Records an objection that came by letter or telephone while the draft list was public. Throws `Refusal('action-not-possible')` where there is no draft
 * list or the list is out, `Refusal('stage-closed')` for one that came too late, `Refusal('invalid')` for a consortium that is not on it.
 */
export async function recordObjection(
  { db, packs }: Context,
  actor: Actor,
  { batchId, consortiumId, text, name, contact, receivedOn }: ObjectionOrder,
): Promise<{ id: string }> {
  return db.asActor(actor, async (tx) => {
    const batch = await lockSelection(tx, packs, batchId);
    const { publicity, list } = await readPublications(tx, batchId);
    if (!publicity || list) throw new Refusal('action-not-possible');
    const { closesAt, now } = await readStage(tx, batchId, 'publicity');
    if (receivedOn > beijingToday(closesAt))
      throw new Refusal('stage-closed', { stage: 'publicity', closedAt: closesAt.toISOString() });
    if (receivedOn < publicity.published_on || receivedOn > beijingToday(now))
      throw new Refusal('invalid', { fields: ['receivedOn'], detail: '收到的日期须在公示开始之后，且不晚于今天。' });
    if (consortiumId !== null && !publicity.content.items.some((item) => item.consortiumId === consortiumId))
      throw new Refusal('invalid', { fields: ['consortiumId'] });
    const values = { batch_id: batchId, consortium_id: consortiumId, text, name, contact, received_on: receivedOn };
    const { id } = await tx
      .insertInto('objection')
      .values({ ...values, recorded_by: actor.personId })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordSystemAudit(tx, batch.unitId, 'objection.recorded', id, { batch: batchId, consortium: consortiumId });
    return { id };
  });
}

/**
 * Answers and decides an objection, once. Throws `Refusal('stale')` with the decision where a colleague was faster. What an upheld objection changes is the board's
 * next decision.
 */
export async function answerObjection(
  { db, packs }: Context,
  actor: Actor,
  { batchId, objectionId, answer, decision, shown }: ObjectionAnswer,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const batch = await lockSelection(tx, packs, batchId);
    const { numUpdatedRows } = await tx
      .updateTable('objection')
      .set({ answer, decision, shown, answered_by: actor.personId, answered_at: sql`clock_timestamp()` })
      .where('batch_id', '=', batchId)
      .where('id', '=', objectionId)
      .where('decision', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      const there = (await readObjections(tx, batchId)).find(({ id }) => id === objectionId);
      if (!there) throw new Refusal('not-found');
      throw new Refusal('stale', { by: there.by, decision: there.decision, answer: there.answer });
    }
    const facts = { batch: batchId, decision, shown };
    await recordSystemAudit(tx, batch.unitId, 'objection.answered', objectionId, facts);
  });
}
