import type { ApplicationGuard } from '#core/workflow/application-workflow.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockApplication, stateOf } from './application-row.ts';
import { type Confirmation, readConfirmations } from './confirmations.ts';
import { rolesOver } from './view-application.ts';

/**
 * A lead unit confirms the revision that it saw (`digest`), in its own account. With the last of them the application moves on. Returns
 * the revision's confirmations and the state.
 */
export async function confirmRevision(
  context: Context,
  actor: Actor,
  applicationId: string,
  number: number,
  digest: string,
): Promise<{ confirmations: readonly Confirmation[]; state: string }> {
  const confirmed = await context.db.asActor(actor, async (tx) => {
    const row = await lockApplication(tx, applicationId);
    const { pack } = await context.packs.byDigest(row.pack_digest);
    const state = stateOf(pack, row.state);
    const mine = await rolesOver(tx, actor, row.consortium_id);
    const before = await readConfirmations(tx, row, number, pack);
    const role = before.find((one) => one.by === null && mine.includes(one.role))?.role;
    const holds = new Set<ApplicationGuard>();
    if (before.every((one) => one.by !== null || one.role === role)) holds.add('all-leads-confirmed');
    const move = decide(pack.workflow, state, 'confirm', mine, holds);
    if (!move.allowed) throw new Refusal(move.because === 'role' ? 'forbidden' : 'action-not-possible', { state });
    const revision = await tx
      .selectFrom('revision')
      .select('digest')
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', row.id)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!revision) throw new Refusal('not-found');
    if (number !== row.latest_revision || revision.digest !== digest)
      throw new Refusal('revision-changed', { latestRevision: row.latest_revision });
    if (!role || before.some((one) => one.by?.id === actor.personId)) throw new Refusal('already-confirmed');

    await tx
      .insertInto('revision_confirmation')
      .values({ consortium_id: row.consortium_id, application_id: row.id, number, role, person_id: actor.personId })
      .execute();
    if (move.to !== state)
      await tx
        .updateTable('application')
        .set({ state: move.to, updated_at: row.now })
        .where('consortium_id', '=', row.consortium_id)
        .where('id', '=', row.id)
        .execute();
    await recordAudit(tx, row.consortium_id, 'revision.confirmed', row.id, { revision: number, digest, role });
    return { confirmations: await readConfirmations(tx, row, number, pack), state: move.to };
  });
  context.db.bus.tell('lianheti_application', applicationId);
  return confirmed;
}
