import { sql } from 'kysely';
import { timeOfTask } from '#core/task/task-time.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { beijingToday } from '#server/member/member-row.ts';

type Row = {
  id: string;
  title: string;
  consortium_id: string;
  consortium: string;
  due_on: string;
  state: 'open' | 'doing';
  checks: number;
  checked: number;
};

const mostShown = 50;

/** The open tasks that are the actor's to do, in all its consortia: those with its name, and its units' that have nobody's. By their day. One query. */
export async function readOwnTasks({ db }: Context, actor: Actor) {
  const { rows } = await db.readAs(actor, (tx) =>
    sql<Row>`
      select t.id, t.title, t.consortium_id, u.name as consortium, t.due_on, t.state,
        (select count(*) from task_check c where c.consortium_id = t.consortium_id and c.task_id = t.id)::integer as checks,
        (select count(*) from task_check c where c.consortium_id = t.consortium_id and c.task_id = t.id and c.done_at is not null)::integer as checked
      from task t join unit u on u.id = t.consortium_id
      where t.state in ('open', 'doing') and (t.person_id = ${actor.personId}::uuid or (t.person_id is null
        and case when t.member_id is null then t.consortium_id in (select scope('manage-task')) else t.member_id in (select scope('do-task')) end))
      order by t.due_on, t.title, t.id limit ${mostShown}`.execute(tx),
  );
  const today = beijingToday();
  return rows.map(({ consortium_id, consortium, due_on, ...row }) => ({
    ...row,
    consortium: { id: consortium_id, name: consortium },
    dueOn: due_on,
    time: timeOfTask({ state: row.state, dueOn: due_on, doneOn: null }, today),
  }));
}
