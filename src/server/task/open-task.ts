import { pointsOfTask, type TaskOrigin } from '#core/task/task-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { addAct } from './act-on-task.ts';
import { keepTaskEntry } from './keep-task-entry.ts';
import { mustBePossible } from './must-be-possible.ts';
import { taskRules } from './task-moves.ts';
import { tellOfTask } from './tell-of-task.ts';

/** A task to open. Days are `YYYY-MM-DD`. */
export type NewTask = {
  consortiumId: string;
  title: string;
  dueOn: string;
  /** Today, where nobody says. */
  startsOn?: string | undefined;
  keyTask?: string | undefined;
  duty?: string | undefined;
  /** One of the pack's departments. */
  department?: string | null | undefined;
  /** The member whose it becomes; the secretariat's where there is none. */
  memberId?: string | null | undefined;
  /** Somebody with a role in that unit. */
  personId?: string | null | undefined;
  /** `text` is how people call it: 决议〔2026〕3号. */
  origin: { noun: TaskOrigin; id: string | null; text: string };
  /** Observation points beside those that the pack gives it. */
  points?: readonly string[] | undefined;
  checks?: readonly { text: string; dueOn: string | null }[] | undefined;
};

/**
 * Opens a task in the caller's transaction, as whoever manages the consortium's tasks, and tells whose it is. Throws `Refusal`: `invalid` for a department,
 * member or day that cannot be, `task-exists` where the department has a task of that name.
 */
export async function openTask(context: Context, tx: Tx, actor: Actor, task: NewTask): Promise<{ id: string }> {
  const { consortiumId, title, dueOn, origin } = task;
  const said = {
    title,
    dueOn,
    startsOn: task.startsOn ?? [beijingToday(), dueOn].sort()[0] ?? dueOn,
    keyTask: task.keyTask ?? '',
    duty: task.duty ?? '',
    department: task.department ?? null,
    memberId: task.memberId ?? null,
    personId: task.personId ?? null,
    points: task.points ?? [],
  };
  await mustBePossible(context, tx, consortiumId, said);
  const made = await tx
    .insertInto('task')
    .values({
      consortium_id: consortiumId,
      title,
      key_task: said.keyTask,
      duty: said.duty,
      department: said.department,
      member_id: said.memberId,
      person_id: said.personId,
      starts_on: said.startsOn,
      due_on: dueOn,
      origin: origin.noun,
      origin_id: origin.id,
      origin_text: origin.text.slice(0, 300),
      points: [...pointsOfTask(taskRules(), said)],
      opened_by: actor.personId,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw new Refusal('task-exists', { fields: ['title'] });
  const key = { consortiumId, taskId: made.id };
  if (task.checks && task.checks.length > 0)
    await tx
      .insertInto('task_check')
      .values(
        task.checks.map(({ text, dueOn: due_on }, position) => ({
          consortium_id: consortiumId,
          task_id: made.id,
          position,
          text,
          due_on,
        })),
      )
      .execute();
  await addAct(tx, actor, key, 'open', origin.text.slice(0, 300));
  await keepTaskEntry(context, tx, actor, key);
  await tellOfTask(tx, key, ['owner'], `有一项任务由您办理：“${title}”，时间节点为${dueOn}。`);
  await recordAudit(tx, consortiumId, 'task.opened', made.id, {
    origin: origin.noun,
    department: said.department,
    dueOn,
  });
  return made;
}
