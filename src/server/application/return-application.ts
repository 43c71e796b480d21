import { cellsOf } from '#core/form/cells.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockApplication, stateOf } from './application-row.ts';
import { rolesOver } from './view-application.ts';

export type Return = { text: string; remarks: readonly { cell: string | null; text: string }[] };

/** The province gives an application back with a general opinion and remarks at cells. What comes next is a new revision. */
export async function returnApplication(
  context: Context,
  actor: Actor,
  applicationId: string,
  { text, remarks }: Return,
): Promise<{ state: string }> {
  const returned = await context.db.asActor(actor, async (tx) => {
    const row = await lockApplication(tx, applicationId);
    const { pack } = await context.packs.byDigest(row.pack_digest);
    const state = stateOf(pack, row.state);
    const said = [...(text === '' ? [] : [{ cell: null, text }]), ...remarks];
    const holds = new Set(said.length > 0 ? (['remarks-given'] as const) : []);
    const move = decide(pack.workflow, state, 'return', await rolesOver(tx, actor, row.consortium_id), holds);
    if (!move.allowed) {
      if (move.because === 'guard') throw new Refusal('remarks-missing', { fields: ['text'] });
      throw new Refusal(move.because === 'role' ? 'forbidden' : 'action-not-possible', { state });
    }
    const number = row.latest_revision;
    if (number === null) throw new Refusal('action-not-possible', { state });
    const cells = cellsOf(pack.form);
    const unknown = said.filter(({ cell }) => cell !== null && !cells.has(cell));
    if (unknown.length > 0) throw new Refusal('unknown-cell', { fields: unknown.map(({ cell }) => cell) });

    const key = { consortium_id: row.consortium_id, application_id: row.id, number, person_id: actor.personId };
    if (said.length > 0)
      await tx
        .insertInto('remark')
        .values(said.map((one) => ({ ...key, ...one })))
        .execute();
    // The sequence moves on, so that the same answers handed in again are a revision of their own.
    await tx
      .updateTable('application')
      .set({ state: move.to, sequence: row.sequence + 1, updated_at: row.now })
      .where('consortium_id', '=', row.consortium_id)
      .where('id', '=', row.id)
      .execute();
    await recordAudit(tx, row.consortium_id, 'application.returned', row.id, {
      revision: number,
      cells: said.map(({ cell }) => cell),
    });
    return { state: move.to };
  });
  context.db.bus.tell('lianheti_application', applicationId);
  return returned;
}
