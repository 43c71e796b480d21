import { sql } from 'kysely';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit, recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { recordAct, tellChange } from './act-on-return.ts';
import { isLevelOpen, readCollection } from './collection-row.ts';
import { lockReturn, type OpenReturn, selectReturns } from './return-row.ts';
import { tellOfReturn } from './tell-of-return.ts';

export type HandingOrder = {
  unitId: string /** The next handing's number, as the officer saw it. */;
  number: number;
  remark: string;
};

export type Handed = { number: number; handed: number };

/**
 * A province's own return: hands all that it has approved to the ministry, with its remark. The same again gives the same answer. Throws
 * `Refusal('remarks-missing')` where some of its consortia are not among them and nothing says why, `Refusal('action-not-possible')` where nothing
 * was approved, `Refusal('stale')` where a colleague handed in meanwhile.
 */
export async function handReturns(
  context: Context,
  actor: Actor,
  collectionId: string,
  order: HandingOrder,
): Promise<Handed> {
  const { consortia, ...handed } = await context.db.asActor(actor, async (tx) => {
    const collection = await readCollection(tx, collectionId);
    await mustHand(tx, actor, order.unitId, collectionId);
    const rows = await selectReturns(tx)
      .where('r.collection_id', '=', collectionId)
      .where('p.id', '=', order.unitId)
      .orderBy('r.consortium_id')
      .execute();
    const opened: OpenReturn[] = [];
    for (const { consortium_id } of rows.filter(({ state }) => state === 'approved'))
      opened.push(await lockReturn(context, tx, actor, { consortiumId: consortium_id, collectionId }));
    const before = await readHandings(tx, collectionId, order.unitId);
    const last = before.at(-1);
    if (last?.number === order.number && last.personId === actor.personId)
      return { number: last.number, handed: last.handed, consortia: [] };
    if ((last?.number ?? 0) + 1 !== order.number) throw new Refusal('stale', { number: (last?.number ?? 0) + 1 });
    const ready = opened.filter(({ state }) => state === 'approved');
    if (ready.length === 0)
      throw new Refusal('action-not-possible', { detail: '没有审核通过、尚未报部的联合体，请先逐家审核。' });
    const isWhole = rows.every(({ state }) => ['approved', 'handed', 'final'].includes(state));
    if (!isWhole && order.remark === '')
      throw new Refusal('remarks-missing', {
        fields: ['remark'],
        detail: '还有联合体没有报送或没有审核通过，请在意见中说明情况后再报部。',
      });
    for (const open of ready) await hand(tx, actor, open);
    const items = ready.map(({ row }) => ({ consortiumId: row.consortium_id, revision: row.revision }));
    await tx
      .insertInto('collection_handing')
      .values({
        collection_id: collectionId,
        unit_id: order.unitId,
        number: order.number,
        remark: order.remark,
        items: JSON.stringify(items),
        person_id: actor.personId,
      })
      .execute();
    await recordSystemAudit(tx, order.unitId, 'returns.handed', collectionId, { number: order.number, items });
    const [first] = ready;
    if (first) await tellOfReturn(tx, { ...first, collection }, 'hand', 'handed');
    return { number: order.number, handed: ready.length, consortia: items.map(({ consortiumId }) => consortiumId) };
  });
  for (const id of consortia) tellChange(context, id);
  return handed;
}

async function hand(tx: Tx, actor: Actor, open: OpenReturn): Promise<void> {
  const { row, state, collection, rules, levels, roles } = open;
  const holds = new Set([
    ...(collection.unit_kind === 'ministry' ? (['asked-by-ministry'] as const) : []),
    ...(isLevelOpen(levels, 'province', collection.now) ? (['before-closing'] as const) : []),
  ]);
  const decided = decide(rules.workflow, state, 'hand', roles, holds);
  if (!decided.allowed) {
    if (decided.because === 'role') throw new Refusal('forbidden');
    if (decided.guards.includes('asked-by-ministry'))
      throw new Refusal('action-not-possible', { detail: '这是本省自行组织的采集，审核通过即告完成，不报部。' });
    throw new Refusal('stage-closed', { level: 'province' });
  }
  await recordAct(tx, actor, open, {
    action: 'hand',
    level: 'province',
    revision: row.revision,
    text: '',
    remarks: [],
  });
  await tx
    .updateTable('collection_return')
    .set({ state: decided.to, version: row.version + 1, handed_at: collection.now })
    .where('consortium_id', '=', row.consortium_id)
    .where('collection_id', '=', row.collection_id)
    .execute();
  await recordAudit(tx, row.consortium_id, 'return.handed', row.collection_id, { revision: row.revision });
}

/** One handing of a province at a time; throws `Refusal('forbidden')` for who does not speak for the province. */
async function mustHand(tx: Tx, actor: Actor, unitId: string, collectionId: string): Promise<void> {
  const unit = await tx
    .selectFrom('unit')
    .select('id')
    .where('id', '=', unitId)
    .where('kind', '=', 'province')
    .executeTakeFirst();
  if (!unit) throw new Refusal('not-found');
  if (!actor.roles.some(({ role, unit: own }) => role === 'provincial-officer' && own.id === unitId))
    throw new Refusal('forbidden');
  await sql`select pg_advisory_xact_lock(hashtextextended(${`handing ${collectionId} ${unitId}`}, 0))`.execute(tx);
}

/** The handings of a province, or of all that the actor may see, in their order. */
export async function readHandings(tx: Tx, collectionId: string, unitId?: string) {
  const rows = await tx
    .selectFrom('collection_handing')
    .innerJoin('unit', 'unit.id', 'collection_handing.unit_id')
    .select(({ fn, ref }) => [
      'unit_id',
      'unit.name as unit',
      'number',
      'remark',
      'items',
      'person_id',
      'at',
      fn<string>('name_of', [ref('person_id')]).as('by'),
    ])
    .where('collection_id', '=', collectionId)
    .$if(unitId !== undefined, (query) => query.where('unit_id', '=', unitId ?? ''))
    .orderBy('number')
    .execute();
  return rows.map(({ unit_id, unit, number, remark, items, person_id, at, by }) => ({
    unitId: unit_id,
    unit,
    number,
    remark,
    handed: Array.isArray(items) ? items.length : 0,
    personId: person_id,
    by,
    at: at.toISOString(),
  }));
}
