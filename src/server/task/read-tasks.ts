import { sql } from 'kysely';
import type { TaskOrigin, TaskState } from '#core/task/task-rules.ts';
import { daysLate, timeOfTask } from '#core/task/task-time.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { observationPoints } from '#server/evidence/link-evidence.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';

export type TaskRow = {
  id: string;
  title: string;
  key_task: string;
  duty: string;
  department: string | null;
  member_id: string | null;
  unit: string | null;
  person_id: string | null;
  person: string | null;
  starts_on: string;
  due_on: string;
  done_on: string | null;
  origin: TaskOrigin;
  origin_id: string | null;
  origin_text: string;
  points: string[];
  state: TaskState;
  version: number;
  opened_on: string;
  checks: { id: string; text: string; dueOn: string | null; by: string | null; at: string | null }[];
  evidence: number;
  after: string[];
};

/** More than this no page shows; a consortium has some hundred. */
const mostShown = 2000;

/** The tasks of a consortium that the actor may see, or one of them, by their day. One query. */
export async function readTasks(tx: Tx, consortiumId: string, taskId?: string): Promise<readonly TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select t.id, t.title, t.key_task, t.duty, t.department, t.member_id, m.name as unit, t.person_id, name_of(t.person_id) as person,
      t.starts_on, t.due_on, t.done_on, t.origin, t.origin_id, t.origin_text, t.points, t.state, t.version,
      (t.opened_at at time zone 'Asia/Shanghai')::date as opened_on,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'text', c.text, 'dueOn', c.due_on, 'by', name_of(c.done_by), 'at', c.done_at)
        order by c.position, c.id) from task_check c where c.consortium_id = t.consortium_id and c.task_id = t.id), '[]') as checks,
      (select count(*) from evidence_link l join evidence v on v.consortium_id = l.consortium_id and v.id = l.evidence_id
        where l.consortium_id = t.consortium_id and l.task_id = t.id and v.withdrawn_at is null)::integer as evidence,
      array(select d.after_id from task_dependency d where d.consortium_id = t.consortium_id and d.task_id = t.id order by d.after_id) as after
    from task t left join unit m on m.id = t.member_id
    where t.consortium_id = ${consortiumId}::uuid and ${taskId === undefined ? sql`true` : sql`t.id = ${taskId}::uuid`}
    order by t.due_on, t.title, t.id limit ${mostShown}`.execute(tx);
  return rows;
}

/** A consortium's tasks, and what may be chosen of one. Throws `Refusal('not-found')`. */
export async function viewTasks({ db }: Context, actor: Actor, consortiumId: string) {
  const { rows, manages } = await db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    return { rows: await readTasks(tx, consortiumId), manages: await managesTasks(tx, consortiumId) };
  });
  const today = beijingToday();
  const rules = currentPack.tasks;
  const label = (state: TaskState) => rules?.workflow.states[state].label ?? state;
  return {
    today,
    manages,
    departments: [...(rules?.departments ?? [])],
    points: observationPoints,
    states: {
      open: label('open'),
      doing: label('doing'),
      submitted: label('submitted'),
      done: label('done'),
      dropped: label('dropped'),
    },
    items: rows.map((row) => itemOf(row, actor, today)),
  };
}

export async function managesTasks(tx: Tx, consortiumId: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select has_right('manage-task', ${consortiumId}::uuid) as may`.execute(
    tx,
  );
  return rows[0]?.may ?? false;
}

/** A task as it leaves the server, as of a day. */
export function itemOf(row: TaskRow, actor: Actor, today: string) {
  const timed = { state: row.state, dueOn: row.due_on, doneOn: row.done_on };
  return {
    id: row.id,
    title: row.title,
    keyTask: row.key_task,
    duty: row.duty,
    department: row.department,
    unit: { id: row.member_id, name: row.member_id === null ? '秘书处' : (row.unit ?? '（已退出的单位）') },
    person: row.person_id === null ? null : { id: row.person_id, name: row.person ?? '' },
    isMine:
      row.person_id === null
        ? actor.roles.some(({ role, unit }) =>
            row.member_id === null ? role === 'secretariat' : role === 'member-reporter' && unit.id === row.member_id,
          )
        : row.person_id === actor.personId,
    startsOn: row.starts_on,
    dueOn: row.due_on,
    doneOn: row.done_on,
    origin: { noun: row.origin, id: row.origin_id, text: row.origin_text },
    points: row.points,
    state: row.state,
    version: row.version,
    openedOn: row.opened_on,
    time: timeOfTask(timed, today),
    daysLate: daysLate(timed, today),
    checks: row.checks.map(({ id, text, dueOn, by, at }) => ({
      id,
      text,
      dueOn,
      done: at === null ? null : { by: by ?? '', at: new Date(at).toISOString() },
    })),
    evidence: row.evidence,
    after: row.after,
  };
}
