import type { ApplicationAction, ApplicationGuard, ApplicationState } from '#core/workflow/application-workflow.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type ApplicationRow, stateOf } from './application-row.ts';
import { rolesOver } from './view-application.ts';

export type ApplicationMove = {
  action: ApplicationAction;
  /** Conditions that hold, each found out by the caller. */
  holds?: readonly ApplicationGuard[];
  audit: string;
  facts?: Readonly<Record<string, unknown>>;
};

/**
 * Moves a locked application along its pack's workflow and puts it on record. Throws `Refusal('forbidden')` for who may not,
 * `Refusal('action-not-possible')` in another state, and the guard's own refusal where a condition does not hold.
 */
export async function moveApplication(
  { packs }: Pick<Context, 'packs'>,
  tx: Tx,
  actor: Actor,
  row: ApplicationRow,
  { action, holds = [], audit, facts = {} }: ApplicationMove,
): Promise<ApplicationState> {
  const { pack } = await packs.byDigest(row.pack_digest);
  const state = stateOf(pack, row.state);
  const move = decide(pack.workflow, state, action, await rolesOver(tx, actor, row.consortium_id), new Set(holds));
  if (!move.allowed) {
    if (move.because === 'role') throw new Refusal('forbidden');
    if (move.because === 'state') throw new Refusal('action-not-possible', { state });
    throw refusalOf(move.guards);
  }
  await tx
    .updateTable('application')
    .set({ state: move.to, updated_at: row.now })
    .where('consortium_id', '=', row.consortium_id)
    .where('id', '=', row.id)
    .execute();
  await recordAudit(tx, row.consortium_id, audit, row.id, { revision: row.latest_revision, ...facts });
  return move.to;
}

function refusalOf(guards: readonly string[]): Refusal {
  if (guards.includes('before-deadline')) return new Refusal('stage-closed');
  if (guards.includes('within-quota')) return new Refusal('over-quota');
  if (guards.includes('verdicts-given')) return new Refusal('verdicts-missing');
  return new Refusal('remarks-missing', { fields: ['text'] });
}
