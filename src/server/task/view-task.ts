import { sql } from 'kysely';
import type { TaskState } from '#core/task/task-rules.ts';
import { actionsFor } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { itemOf, readTasks, type TaskRow } from './read-tasks.ts';
import { conditionsOf, rolesOn, taskRules } from './task-moves.ts';

export type TaskKey = { consortiumId: string; taskId: string };

type Before = { id: string; title: string; dueOn: string; state: TaskState };
type Act = { action: string; text: string; by: string; at: Date };
export type ReadTask = { row: TaskRow; before: Before[]; works: boolean; manages: boolean };

/** A task with what it waits for and what the actor is to it. Throws `Refusal('not-found')`. */
export async function readTask(tx: Tx, { consortiumId, taskId }: TaskKey): Promise<ReadTask> {
  await mustKnow(tx, consortiumId);
  const [row] = await readTasks(tx, consortiumId, taskId);
  if (!row) throw new Refusal('not-found');
  const { rows } = await sql<{ before: Before[]; works: boolean; manages: boolean }>`
    select tasks_before(${consortiumId}::uuid, ${taskId}::uuid) as before, works_on_task(${consortiumId}::uuid, ${taskId}::uuid) as works,
      has_right('manage-task', ${consortiumId}::uuid) as manages`.execute(tx);
  return { row, ...(rows[0] ?? { before: [], works: false, manages: false }) };
}

/** One task with all that was said and done of it, and what the reader may do now. Five queries. */
export async function viewTask({ db }: Context, actor: Actor, key: TaskKey) {
  const { task, acts, told } = await db.readAs(actor, async (tx) => ({
    task: await readTask(tx, key),
    acts: await readActs(tx, key),
    told: await readTold(tx, key),
  }));
  const { row, before, works, manages } = task;
  const { workflow, reminders } = taskRules();
  const holds = conditionsOf(row, before);
  const actions = actionsFor(workflow, row.state, rolesOn(actor, key.consortiumId, row)).map((id) => {
    const guards = workflow.transitions
      .filter((one) => one.from === row.state && one.action === id)
      .flatMap((one) => one.guards ?? []);
    const open = guards.filter((guard) => guard !== 'reasoned' && !holds.has(guard)) as ('checked' | 'ready')[];
    return { id, label: workflow.actions[id].label, needsReason: guards.includes('reasoned'), open };
  });
  const labelOf = (action: string) =>
    ownActs[action] ?? Object.entries(workflow.actions).find(([id]) => id === action)?.[1].label ?? action;
  return {
    ...itemOf(row, actor, beijingToday()),
    manages,
    works,
    stateLabel: workflow.states[row.state].label,
    before,
    actions,
    acts: acts.map(({ action, text, by, at }) => ({ action, label: labelOf(action), text, by, at: at.toISOString() })),
    told: told.map(({ reminder, at }) => ({
      label: reminders.find(({ id }) => id === reminder)?.label ?? reminder,
      at: at.toISOString(),
    })),
  };
}

const ownActs: Readonly<Record<string, string>> = { open: '建立任务', edit: '修改任务', note: '留言' };

async function readActs(tx: Tx, { consortiumId, taskId }: TaskKey): Promise<readonly Act[]> {
  return tx
    .selectFrom('task_act')
    .select(['action', 'text', 'at', sql<string>`name_of(person_id)`.as('by')])
    .where('consortium_id', '=', consortiumId)
    .where('task_id', '=', taskId)
    .orderBy('at', 'desc')
    .execute();
}

async function readTold(tx: Tx, { consortiumId, taskId }: TaskKey) {
  return tx
    .selectFrom('task_told')
    .select(['reminder', 'at'])
    .where('consortium_id', '=', consortiumId)
    .where('task_id', '=', taskId)
    .orderBy('at', 'desc')
    .execute();
}
