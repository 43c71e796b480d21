import { sql } from 'kysely';
import { sessionOf } from '#core/training/session-times.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Tx } from '#server/db/database.ts';
import { bookForClasses } from '#server/resource/book-for-classes.ts';
import { trainingRules } from './training-right.ts';

/** Until the transaction ends no room becomes another resource, or, where `changes`, no class gets or leaves a room. */
export async function lockRooms(tx: Tx, consortiumId: string, { changes }: { changes: boolean }): Promise<void> {
  const lock = sql.raw(changes ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared');
  await sql`select ${lock}(hashtextextended('training rooms ' || ${consortiumId}::text, 0))`.execute(tx);
}

/**
 * Books the shared resources that the rooms of classes are, for their sessions as they stand, and gives up what is not needed any more. Whoever calls it has
 * written the classes in the same transaction and holds `lockRooms`. Throws as `bookForClasses`.
 */
export async function holdRooms(
  tx: Tx,
  actor: Actor,
  consortiumId: string,
  of: { classIds: readonly string[] } | { roomId: string },
  remark = '培训班次已调整',
): Promise<void> {
  const rows = await tx
    .selectFrom('training_class as c')
    .leftJoin('training_room as r', (join) =>
      join.onRef('r.consortium_id', '=', 'c.consortium_id').onRef('r.id', '=', 'c.room_id'),
    )
    .select(['c.id', 'c.member_id', 'c.name', 'c.days', 'c.shift', 'c.state', 'r.resource_id'])
    .where('c.consortium_id', '=', consortiumId)
    .where('roomId' in of ? sql<boolean>`c.room_id = ${of.roomId}` : sql<boolean>`c.id = any(${of.classIds}::uuid[])`)
    .where('c.state', '<>', 'completed')
    .execute();
  const { shifts } = trainingRules();
  const places = rows.map((row) => {
    const shift = shifts[row.shift];
    return {
      classId: row.id,
      memberId: row.member_id,
      name: row.name,
      resourceId: row.state === 'open' ? row.resource_id : null,
      sessions: shift === undefined ? [] : row.days.map((day) => sessionOf(day, shift)),
    };
  });
  await bookForClasses(tx, actor, consortiumId, places, remark);
}
