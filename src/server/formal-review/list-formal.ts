import { checkFormal } from '#core/formal-review/formal-check.ts';
import type { Actor } from '#server/access/actor.ts';
import { selectApplications, stateOf } from '#server/application/application-row.ts';
import type { Context } from '#server/context.ts';
import { readMarks } from './formal-marks.ts';
import { readFormalFacts } from './read-formal-facts.ts';

/** What provinces recommended in a batch, by province, each with how far its formal review is: the same few queries, however many. */
export async function listFormal(context: Context, actor: Actor, batchId: string) {
  return context.db.readAs(actor, async (tx) => {
    const rows = await selectApplications(tx)
      .innerJoin('unit as province', 'province.id', 'unit.parent_id')
      .select('province.name as province')
      .where('application.batch_id', '=', batchId)
      .where('application.state', 'in', ['recommended', 'admitted', 'rejected', 'listed', 'unlisted'])
      .where(({ fn }) => fn<boolean>('may_review', ['application.batch_id']))
      .orderBy('province.name')
      .orderBy('unit.name')
      .execute();
    const facts = await readFormalFacts(context, tx, rows);
    const marks = await readMarks(tx, rows);
    const items = [];
    for (const row of rows) {
      const { pack } = await context.packs.byDigest(row.pack_digest);
      const state = stateOf(pack, row.state);
      const [known, given] = [facts.get(row.id), marks.get(row.id)];
      const results = known
        ? checkFormal(pack.formalReview, known).map(({ item, result }) => given?.get(item.id)?.result ?? result)
        : [];
      const count = (wanted: (typeof results)[number]) => results.filter((result) => result === wanted).length;
      items.push({
        id: row.id,
        consortium: { id: row.consortium_id, name: row.consortium },
        province: row.province,
        state,
        stateLabel: pack.workflow.states[state].label,
        met: count('met'),
        notMet: count('not-met'),
        open: count('open'),
        incomplete: count('incomplete'),
        answered: [...(given?.values() ?? [])].filter(
          ({ result, answer }) => result === 'incomplete' && answer !== null,
        ).length,
      });
    }
    return items;
  });
}
