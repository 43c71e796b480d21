import { sql } from 'kysely';
import { scoredPoints } from '#core/review/results.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { selectOwnReadings } from './reading-row.ts';

/** What the actor reads, what is due first standing first, each with how far it is: one query, however many. A closed reading tells no name. */
export async function listReadings({ db, packs }: Context, actor: Actor) {
  const rows = await db.readAs(actor, (tx) =>
    selectOwnReadings(tx)
      .leftJoin('unit', 'unit.id', 'reader.consortium_id')
      .leftJoin('unit as province', 'province.id', 'unit.parent_id')
      .select(['unit.name as consortium', 'province.name as province'])
      .select(
        sql<number>`(select count(*) from reading_score s where s.consortium_id = reader.consortium_id
          and s.application_id = reader.application_id and s.expert_id = reader.expert_id and s.score is not null)`.as(
          'scored',
        ),
      )
      .orderBy('batch_stage.closes_at')
      .orderBy('unit.name')
      .execute(),
  );
  return Promise.all(
    rows.map(async (row) => {
      const isOpen = row.now <= row.closesAt;
      return {
        applicationId: row.id,
        consortium: isOpen ? row.consortium : null,
        province: isOpen ? row.province : null,
        batch: { id: row.batch_id, title: row.batch },
        closesAt: row.closesAt.toISOString(),
        isOpen,
        scored: row.scored,
        points: scoredPoints((await packs.byDigest(row.pack_digest)).pack.indicators).length,
        submittedAt: row.submitted_at?.toISOString() ?? null,
      };
    }),
  );
}
