import { sql } from 'kysely';
import type { CaseOutcome } from '#core/violation/case-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { recordStanding } from '#server/standing/record-standing.ts';
import { tellOfStanding } from '#server/standing/tell-of-standing.ts';
import { withdrawnBy } from '#server/standing/what-hangs.ts';
import { type CaseRow, caseRules, lockCase, moveCase } from './case-row.ts';
import { daysAfter } from './investigate-case.ts';

export type DecisionOrder = {
  caseId: string;
  version: number;
  /** One of the pack's outcomes. */
  outcome: string;
  /** From which day it holds, `YYYY-MM-DD`; also a past one. */
  fromDay: string;
  /** The day on which it ends, or by which things must be put right, where the outcome has one. */
  until: string | null;
  /** Goes into the decision and, where it costs the standing, into the public register. */
  reason: string;
  /** What the reporter reads. */
  answer: string;
  document: string;
};

/**
 * Decides a case, once. What costs the standing stands in the register at once, with what is withdrawn and whom it was told to kept beside it; a
 * dismissed case is told to nobody but the reporter. Throws `Refusal`: `not-heard` where the consortium could not answer yet, `standing-ended`
 * where it has none left to lose, `action-not-possible` once it is decided, `stale`, `forbidden`, `invalid`.
 */
export async function decideCase({ db }: Context, actor: Actor, order: DecisionOrder): Promise<void> {
  const rules = caseRules();
  const outcome = rules.outcomes[order.outcome];
  if (!outcome) throw new Refusal('invalid', { fields: ['outcome'], detail: '没有这种处理。' });
  const until = untilOf(outcome, order);
  await db.asActor(actor, async (tx) => {
    const row = await lockCase(tx, order.caseId, order.version);
    const { standing } = outcome;
    const isHeard = await wasHeard(tx, row);
    await moveCase(tx, actor, row, standing === null ? 'dismiss' : 'sanction', { isHeard });
    const { reason, fromDay, document } = order;
    if (standing !== null)
      await recordStanding(tx, actor, {
        consortiumId: row.consortium_id,
        standing,
        fromDay,
        until: outcome.until === 'end' ? until : null,
        reason,
        document,
        cause: { kind: 'case', id: row.id },
      });
    const told =
      standing === null
        ? []
        : await tellOfStanding(tx, row.consortium_id, {
            roles: ['secretariat', 'park-authority', 'lead-school', 'lead-enterprise', 'provincial-officer'],
            text: `${row.consortium}：${outcome.label}，自${fromDay}起。处理决定和申诉期限见案件（${row.number}）。`,
            link: `/violations/${row.id}`,
          });
    await tx
      .insertInto('violation_decision')
      .values({
        consortium_id: row.consortium_id,
        case_id: row.id,
        outcome: order.outcome,
        standing,
        from_day: fromDay,
        until,
        reason,
        answer: order.answer,
        document,
        withdrawn: JSON.stringify(standing === null ? [] : withdrawnBy(standing)),
        told: JSON.stringify(told),
        appeal_until: daysAfter(beijingToday(), rules.appealDays),
        decided_by: actor.personId,
      })
      .execute();
    await recordAudit(tx, row.consortium_id, 'case.decided', row.id, {
      outcome: order.outcome,
      fromDay,
      until,
      document,
    });
  });
  db.bus.tell('lianheti_notice', order.caseId);
}

function untilOf({ until: kind }: CaseOutcome, { fromDay, until }: DecisionOrder): string | null {
  if (kind === 'none') return null;
  if (kind === 'deadline' && until === null)
    throw new Refusal('invalid', { fields: ['until'], detail: '请写明整改期限。' });
  if (until !== null && until <= fromDay)
    throw new Refusal('invalid', { fields: ['until'], detail: '截止的日期须在生效日期之后。' });
  return until;
}

/** Whether the consortium answered all that it was asked, or let its days pass. */
async function wasHeard(tx: Tx, { consortium_id, id }: CaseRow): Promise<boolean> {
  const { rows } = await sql<{ heard: boolean | null }>`
    select bool_and(answered_at is not null or due_on < ${beijingToday()}::date) as heard from violation_hearing
    where consortium_id = ${consortium_id} and case_id = ${id}`.execute(tx);
  return rows[0]?.heard === true;
}
