import { openingFault } from '#core/resource/opening.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepResourceEntry } from './keep-resource-entry.ts';
import { mustActFor, mustKnowResources, resourceKind } from './resource-right.ts';
import { detailsOf, type ResourceTarget, readResource } from './resource-rows.ts';
import type { ResourceBody, ResourceChange } from './resource-views.ts';

/**
 * What a member lends. A joint one becomes an entry of the ledger of its kind. Throws `Refusal`: `invalid` with the fields at fault, also where the member has it
 * already, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function shareResource(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, kind, reason, ...said }: ResourceBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await context.db.asActor(actor, async (tx) => {
    mustActFor(await mustKnowResources(tx, consortiumId), memberId);
    await mustBeMember(context, consortiumId, memberId);
    resourceKind(kind);
    const whose = { consortium_id: consortiumId, id, member_id: memberId, kind, person_id: actor.personId };
    const made = await tx
      .insertInto('resource')
      .values({ ...whose, ...columnsOf(said) })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows !== 1n) throw alreadyThere();
    const resource = { id, kind, memberId, name: said.name, details: said.details, isWithdrawn: false };
    await keepResourceEntry(context, tx, actor, { consortiumId, resource, reason });
    await recordAudit(tx, consortiumId, 'resource.shared', id, { kind, name: said.name });
  });
  return { id };
}

/** Changes or withdraws what is lent; what is booked already stays. Throws as `shareResource`, and `stale`. */
export async function changeResource(
  context: Context,
  actor: Actor,
  target: ResourceTarget,
  { version, isWithdrawn, reason, ...said }: ResourceChange,
): Promise<{ version: number }> {
  const { consortiumId, resourceId } = target;
  return context.db.asActor(actor, async (tx) => {
    const right = await mustKnowResources(tx, consortiumId);
    const row = await readResource(tx, target);
    mustActFor(right, row.member_id);
    const twin = await tx
      .selectFrom('resource')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('member_id', '=', row.member_id)
      .where('kind', '=', row.kind)
      .where('name', '=', said.name)
      .where('id', '<>', resourceId)
      .executeTakeFirst();
    if (twin) throw alreadyThere();
    const { numUpdatedRows } = await tx
      .updateTable('resource')
      .set({ ...columnsOf(said), is_withdrawn: isWithdrawn, version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', resourceId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    const { kind, member_id: memberId } = row;
    const resource = { id: resourceId, kind, memberId, name: said.name, details: said.details, isWithdrawn };
    if (said.details !== null || row.details !== null)
      await keepResourceEntry(context, tx, actor, { consortiumId, resource, reason });
    await recordAudit(tx, consortiumId, isWithdrawn ? 'resource.withdrawn' : 'resource.changed', resourceId, {});
    return { version: version + 1 };
  });
}

async function mustBeMember({ directories }: Context, consortiumId: string, memberId: string): Promise<void> {
  if (!(await directories.of(consortiumId)).byId.has(memberId))
    throw new Refusal('invalid', { fields: ['memberId'], detail: '请选择本联合体的成员单位。' });
}

const alreadyThere = () =>
  new Refusal('invalid', { fields: ['name'], detail: '这个单位已有同名的同类资源，请在那一条上修改。' });

function columnsOf(said: Omit<ResourceBody, 'memberId' | 'kind' | 'reason'>) {
  const { name, place, description, conditions, capacity, needsApproval, isPublic } = said;
  const { price, quotaHours, opening, details } = said;
  const fault = openingFault(opening);
  if (fault)
    throw new Refusal('invalid', {
      fields: ['opening'],
      detail: fault === 'reversed' ? '开放时间的结束应晚于开始。' : '同一天的开放时间不能重叠。',
    });
  return {
    name,
    place,
    description,
    conditions,
    capacity,
    needs_approval: needsApproval,
    is_public: isPublic,
    price,
    quota_hours: quotaHours,
    opening: JSON.stringify(opening),
    details: details === null ? null : JSON.stringify(detailsOf(details)),
  };
}
