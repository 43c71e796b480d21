import { sql } from 'kysely';
import { type Dependency, loopBy } from '#core/task/dependencies.ts';
import { pointsOfTask } from '#core/task/task-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { addAct, lockTask } from './act-on-task.ts';
import { keepTaskEntry } from './keep-task-entry.ts';
import { mustBePossible, type SaidTask } from './must-be-possible.ts';
import { taskRules } from './task-moves.ts';
import { tellOfTask } from './tell-of-task.ts';
import { readTask, type TaskKey } from './view-task.ts';

export type TaskChange = SaidTask & {
  checks: readonly { id: string | null; text: string; dueOn: string | null }[];
  after: readonly string[];
};

/**
 * Says a task anew, over the version that was seen: what was ticked stays ticked. Throws `Refusal`: `not-found`, `forbidden`, `stale`, `action-not-possible`
 * once it is done or dropped, `invalid`, `task-loop` with the way round, `task-exists`.
 */
export async function changeTask(
  context: Context,
  actor: Actor,
  key: TaskKey,
  version: number,
  change: TaskChange,
): Promise<{ version: number }> {
  const { consortiumId, taskId } = key;
  return context.db.asActor(actor, async (tx) => {
    await lockTask(tx, key);
    const { row } = await readTask(tx, key);
    await mustHaveRight(tx, 'manage-task', consortiumId);
    if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
    if (row.state === 'done' || row.state === 'dropped') throw new Refusal('action-not-possible', { state: row.state });
    await mustBePossible(context, tx, consortiumId, change);
    await mustBeOnly(tx, key, change);
    const { title, keyTask, duty, department, memberId, personId, startsOn, dueOn } = change;
    await tx
      .updateTable('task')
      .set({ title, key_task: keyTask, duty, department, member_id: memberId, person_id: personId })
      .set({ starts_on: startsOn, due_on: dueOn, points: [...pointsOfTask(taskRules(), change)], version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', taskId)
      .execute();
    await saveChecks(tx, key, change.checks);
    await saveDependencies(tx, key, change.after, row.after);
    const moved = row.due_on === dueOn ? '' : `时间节点由${row.due_on}改为${dueOn}`;
    await addAct(tx, actor, key, 'edit', moved);
    await keepTaskEntry(context, tx, actor, key);
    if (moved !== '' || row.member_id !== memberId || row.person_id !== personId)
      await tellOfTask(tx, key, ['owner'], `任务“${title}”已修改，由您办理，时间节点为${dueOn}。`);
    await recordAudit(tx, consortiumId, 'task.changed', taskId, { version: version + 1, department, dueOn });
    return { version: version + 1 };
  });
}

async function mustBeOnly(tx: Tx, { consortiumId, taskId }: TaskKey, { department, title }: SaidTask): Promise<void> {
  if (department === null) return;
  const other = await tx
    .selectFrom('task')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('department', '=', department)
    .where('title', '=', title)
    .where('state', '<>', 'dropped')
    .where('id', '<>', taskId)
    .executeTakeFirst();
  if (other) throw new Refusal('task-exists', { fields: ['title'] });
}

/** Those that are named stay with their ticks, in this order; the others go. */
async function saveChecks(tx: Tx, { consortiumId, taskId }: TaskKey, checks: TaskChange['checks']): Promise<void> {
  const rows = checks.map(({ id, text, dueOn }, position) => ({
    consortium_id: consortiumId,
    task_id: taskId,
    id: id ?? crypto.randomUUID(),
    position,
    text,
    due_on: dueOn,
  }));
  await tx
    .deleteFrom('task_check')
    .where('consortium_id', '=', consortiumId)
    .where('task_id', '=', taskId)
    .where('id', '<>', sql<string>`all(${rows.map(({ id }) => id)}::uuid[])`)
    .execute();
  if (rows.length === 0) return;
  await tx
    .insertInto('task_check')
    .values(rows)
    .onConflict((on) =>
      on.columns(['consortium_id', 'task_id', 'id']).doUpdateSet(({ ref }) => ({
        position: ref('excluded.position'),
        text: ref('excluded.text'),
        due_on: ref('excluded.due_on'),
      })),
    )
    .execute();
}

async function saveDependencies(
  tx: Tx,
  { consortiumId, taskId }: TaskKey,
  wanted: readonly string[],
  before: readonly string[],
): Promise<void> {
  const added = [...new Set(wanted)].filter((id) => !before.includes(id));
  await tx
    .deleteFrom('task_dependency')
    .where('consortium_id', '=', consortiumId)
    .where('task_id', '=', taskId)
    .where('after_id', '<>', sql<string>`all(${[...wanted]}::uuid[])`)
    .execute();
  if (added.length === 0) return;
  const titles = await titlesOf(tx, consortiumId);
  if (added.some((id) => !titles.has(id)))
    throw new Refusal('invalid', { fields: ['after'], detail: '前置任务应是本联合体的任务。' });
  const known: Dependency[] = [];
  for (const { task_id, after_id } of await tx
    .selectFrom('task_dependency')
    .select(['task_id', 'after_id'])
    .where('consortium_id', '=', consortiumId)
    .execute())
    known.push({ task: task_id, after: after_id });
  for (const after of added) {
    const loop = loopBy(known, { task: taskId, after });
    if (loop)
      throw new Refusal('task-loop', {
        fields: ['after'],
        detail: `“${loop.map((id) => titles.get(id) ?? '').join('”等待“')}”。`,
      });
    known.push({ task: taskId, after });
  }
  await tx
    .insertInto('task_dependency')
    .values(added.map((after_id) => ({ consortium_id: consortiumId, task_id: taskId, after_id })))
    .execute();
}

async function titlesOf(tx: Tx, consortiumId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('task').select(['id', 'title']).where('consortium_id', '=', consortiumId).execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}
