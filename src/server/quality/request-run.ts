import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beginJob } from '#server/job/begin-job.ts';

/** Has all consortia of a ministry or province looked at. A run that the actor has going already is that run. Throws `Refusal('not-found')` and `forbidden`. */
export async function requestRun(context: Context, actor: Actor, unitId: string): Promise<string> {
  const going = await context.db.asActor(actor, async (tx) => {
    const unit = await tx
      .selectFrom('unit')
      .select(sql<boolean>`has_right('run-quality', id)`.as('may'))
      .where('id', '=', unitId)
      .where('kind', 'in', ['ministry', 'province'])
      .executeTakeFirst();
    if (!unit) throw new Refusal('not-found');
    if (!unit.may) throw new Refusal('forbidden');
    const job = await tx
      .selectFrom('job')
      .select('id')
      .where('consortium_id', '=', unitId)
      .where('kind', '=', 'quality')
      .where('state', 'in', ['waiting', 'running'])
      .executeTakeFirst();
    if (!job) await recordSystemAudit(tx, unitId, 'quality.run', unitId, {});
    return job?.id;
  });
  return going ?? beginJob(context, actor, { consortiumId: unitId, kind: 'quality', parameters: { unitId } });
}
