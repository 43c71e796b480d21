import { sql } from 'kysely';
import { type LevelTime, levelsOutOfOrder, levelTimesOf } from '#core/collection/calendar.ts';
import type { CollectionKindId } from '#core/collection/monitoring-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readCollection, rulesOf } from './collection-row.ts';

export type CollectionOrder = {
  unitId: string;
  packId: string;
  kind: CollectionKindId;
  year: number;
  quarter?: number | undefined;
  title: string;
  note: string;
  /** Now, where not said otherwise. */
  opensAt?: string | undefined;
  /** When consortia are due, where it is not the pack's day; the other levels follow at its distances. */
  dueAt?: string | undefined;
  /** Who is asked, where it is not everybody on the cultivation list. */
  consortia?: readonly string[] | undefined;
};

/**
 * Opens a collection for the consortia below the office that asks. Throws `Refusal('invalid')` for a pack that monitors nobody, a quarter where
 * none belongs, a day before it opens, or nobody to ask; `Refusal('entry-exists')` where the period is open already; `Refusal('forbidden')`.
 */
export async function openCollection(context: Context, actor: Actor, order: CollectionOrder): Promise<string> {
  const stored = context.packs.byId(order.packId);
  const rules = stored?.pack.monitoring;
  const kind = rules?.collections.find(({ id }) => id === order.kind);
  if (!stored || !rules || !kind) throw new Refusal('invalid', { fields: ['packId', 'kind'] });
  if ('daysAfterQuarter' in kind.due !== (order.quarter !== undefined))
    throw new Refusal('invalid', { fields: ['quarter'], detail: '季度采集须选定季度，年度采集不分季度。' });
  return context.db.asActor(actor, async (tx) => {
    const unit = await tx.selectFrom('unit').select('kind').where('id', '=', order.unitId).executeTakeFirst();
    if (!unit) throw new Refusal('not-found');
    const opensAt = order.opensAt === undefined ? new Date() : new Date(order.opensAt);
    const levels = timesFrom(levelTimesOf(kind, order), order.dueAt).filter(
      ({ level }) => level !== 'ministry' || unit.kind === 'ministry',
    );
    if (levelsOutOfOrder(levels).length > 0 || levels.some(({ closesAt }) => closesAt <= opensAt))
      throw new Refusal('invalid', { fields: ['dueAt'], detail: '截止时间须晚于开始时间。' });
    const made = await tx
      .insertInto('collection')
      .values({
        unit_id: order.unitId,
        pack_digest: stored.digest,
        kind: order.kind,
        year: order.year,
        quarter: order.quarter ?? null,
        title: order.title,
        note: order.note,
        opens_at: opensAt,
        created_by: actor.personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Refusal('entry-exists', { detail: '这一期采集已经开设，请在原来的采集中办理。' });
    await tx
      .insertInto('collection_level')
      .values(
        levels.map(({ level, dueAt, closesAt }) => ({
          collection_id: made.id,
          level,
          due_at: dueAt,
          closes_at: closesAt,
        })),
      )
      .execute();
    const asked = await askConsortia(tx, made.id, order.unitId, rules.workflow.initial, order.consortia);
    if (asked === 0)
      throw new Refusal('invalid', { fields: ['consortia'], detail: '没有可以采集的联合体：本单位之下尚无培育单位。' });
    await recordSystemAudit(tx, order.unitId, 'collection.opened', made.id, {
      kind: order.kind,
      year: order.year,
      quarter: order.quarter ?? null,
      asked,
    });
    return made.id;
  });
}

/** Asks those who came onto the cultivation list since. Gives how many. */
export async function askNewConsortia(context: Context, actor: Actor, collectionId: string): Promise<number> {
  return context.db.asActor(actor, async (tx) => {
    const collection = await readCollection(tx, collectionId);
    const { rules } = await rulesOf(context, collection);
    await mustManage(tx, collection.unit_id);
    const asked = await askConsortia(tx, collectionId, collection.unit_id, rules.workflow.initial, undefined);
    await recordSystemAudit(tx, collection.unit_id, 'collection.asked', collectionId, { asked });
    return asked;
  });
}

/** Throws `Refusal('forbidden')` for who does not run this office's collections. */
export async function mustManage(tx: Tx, unitId: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select has_right('manage-collections', ${unitId}::uuid) as may`.execute(
    tx,
  );
  if (!rows[0]?.may) throw new Refusal('forbidden');
}

async function askConsortia(
  tx: Tx,
  collectionId: string,
  unitId: string,
  state: string,
  chosen: readonly string[] | undefined,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into collection_return (consortium_id, collection_id, state)
    select u.id, ${collectionId}::uuid, ${state}
    from unit u join unit_within w on w.unit_id = u.id and w.ancestor_id = ${unitId}::uuid
    where u.kind = 'consortium' and ${
      chosen === undefined
        ? sql`exists (select from cultivation c where c.consortium_id = u.id)`
        : sql`u.id = any(${[...chosen]}::uuid[])`
    }
    on conflict do nothing`.execute(tx);
  return Number(numAffectedRows);
}

function timesFrom(times: readonly LevelTime[], dueAt: string | undefined): readonly LevelTime[] {
  const [first] = times;
  if (dueAt === undefined || !first) return times;
  const by = Date.parse(dueAt) - first.dueAt.getTime();
  const moved = (day: Date) => new Date(day.getTime() + by);
  return times.map(({ level, dueAt: due, closesAt }) => ({ level, dueAt: moved(due), closesAt: moved(closesAt) }));
}
