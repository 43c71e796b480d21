import { sql } from 'kysely';
import { z } from 'zod';
import { classStates, traineeStates } from '#core/training/training-class.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnowTraining, mustReportFor } from './training-right.ts';

export type ClassTarget = { consortiumId: string; classId: string };

const State = z.enum(classStates);
const TraineeState = z.enum(traineeStates);

export function classQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('training_class as c')
    .select(['c.id', 'c.member_id', 'c.course_id', 'c.name', 'c.kind', 'c.audience', 'c.room_id', 'c.teacher_id'])
    .select(['c.seats', 'c.days', 'c.shift', 'c.attendance', 'c.pass_mark', 'c.state', 'c.version', 'c.is_public'])
    .where('c.consortium_id', '=', consortiumId);
}

type Stored = Awaited<ReturnType<ReturnType<typeof classQuery>['execute']>>[number];
export const classRowOf = <Row extends Stored>(stored: Row) => ({ ...stored, state: State.parse(stored.state) });
export type ClassRow = ReturnType<typeof classRowOf<Stored>>;

/** Throws `Refusal('not-found')` where whoever acts may not see it. */
export async function readClass(tx: Tx, { consortiumId, classId }: ClassTarget): Promise<ClassRow> {
  const row = await classQuery(tx, consortiumId).where('c.id', '=', classId).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return classRowOf(row);
}

/**
 * A class that the member which holds it changes: nobody else's to move until the transaction ends. Throws `Refusal`: `not-found`, `forbidden`, `stale` where a
 * version is told and it is another.
 */
export async function lockClass(tx: Tx, target: ClassTarget, version?: number): Promise<ClassRow> {
  const right = await mustKnowTraining(tx, target.consortiumId);
  await sql`select pg_advisory_xact_lock(hashtextextended('training class ' || ${target.classId}::text, 0))`.execute(
    tx,
  );
  const row = await readClass(tx, target);
  mustReportFor(right, row.member_id);
  if (version !== undefined && row.version !== version)
    throw new Refusal('stale', { version: row.version, state: row.state });
  return row;
}

/** Those who take part, by number, as far as whoever acts may see them, with the days on which they came. */
export async function readTrainees(tx: Tx, { consortiumId, classId }: ClassTarget) {
  const rows = await tx
    .selectFrom('training_trainee as t')
    .select(['t.id', 't.number', 't.name', 't.enterprise_id', 't.audience', 't.state', 't.score', 't.satisfaction'])
    .select(['t.opinion', 't.version', 't.erased_at'])
    .select(
      sql<string[]>`array(select to_char(s.day, 'YYYY-MM-DD') from training_sign_in s
        where s.consortium_id = t.consortium_id and s.trainee_id = t.id order by s.day)`.as('days'),
    )
    .where('t.consortium_id', '=', consortiumId)
    .where('t.class_id', '=', classId)
    .orderBy('t.number')
    .execute();
  return rows.map((row) => ({
    ...row,
    state: TraineeState.parse(row.state),
    score: row.score === null ? null : Number(row.score),
  }));
}

export type TraineeRow = Awaited<ReturnType<typeof readTrainees>>[number];

export const passingOf = ({ days, attendance, pass_mark }: Pick<ClassRow, 'days' | 'attendance' | 'pass_mark'>) => ({
  days: days.length,
  attendance,
  passMark: pass_mark,
});
