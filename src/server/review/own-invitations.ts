import { sql } from 'kysely';
import { type TieKind, tieKinds } from '#core/review/ties.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** The batches that the actor was drawn for: its answer, and its own declarations by application. Three queries however many there are. */
export async function readOwnInvitations({ db }: Context, actor: Actor) {
  return db.readAs(actor, async (tx) => {
    const batches = await selectOwn(tx).execute();
    const { rows: applicants } = await sql<{
      batch_id: string;
      application_id: string;
      consortium: string;
      province: string;
    }>`
      select b.id as batch_id, a.application_id, a.consortium, a.province
      from unnest(${batches.map(({ batch_id }) => batch_id)}::uuid[]) as b (id), batch_applicants(b.id) a`.execute(tx);
    const declared = await tx
      .selectFrom('expert_tie')
      .select(['batch_id', 'application_id', 'kind', 'reason', 'dismissed'])
      .where('source', '=', 'declared')
      .orderBy('at')
      .execute();
    return batches.map(({ batch_id, title, unit_id: _, expert_id: __, usual_load, answer, load, ...own }) => ({
      batch: { id: batch_id, title },
      ...own,
      answer: answer as 'accepted' | 'declined' | null,
      load: load ?? usual_load,
      applicants: applicants
        .filter((each) => each.batch_id === batch_id)
        .map(({ application_id, consortium, province }) => ({ id: application_id, consortium, province })),
      declared: declared
        .filter((each) => each.batch_id === batch_id)
        .map(({ application_id, kind, reason, dismissed }) => ({
          applicationId: application_id,
          kind: kind as TieKind,
          kindLabel: tieKinds[kind as TieKind],
          reason,
          dismissed,
        })),
    }));
  });
}

export type Participation = { answer: 'accepted' | 'declined'; reason: string; load: number; version: number };

/**
 * An expert's own answer to having been drawn. Throws `Refusal('invalid')` for declining without a reason, `stale` where it was changed
 * meanwhile, `not-found` where the actor was not drawn.
 */
export async function answerBatch(
  { db }: Context,
  actor: Actor,
  batchId: string,
  { answer, reason, load, version }: Participation,
): Promise<{ version: number }> {
  if (answer === 'declined' && reason === '')
    throw new Refusal('invalid', { fields: ['reason'], detail: '不能参加的，请写明原因。' });
  return db.asActor(actor, async (tx) => {
    const own = await findOwn(tx, batchId);
    const { rows } = await sql<{ taken: boolean }>`
      select answer_batch(${batchId}::uuid, ${own.expert_id}::uuid, ${answer}, ${reason}, ${load}, ${version}) as taken`.execute(
      tx,
    );
    if (!rows[0]?.taken) throw new Refusal('stale', { version: own.version, answer: own.answer, load: own.load });
    await recordSystemAudit(tx, own.unit_id, `expert.${answer}`, batchId, { expert: own.expert_id, load, reason });
    return { version: version + 1 };
  });
}

export type Declaration = { applicationId: string; kind: TieKind; reason: string };

/** An expert's own declaration of a tie; without a reason it is withdrawn. Throws `Refusal('not-found')`. */
export async function declareTie(
  { db }: Context,
  actor: Actor,
  batchId: string,
  { applicationId, kind, reason }: Declaration,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const own = await findOwn(tx, batchId);
    const { rows } = await sql<{ done: boolean }>`
      select declare_tie(${batchId}::uuid, ${own.expert_id}::uuid, ${applicationId}::uuid, ${kind}, ${reason}) as done`.execute(
      tx,
    );
    if (!rows[0]?.done) throw new Refusal('not-found');
    await recordSystemAudit(tx, own.unit_id, reason === '' ? 'tie.withdrawn' : 'tie.declared', own.expert_id, {
      batch: batchId,
      application: applicationId,
      kind,
    });
  });
}

async function findOwn(tx: Tx, batchId: string) {
  const own = await selectOwn(tx).where('batch_expert.batch_id', '=', batchId).executeTakeFirst();
  if (!own) throw new Refusal('not-found');
  return own;
}

/** Row-level security leaves the batches that the actor was drawn for; an officer's own rows are picked by person. */
function selectOwn(tx: Tx) {
  return tx
    .selectFrom('batch_expert')
    .innerJoin('expert', 'expert.id', 'batch_expert.expert_id')
    .innerJoin('batch', 'batch.id', 'batch_expert.batch_id')
    .select(['batch_expert.batch_id', 'batch.title', 'batch.unit_id', 'batch_expert.expert_id', 'batch_expert.version'])
    .select(['batch_expert.answer', 'batch_expert.reason', 'batch_expert.load', 'expert.load as usual_load'])
    .where('batch_expert.standing', '=', 'drawn')
    .where('batch_expert.expert_id', 'in', sql<string>`(select own_experts())`)
    .orderBy('batch.created_at', 'desc');
}
