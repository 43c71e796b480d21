import { sql } from 'kysely';
import type { TaskAction, TaskGuard, TaskState } from '#core/task/task-rules.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { keepTaskEntry } from './keep-task-entry.ts';
import { proveAlso } from './prove-also.ts';
import type { TaskRow } from './read-tasks.ts';
import { conditionsOf, rolesOn, taskRules } from './task-moves.ts';
import { tellOfTask } from './tell-of-task.ts';
import { readTask, type TaskKey } from './view-task.ts';

export type TaskMove = { version: number; action: TaskAction; text: string; doneOn?: string | undefined };

/**
 * One step of a task. Said to be done, it waits to be accepted; accepted, its evidence supports the points that it serves and its ledger entry says
 * when it was done. Throws `Refusal`: `not-found`, `forbidden`, `action-not-possible`, `task-open` with what must be done first, `remarks-missing`,
 * `stale` with what it is meanwhile, `invalid` for a day that is not over.
 */
export async function actOnTask(
  context: Context,
  actor: Actor,
  key: TaskKey,
  { version, action, text, doneOn }: TaskMove,
): Promise<{ version: number; state: TaskState }> {
  const { workflow } = taskRules();
  return context.db.asActor(actor, async (tx) => {
    await lockTask(tx, key);
    const { row, before, manages } = await readTask(tx, key);
    const holds = new Set<TaskGuard>(conditionsOf(row, before));
    if (text !== '') holds.add('reasoned');
    const move = decide(workflow, row.state, action, rolesOn(actor, key.consortiumId, row), holds);
    if (!move.allowed && move.because === 'role') throw new Refusal('forbidden');
    if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
    if (!move.allowed) throw refusedMove(move.guards, row, before);
    const today = beijingToday();
    if (doneOn !== undefined && (doneOn > today || !manages))
      throw new Refusal('invalid', { fields: ['doneOn'], detail: '完成日期由秘书处在验收时核定，不能晚于今天。' });
    const isDone = move.to === 'submitted' || move.to === 'done';
    const done_on = isDone ? (doneOn ?? row.done_on ?? today) : null;
    await tx
      .updateTable('task')
      .set({ state: move.to, done_on, version: version + 1 })
      .where('consortium_id', '=', key.consortiumId)
      .where('id', '=', key.taskId)
      .execute();
    await addAct(tx, actor, key, action, text);
    const entryId = manages ? await keepTaskEntry(context, tx, actor, key, text) : null;
    if (move.to === 'done')
      await proveAlso(tx, actor, key, [
        ...row.points.map((point) => ({ point })),
        ...(entryId === null ? [] : [{ entryId }]),
      ]);
    await tellOfTask(
      tx,
      key,
      manages ? ['owner'] : ['secretariat'],
      wordsOf(row, workflow.actions[action].label, text),
    );
    await recordAudit(tx, key.consortiumId, `task.${move.to}`, key.taskId, { action });
    return { version: version + 1, state: move.to };
  });
}

/** Says something of a task to those on the other side of it. Throws as `actOnTask`. */
export async function noteOnTask({ db }: Context, actor: Actor, key: TaskKey, text: string): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const { row, works, manages } = await readTask(tx, key);
    if (!works) throw new Refusal('forbidden');
    await addAct(tx, actor, key, 'note', text);
    await tellOfTask(tx, key, manages ? ['owner'] : ['secretariat'], wordsOf(row, '留言', text));
  });
}

/** Ticks or unticks what is checked; said twice it stands once. Throws as `actOnTask`. */
export async function tickCheck(
  { db }: Context,
  actor: Actor,
  key: TaskKey & { checkId: string },
  isDone: boolean,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await lockTask(tx, key);
    const { row, works } = await readTask(tx, key);
    const check = row.checks.find(({ id }) => id === key.checkId);
    if (!check) throw new Refusal('not-found');
    if (!works) throw new Refusal('forbidden');
    if (row.state !== 'open' && row.state !== 'doing') throw new Refusal('action-not-possible', { state: row.state });
    if (isDone === (check.at !== null)) return;
    const done = isDone
      ? { done_by: actor.personId, done_at: sql<Date>`clock_timestamp()` }
      : { done_by: null, done_at: null };
    await tx
      .updateTable('task_check')
      .set(done)
      .where('consortium_id', '=', key.consortiumId)
      .where('task_id', '=', key.taskId)
      .where('id', '=', key.checkId)
      .execute();
    await recordAudit(tx, key.consortiumId, isDone ? 'task.checked' : 'task.unchecked', key.taskId, {
      check: check.id,
    });
  });
}

/** Nothing is refused here that `readTask` does not refuse: of what one does not work on there is no row to lock. */
export async function lockTask(tx: Tx, { consortiumId, taskId }: TaskKey): Promise<void> {
  await sql`select from task where consortium_id = ${consortiumId}::uuid and id = ${taskId}::uuid for no key update`.execute(
    tx,
  );
}

export async function addAct(tx: Tx, actor: Actor, key: TaskKey, action: string, text: string): Promise<void> {
  await tx
    .insertInto('task_act')
    .values({ consortium_id: key.consortiumId, task_id: key.taskId, action, text, person_id: actor.personId })
    .execute();
}

function refusedMove(guards: readonly string[], row: TaskRow, before: readonly { title: string; state: string }[]) {
  if (guards.length === 0) return new Refusal('action-not-possible', { state: row.state });
  if (guards.includes('reasoned')) return new Refusal('remarks-missing', { fields: ['text'] });
  const unchecked = row.checks.filter(({ at }) => at === null).map(({ text }) => `“${text}”`);
  const awaited = before
    .filter(({ state }) => state !== 'done' && state !== 'dropped')
    .map(({ title }) => `“${title}”`);
  const parts = [
    ...(guards.includes('checked') ? [`检查事项${unchecked.join('、')}还没有勾选`] : []),
    ...(guards.includes('ready') ? [`前置任务${awaited.join('、')}还没有完成`] : []),
  ];
  return new Refusal('task-open', { detail: `${parts.join('；')}。` });
}

function wordsOf({ title }: TaskRow, label: string, text: string): string {
  return `任务“${title}”：${label}${text === '' ? '。' : `：${text}`}`.slice(0, 1000);
}
