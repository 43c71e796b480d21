import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { rankedOutcomes } from '#core/placement/fair.ts';
import type { WishesAndRankings } from '#core/placement/market-of.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { JobHandler } from '#server/job/job-kind.ts';
import { runInThread } from '#server/job/job-thread.ts';
import { type FairTarget, lockFair, readFair } from './fair-row.ts';
import { StoredWish } from './fair-views.ts';

const Parameters = z.object({ fairId: z.string() });
const Placed = z.object({
  students: z.array(z.object({ id: z.string(), position: z.string().nullable(), outcome: z.array(StoredWish) })),
  positions: z.array(z.object({ id: z.string(), outcome: z.array(z.enum(rankedOutcomes)) })),
});

const script = new URL('./placement-worker.ts', import.meta.url);
const megabytes = 2048;

/** Places the students of a fair that is closed, checks that it is stable, and tells each of them why; then nothing of it changes any more. */
export function placeFair({ db }: Pick<Context, 'db'>): JobHandler {
  return async (job) => {
    const target = { consortiumId: job.consortiumId, fairId: Parameters.parse(job.parameters).fairId };
    const { fair, version } = await db.readAs(job, async (tx) => {
      const row = await readFair(tx, target);
      if (row.state !== 'closed') throw new Refusal('action-not-possible', { state: row.state });
      return { fair: await gatherFair(tx, target), version: row.version };
    });
    const { students, positions } = Placed.parse(await runInThread(script, fair, job, { megabytes }));
    await db.asActor(job, async (tx) => {
      const row = await lockFair(tx, target, version);
      if (row.state !== 'closed') throw new Refusal('action-not-possible', { state: row.state });
      await keepPositions(tx, target, fair, positions);
      await keepStudents(tx, target, students);
      const placements = new Map(students.map(({ id, position }) => [id, position]));
      await tx
        .updateTable('fair')
        .set({
          state: 'placed',
          placed_at: sql<Date>`clock_timestamp()`,
          version: version + 1,
          digest: digestOf(fair, placements),
        })
        .where('consortium_id', '=', target.consortiumId)
        .where('id', '=', target.fairId)
        .execute();
    });
    return { placed: students.filter(({ position }) => position !== null).length, students: students.length };
  };
}

/** A fair's file as `lianheti placement` reads it, and its result, which the command must find again. */
export async function readRecord(tx: Tx, target: FairTarget) {
  const students = await tx
    .selectFrom('fair_student')
    .select(['id', 'wishes', 'position_id'])
    .where('consortium_id', '=', target.consortiumId)
    .where('fair_id', '=', target.fairId)
    .where('outcome', 'is not', null)
    .orderBy('number')
    .execute();
  const positions = await positionsQuery(tx, target).execute();
  const fair = {
    students: students.map(({ id, wishes }) => ({ id, wishes })),
    positions: positions.map(({ id, quota, ranking }) => ({ id, quota, ranking })),
  };
  return recordOf(fair, new Map(students.map(({ id, position_id }) => [id, position_id])));
}

function recordOf({ students, positions }: WishesAndRankings, placements: ReadonlyMap<string, string | null>) {
  const given = [...placements].flatMap(([id, position]) => (position === null ? [] : [[id, position] as const]));
  return {
    students,
    positions,
    placements: Object.fromEntries(given),
    unplaced: students.flatMap(({ id }) => ((placements.get(id) ?? null) === null ? [id] : [])),
  };
}

function digestOf(fair: WishesAndRankings, placements: ReadonlyMap<string, string | null>): string {
  return createHash('sha256')
    .update(canonicalJson(recordOf(fair, placements)))
    .digest('hex');
}

/** Who takes part: students who agreed, in the order of their numbers; positions rank of these alone, and one that was withdrawn has no places. */
async function gatherFair(tx: Tx, target: FairTarget): Promise<WishesAndRankings> {
  const students = await tx
    .selectFrom('fair_student')
    .select(['id', 'wishes'])
    .where('consortium_id', '=', target.consortiumId)
    .where('fair_id', '=', target.fairId)
    .where('is_counted', '=', true)
    .orderBy('number')
    .execute();
  const counted = new Set(students.map(({ id }) => id));
  const positions = await positionsQuery(tx, target).execute();
  return {
    students,
    positions: positions.map(({ id, quota, ranking, is_withdrawn }) => ({
      id,
      quota: is_withdrawn ? 0 : quota,
      ranking: ranking.filter((student) => counted.has(student)),
    })),
  };
}

function positionsQuery(tx: Tx, { consortiumId, fairId }: FairTarget) {
  return tx
    .selectFrom('fair_position as a')
    .innerJoin('talent_position as p', (join) =>
      join.onRef('p.consortium_id', '=', 'a.consortium_id').onRef('p.id', '=', 'a.position_id'),
    )
    .select(['p.id', 'a.quota', 'a.ranking', 'p.is_withdrawn'])
    .where('a.consortium_id', '=', consortiumId)
    .where('a.fair_id', '=', fairId)
    .orderBy('p.id');
}

type PlacedFair = z.infer<typeof Placed>;

async function keepPositions(
  tx: Tx,
  { consortiumId, fairId }: FairTarget,
  fair: WishesAndRankings,
  outcomes: PlacedFair['positions'],
): Promise<void> {
  const rows = fair.positions.map((position, at) => ({ ...position, outcome: outcomes[at]?.outcome ?? [] }));
  await sql`
    update fair_position a set quota = r.quota, ranking = r.ranking, outcome = r.outcome
    from jsonb_to_recordset(${JSON.stringify(rows)}) as r(id uuid, quota integer, ranking uuid[], outcome text[])
    where a.consortium_id = ${consortiumId} and a.fair_id = ${fairId} and a.position_id = r.id`.execute(tx);
}

async function keepStudents(tx: Tx, { consortiumId, fairId }: FairTarget, rows: PlacedFair['students']): Promise<void> {
  const atOnce = 5000;
  for (let from = 0; from < rows.length; from += atOnce)
    await sql`
      update fair_student s set position_id = r.position, outcome = r.outcome
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + atOnce))}) as r(id uuid, position uuid, outcome jsonb)
      where s.consortium_id = ${consortiumId} and s.fair_id = ${fairId} and s.id = r.id`.execute(tx);
}
