import { sql } from 'kysely';
import { actionsFor } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { guardsOf } from './act-on-spending.ts';
import { fundRules, readApprover } from './fund-right.ts';
import { dueStep, isOwn, itemOf, readSpending, type SpendingKey } from './spending-row.ts';

type Act = {
  action: string;
  step: number | null;
  by: string;
  for: string | null;
  resolution: string | null;
  text: string;
  at: Date;
};

/** A request with its steps and history, and what the reader may do now. Four queries. */
export async function viewSpending({ db }: Context, actor: Actor, key: SpendingKey) {
  const { row, approver, acts } = await db.readAs(actor, async (tx) => ({
    row: await readSpending(tx, key),
    approver: await readApprover(tx, actor, key.consortiumId),
    acts: await readActs(tx, key),
  }));
  const { workflow } = fundRules();
  const holds = guardsOf(row, actor, approver);
  const roles = [approver.roles, ...approver.principals.map((one) => one.roles)].flat();
  const actions = actionsFor(workflow, row.state, roles).flatMap((id) => {
    const guards = workflow.transitions
      .filter((one) => one.from === row.state && one.action === id)
      .flatMap((one) => one.guards ?? []);
    const isMine = guards.every((guard) => holds.has(guard) || !['another', 'turn', 'own'].includes(guard));
    const step = id === 'approve' ? dueStep(row) : undefined;
    return isMine
      ? [
          {
            id,
            label: workflow.actions[id].label,
            needsReason: guards.includes('reasoned'),
            needsResolution: step?.needsResolution ?? false,
            needsVouchers: guards.includes('vouchers') && !holds.has('vouchers'),
          },
        ]
      : [];
  });
  return {
    ...itemOf(row, approver),
    purpose: row.purpose,
    isOwn: isOwn(row, actor),
    steps: row.steps.map(({ label }, at) => {
      const act = acts.find(({ action, step }) => action === 'approve' && step === at);
      return {
        label,
        isDue: row.state === 'asked' && at === row.given.length,
        approved: act ? { by: nameOf(act), at: act.at.toISOString(), resolution: act.resolution } : null,
      };
    }),
    acts: acts.map((act) => ({
      label: act.action === 'ask' ? '提出申请' : (labelOf(act.action) ?? act.action),
      text: act.text,
      by: nameOf(act),
      at: act.at.toISOString(),
    })),
    actions,
  };
}

const nameOf = ({ by, for: principal }: Act) => (principal === null ? by : `${by}（代${principal}）`);

function labelOf(action: string): string | undefined {
  return Object.entries(fundRules().workflow.actions).find(([id]) => id === action)?.[1].label;
}

async function readActs(tx: Tx, { consortiumId, spendingId }: SpendingKey): Promise<readonly Act[]> {
  const { rows } = await sql<Act>`
    select a.action, a.step, name_of(a.person_id) as by, name_of(a.for_id) as "for", a.resolution, a.text, a.at
    from fund_act a where a.consortium_id = ${consortiumId}::uuid and a.spending_id = ${spendingId}::uuid
    order by a.at`.execute(tx);
  return rows;
}
