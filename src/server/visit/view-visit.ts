import { sql } from 'kysely';
import { cellsOf } from '#core/form/cells.ts';
import type { Actor } from '#server/access/actor.ts';
import { isOpen, readStages } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readFindings } from '#server/finding/findings.ts';
import { reviews } from '#server/formal-review/reviewed-row.ts';
import { readPoints } from './visit-points.ts';
import { readVisited, type VisitedRow } from './visit-row.ts';

/** One visit: whom, when and by whom; what is to be looked at; what was found; the report as it is written. Throws `Refusal('not-found')`. */
export async function viewVisit({ db, packs }: Context, actor: Actor, id: string) {
  return db.readAs(actor, async (tx) => {
    const row = await readVisited(tx, id);
    const { pack } = await packs.byDigest(row.pack_digest);
    const stage = (await readStages(tx, row.batch_id)).find(({ stage: each }) => each === 'site-visit');
    const team = await readTeam(tx, row);
    const isOngoing = row.visit.ended_at === null && stage !== undefined && isOpen(stage);
    return {
      application: { id, consortium: { id: row.consortium_id, name: row.consortium } },
      batch: { id: row.batch_id, title: row.batch },
      closesAt: stage?.closesAt.toISOString() ?? null,
      canManage: isOngoing && (await reviews(tx, row)),
      canWork: isOngoing && team.some(({ personId }) => personId === actor.personId),
      revision: row.latest_revision,
      reason: row.visit.reason,
      city: row.visit.city,
      day: row.visit.day,
      conclusion: row.visit.conclusion,
      endedAt: row.visit.ended_at?.toISOString() ?? null,
      version: row.visit.version,
      team,
      points: await readPoints(tx, row),
      findings: await readFindings(tx, row, 'visit'),
      cells: [...cellsOf(pack.form).values()].map(({ path, label }) => ({ cell: path, label })),
    };
  });
}

/** Who visits, by name. */
export async function readTeam(tx: Tx, { id, consortium_id }: Pick<VisitedRow, 'id' | 'consortium_id'>) {
  return tx
    .selectFrom('visit_member')
    .select(['person_id as personId', sql<string>`name_of(person_id)`.as('name')])
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .orderBy('name')
    .execute();
}
