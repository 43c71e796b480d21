import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { isValueOf } from '#core/commitment/shares.ts';
import { decimalOf } from '#core/quantity/decimal.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type CommitmentRef, mustBeUnclosed, readCommitment, readPromised } from './read-commitments.ts';

export const Opinion = z.enum(['support', 'oppose']);
export const RequestDecision = z.enum(['approved', 'refused']);

export type RequestOrder = {
  /** The version of the commitment that was seen. */
  version: number;
  value: string;
  reason: string;
  /** Ids of the consortium's evidence. */
  evidence: readonly string[];
};

/**
 * Asks that a commitment be changed; the province is told. Throws `Refusal('stale')` with what the commitment is meanwhile, `Refusal('commitments-closed')`,
 * `Refusal('request-open')` while another one of the same commitment is, `Refusal('invalid')`.
 */
export async function askForChange(
  context: Context,
  actor: Actor,
  ref: CommitmentRef,
  order: RequestOrder,
): Promise<{ id: string }> {
  const { consortiumId, figure, year } = ref;
  const asked = await context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'ask-commitment', consortiumId);
    await mustBeUnclosed(tx, consortiumId);
    const { value: before, version, isAsked } = await readCommitment(tx, ref);
    if (version !== order.version) throw new Refusal('stale', { version, value: before });
    if (isAsked) throw new Refusal('request-open');
    const known = (await readPromised(context, tx, consortiumId)).figures.find(({ id }) => id === figure);
    const isPossible =
      known && isValueOf(order.value, known.decimals) && Number(order.value) <= (known.max ?? Number.POSITIVE_INFINITY);
    if (!isPossible || decimalOf(order.value) === decimalOf(before))
      throw new Refusal('invalid', {
        fields: ['value'],
        detail: '新的承诺值须与现在的不同，并符合这项数据的范围和小数位数。',
      });
    await mustBeEvidence(tx, consortiumId, order.evidence);
    const made = await tx
      .insertInto('commitment_request')
      .values({
        consortium_id: consortiumId,
        figure,
        year,
        before,
        base: version,
        value: order.value,
        reason: order.reason,
        evidence: [...order.evidence],
        asked_by: actor.personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Refusal('request-open');
    const facts = { figure, year, before, value: order.value };
    await recordAudit(tx, consortiumId, 'commitment.change-asked', made.id, facts);
    await tell(tx, made.id, ['provincial-officer'], '有联合体申请调整承诺，请提出意见。');
    return made;
  });
  context.db.bus.tell('lianheti_notice', asked.id);
  return asked;
}

async function mustBeEvidence(tx: Tx, consortiumId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx
    .selectFrom('evidence')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('id', 'in', [...ids])
    .where('withdrawn_at', 'is', null)
    .execute();
  if (found.length !== new Set(ids).size)
    throw new Refusal('invalid', { fields: ['evidence'], detail: '所选证据材料不在本联合体的证据库中，或已撤回。' });
}

/** The province's opinion on a request; the ministry is told. Throws `Refusal('stale')` with who did what meanwhile. */
export async function giveOpinion(
  context: Context,
  actor: Actor,
  id: string,
  order: { version: number; opinion: z.infer<typeof Opinion>; text: string },
): Promise<void> {
  await move(context, actor, id, {
    right: 'advise-commitment',
    version: order.version,
    is: sql`decision is null and withdrawn_at is null and opinion is null`,
    set: sql`opinion = ${order.opinion}, opinion_text = ${order.text}, opined_by = ${actor.personId}::uuid, opined_at = clock_timestamp()`,
    audit: ['commitment.change-advised', { opinion: order.opinion }],
    told: [['ministry-officer'], '省级部门已对一项承诺调整申请提出意见，请决定。'],
  });
}

/** The ministry's decision, after the province's opinion; approved, the commitment is the new one from this moment. */
export async function decideRequest(
  context: Context,
  actor: Actor,
  id: string,
  order: { version: number; decision: z.infer<typeof RequestDecision>; text: string },
): Promise<void> {
  await move(context, actor, id, {
    right: 'decide-commitment',
    version: order.version,
    is: sql`decision is null and withdrawn_at is null and opinion is not null`,
    set: sql`decision = ${order.decision}, decision_text = ${order.text}, decided_by = ${actor.personId}::uuid, decided_at = clock_timestamp()`,
    audit: ['commitment.change-decided', { decision: order.decision }],
    told: [
      ['secretariat', 'park-authority', 'provincial-officer'],
      `一项承诺调整申请${order.decision === 'approved' ? '已获批准，承诺值已更新' : '未获批准，承诺值不变'}。`,
    ],
  });
}

/** Taken back by the consortium, while it is not decided. */
export async function withdrawRequest(context: Context, actor: Actor, id: string, version: number): Promise<void> {
  await move(context, actor, id, {
    right: 'ask-commitment',
    version,
    is: sql`decision is null and withdrawn_at is null`,
    set: sql`withdrawn_at = clock_timestamp()`,
    audit: ['commitment.change-withdrawn', {}],
  });
}

type Step = {
  right: string;
  version: number;
  is: RawBuilder<unknown>;
  set: RawBuilder<unknown>;
  audit: readonly [action: string, facts: Readonly<Record<string, unknown>>];
  told?: readonly [roles: readonly string[], text: string];
};

async function move({ db }: Context, actor: Actor, id: string, step: Step): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const request = await tx
      .selectFrom('commitment_request')
      .select(['consortium_id', 'version', 'opinion', 'decision', 'withdrawn_at'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!request) throw new Refusal('not-found');
    await mustHaveRight(tx, step.right, request.consortium_id);
    const { numAffectedRows = 0n } = await sql`
      update commitment_request set ${step.set}, version = version + 1
      where consortium_id = ${request.consortium_id}::uuid and id = ${id}::uuid and version = ${step.version} and ${step.is}`.execute(
      tx,
    );
    if (numAffectedRows === 0n) {
      const { version, opinion, decision } = request;
      if (version !== step.version) throw new Refusal('stale', { version, opinion, decision });
      throw new Refusal('action-not-possible', { opinion, decision });
    }
    const [action, facts] = step.audit;
    await recordAudit(tx, request.consortium_id, action, id, facts);
    if (step.told) await tell(tx, id, ...step.told);
  });
  db.bus.tell('lianheti_notice', id);
}

async function tell(tx: Tx, id: string, roles: readonly string[], text: string): Promise<void> {
  await sql`select tell_of_request(${id}::uuid, ${[...roles]}::text[], ${text}, ${`/commitment-requests?request=${id}`})`.execute(
    tx,
  );
}
