import { levelsOutOfOrder } from '#core/collection/calendar.ts';
import type { CollectionLevel } from '#core/collection/monitoring-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readCollection, readLevels } from './collection-row.ts';
import { mustManage } from './open-collection.ts';

export type LevelMove = { level: CollectionLevel; dueAt: string; closesAt: string; reason: string; version: number };

/**
 * Extends or closes a level of a collection, for a reason that stays beside it. Throws `Refusal('stale')` where it was moved meanwhile,
 * `Refusal('invalid')` where a level would close before it is due or before the one below.
 */
export async function moveLevel(
  { db }: Context,
  actor: Actor,
  collectionId: string,
  { level, reason, version, ...times }: LevelMove,
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const { unit_id } = await readCollection(tx, collectionId);
    await mustManage(tx, unit_id);
    const locked = await tx
      .selectFrom('collection')
      .select('version')
      .where('id', '=', collectionId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (locked.version !== version) throw new Refusal('stale', { version: locked.version });
    const levels = await readLevels(tx, collectionId);
    const before = levels.find((one) => one.level === level);
    if (!before) throw new Refusal('invalid', { fields: ['level'] });
    const after = { level, dueAt: new Date(times.dueAt), closesAt: new Date(times.closesAt) };
    const wrong = levelsOutOfOrder(levels.map((one) => (one.level === level ? after : one)));
    if (wrong.length > 0)
      throw new Refusal('invalid', {
        fields: ['closesAt'],
        detail: '一级的截止时间不能早于应报日期，也不能早于下一级的时间；请同时调整各级。',
      });
    await tx
      .updateTable('collection_level')
      .set({ due_at: after.dueAt, closes_at: after.closesAt })
      .where('collection_id', '=', collectionId)
      .where('level', '=', level)
      .execute();
    const change = {
      dueAt: [before.dueAt.toISOString(), after.dueAt.toISOString()],
      closesAt: [before.closesAt.toISOString(), after.closesAt.toISOString()],
    };
    await tx
      .insertInto('collection_extension')
      .values({
        collection_id: collectionId,
        level,
        change: JSON.stringify(change),
        reason,
        person_id: actor.personId,
      })
      .execute();
    await tx
      .updateTable('collection')
      .set({ version: version + 1 })
      .where('id', '=', collectionId)
      .execute();
    await recordSystemAudit(tx, unit_id, 'collection.level-moved', collectionId, { level, ...change, reason });
    return { version: version + 1 };
  });
}
