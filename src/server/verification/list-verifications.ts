import { valueAt } from '#core/form/answers.ts';
import { figureCells } from '#core/verification/verdict.ts';
import type { Actor } from '#server/access/actor.ts';
import { selectApplications, stateOf } from '#server/application/application-row.ts';
import type { Context } from '#server/context.ts';
import { readVerified } from './read-verified.ts';

/** Applications of a batch that the actor may see, each with how far its verification is: the same few queries, however many. */
export async function listVerifications({ db, packs }: Context, actor: Actor, batchId: string) {
  return db.readAs(actor, async (tx) => {
    const rows = await selectApplications(tx)
      .where('application.batch_id', '=', batchId)
      .orderBy('unit.name')
      .execute();
    const found = await readVerified(tx, rows);
    const items = [];
    for (const row of rows) {
      const { pack } = await packs.byDigest(row.pack_digest);
      const state = stateOf(pack, row.state);
      const { answers, verdicts } = found.get(row.id) ?? {};
      const figures = answers
        ? figureCells(pack.form).filter(({ path }) => valueAt(answers, path) !== undefined).length
        : 0;
      items.push({
        id: row.id,
        consortium: { id: row.consortium_id, name: row.consortium },
        state,
        stateLabel: pack.workflow.states[state].label,
        revision: row.latest_revision,
        figures,
        verdicts: verdicts?.size ?? 0,
        corrected: [...(verdicts?.values() ?? [])].filter(({ verdict }) => verdict !== 'true').length,
      });
    }
    return items;
  });
}
