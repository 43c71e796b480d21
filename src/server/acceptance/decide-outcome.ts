import type { AcceptanceOutcome } from '#core/acceptance/acceptance-rules.ts';
import { type Judgement, judge } from '#core/acceptance/judge.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type Acceptance, lockAcceptance } from './acceptance-row.ts';
import { type Case, readCase } from './case-row.ts';
import { type Outcome, readOutcomes } from './outcomes.ts';
import { factsOf, readRecords } from './read-record.ts';

export type OutcomeOrder = {
  consortiumId: string;
  batchId: string;
  /** The version of the outcome that the officer saw; 0 before there is one. */
  seen: number;
  outcome: AcceptanceOutcome;
  reason: string;
  /** `YYYY-MM-DD`, the last day of a rectification; by the pack's days where none is given. */
  dueOn?: string | undefined;
};

/**
 * Decides a consortium's outcome as the next version, to be published with the list. Throws `Refusal('stale')` with what a colleague decided
 * meanwhile, `Refusal('action-not-possible')` once the list is out, `Refusal('invalid')` for a rectification that would end in the past.
 */
export async function decideOutcome(context: Context, actor: Actor, order: OutcomeOrder): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const acceptance = await lockAcceptance(context, tx, order.batchId);
    const row = await readCase(tx, order.consortiumId, order.batchId);
    const before = await mustBeLatest(tx, order);
    if (row.published_version !== null) throw new Refusal('action-not-possible', { state: row.state });
    const version = await keepOutcome(tx, actor, acceptance, row, {
      ...order,
      version: (before?.version ?? 0) + 1,
      act: 'decision',
      publicationId: null,
    });
    await recordAudit(tx, order.consortiumId, 'acceptance.decided', order.batchId, { version, outcome: order.outcome });
    return { version };
  });
}

/** The latest act, which must be the one that the officer saw. Throws `Refusal('stale')` with who decided what meanwhile. */
export async function mustBeLatest(
  tx: Tx,
  { batchId, consortiumId, seen }: Pick<OutcomeOrder, 'batchId' | 'consortiumId' | 'seen'>,
): Promise<Outcome | undefined> {
  const latest = (await readOutcomes(tx, batchId, consortiumId)).get(consortiumId)?.at(-1);
  if ((latest?.version ?? 0) !== seen)
    throw new Refusal('stale', {
      version: latest?.version ?? 0,
      outcome: latest?.outcome ?? null,
      reason: latest?.reason ?? '',
      by: latest?.by ?? '',
    });
  return latest;
}

type Kept = Omit<OutcomeOrder, 'seen'> & {
  version: number;
  act: Outcome['act'];
  publicationId: string | null;
};

/** Keeps an act with the criteria as they are judged at this moment. */
export async function keepOutcome(
  tx: Tx,
  actor: Actor,
  acceptance: Acceptance,
  { consortium_id, batch_id }: Pick<Case, 'consortium_id' | 'batch_id'>,
  { version, act, outcome, reason, dueOn, publicationId }: Kept,
): Promise<number> {
  await tx
    .insertInto('acceptance_outcome')
    .values({
      consortium_id,
      batch_id,
      version,
      act,
      outcome,
      reason,
      due_on: outcome === 'rectify' ? dueDay(acceptance, dueOn) : null,
      judgements: JSON.stringify(await judgeNow(tx, acceptance, consortium_id)),
      publication_id: publicationId,
      decided_by: actor.personId,
    })
    .execute();
  return version;
}

async function judgeNow(tx: Tx, acceptance: Acceptance, consortiumId: string): Promise<readonly Judgement[]> {
  const record = (await readRecords(tx, acceptance, [consortiumId])).get(consortiumId);
  return record ? judge(acceptance.criteria, factsOf(record)) : [];
}

function dueDay({ rules }: Acceptance, dueOn: string | undefined): string {
  const day = dueOn ?? beijingToday(new Date(Date.now() + rules.rectificationDays * 86_400_000));
  if (day < beijingToday()) throw new Refusal('invalid', { fields: ['dueOn'], detail: '整改期限不能早于今天。' });
  return day;
}
