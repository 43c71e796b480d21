import { differingFields, type ExpertValues } from '#core/expert/expert.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { columnsOf, mustKeepDirectory, selectExperts } from './expert-row.ts';

/** Adds an expert to an office's directory. Throws `Refusal('email-taken')` where one has that address already. */
export async function addExpert(
  { db }: Context,
  actor: Actor,
  unitId: string,
  values: ExpertValues,
): Promise<{ id: string }> {
  return db.asActor(actor, async (tx) => {
    await mustKeepDirectory(tx, unitId);
    const added = await insertExpert(tx, actor, unitId, values);
    if (!added) throw new Refusal('email-taken', { fields: ['email'], detail: '专家库中已有这个邮箱的专家。' });
    return added;
  });
}

/** An expert more, with its audit event; `undefined` where the address is known. */
export async function insertExpert(
  tx: Tx,
  actor: Actor,
  unitId: string,
  values: ExpertValues,
): Promise<{ id: string } | undefined> {
  const added = await tx
    .insertInto('expert')
    .values({ ...columnsOf(values), unit_id: unitId, changed_by: actor.personId })
    .onConflict((conflict) => conflict.columns(['unit_id', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) await recordSystemAudit(tx, unitId, 'expert.added', added.id, {});
  return added;
}

/** An expert's values, or its retirement, over the version that was seen. Throws `Refusal('stale')` with what stands there by now, `email-taken`. */
export async function changeExpert(
  { db }: Context,
  actor: Actor,
  expertId: string,
  { version, ...change }: { version: number } & ({ values: ExpertValues } | { retired: boolean }),
): Promise<{ version: number }> {
  return db.asActor(actor, (tx) => updateExpert(tx, actor, expertId, version, change));
}

export async function updateExpert(
  tx: Tx,
  actor: Actor,
  expertId: string,
  version: number,
  change: { values: ExpertValues } | { retired: boolean },
): Promise<{ version: number }> {
  const before = await selectExperts(tx)
    .select(['unit_id', 'retired'])
    .where('id', '=', expertId)
    .forUpdate()
    .executeTakeFirst();
  if (!before) throw new Refusal('not-found');
  if (before.version !== version) throw new Refusal('stale', { now: before });
  if ('values' in change && change.values.email !== before.email) {
    const taken = tx.selectFrom('expert').select('id').where('unit_id', '=', before.unit_id);
    if (await taken.where('email', '=', change.values.email).executeTakeFirst())
      throw new Refusal('email-taken', { fields: ['email'], detail: '专家库中已有这个邮箱的专家。' });
  }
  const set = 'values' in change ? columnsOf(change.values) : change;
  await tx
    .updateTable('expert')
    .set({ ...set, version: version + 1, changed_by: actor.personId, changed_at: new Date() })
    .where('id', '=', expertId)
    .execute();
  // Facts name what changed, not the person's data.
  if ('values' in change)
    await recordSystemAudit(tx, before.unit_id, 'expert.changed', expertId, {
      fields: differingFields(before, change.values),
    });
  else await recordSystemAudit(tx, before.unit_id, change.retired ? 'expert.retired' : 'expert.returned', expertId, {});
  return { version: version + 1 };
}
