import { pointsOfTask, type TaskOrigin } from '#core/task/task-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';

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
  const department = task.department ?? null;
  const startsOn = task.startsOn ?? [beijingToday(), dueOn].sort()[0] ?? dueOn;
  const rules = currentPack.tasks;
  if (!rules || (department !== null && !rules.departments.includes(department)))
    throw new Refusal('invalid', { fields: ['department'], detail: '没有这个部门，请从列表中选择。' });
  if (startsOn > dueOn)
    throw new Refusal('invalid', { fields: ['startsOn', 'dueOn'], detail: '完成时间不能早于开始时间。' });
  const memberId = task.memberId ?? null;
  const directory = await context.directories.of(consortiumId);
  if (memberId !== null && !directory.byId.has(memberId))
    throw new Refusal('invalid', { fields: ['memberId'], detail: '责任单位应是本联合体的成员单位。' });
  const made = await tx
    .insertInto('task')
    .values({
      consortium_id: consortiumId,
      title,
      key_task: task.keyTask ?? '',
      duty: task.duty ?? '',
      department,
      member_id: memberId,
      person_id: task.personId ?? null,
      starts_on: startsOn,
      due_on: dueOn,
      origin: origin.noun,
      origin_id: origin.id,
      origin_text: origin.text,
      points: [...pointsOfTask(rules, { department, points: task.points ?? [] })],
      opened_by: actor.personId,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw new Refusal('task-exists', { fields: ['title'] });
  const key = { consortium_id: consortiumId, task_id: made.id };
  if (task.checks && task.checks.length > 0)
    await tx
      .insertInto('task_check')
      .values(task.checks.map(({ text, dueOn: due_on }, position) => ({ ...key, position, text, due_on })))
      .execute();
  await tx
    .insertInto('task_act')
    .values({ ...key, action: 'open', person_id: actor.personId })
    .execute();
  await recordAudit(tx, consortiumId, 'task.opened', made.id, { origin: origin.noun, department, dueOn });
  return made;
}
