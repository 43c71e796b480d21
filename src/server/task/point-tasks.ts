import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';

/** A task as the observation points know it that it serves. `doneOn` is empty while it is not accepted. */
export type PointTask = {
  id: string;
  title: string;
  unit: string;
  points: string[];
  isDone: boolean;
  doneOn: string;
  evidence: number;
};

/** The tasks that were done in a year, and those of it that are not, as far as the actor may see them. One query. */
export async function readPointTasks(tx: Tx, consortiumId: string, year: number): Promise<readonly PointTask[]> {
  const { rows } = await sql<PointTask>`
    select t.id, t.title, coalesce(m.name, '秘书处') as unit, t.points, t.state = 'done' as "isDone", coalesce(t.done_on::text, '') as "doneOn",
      (select count(*) from evidence_link l join evidence v on v.consortium_id = l.consortium_id and v.id = l.evidence_id
        where l.consortium_id = t.consortium_id and l.task_id = t.id and v.withdrawn_at is null)::integer as evidence
    from task t left join unit m on m.id = t.member_id
    where t.consortium_id = ${consortiumId}::uuid and t.state <> 'dropped'
      and extract(year from case t.state when 'done' then t.done_on else t.due_on end) = ${year}
    order by t.done_on, t.due_on, t.title`.execute(tx);
  return rows;
}
