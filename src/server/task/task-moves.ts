import type { Role } from '#core/access/role.ts';
import type { TaskGuard, TaskRules } from '#core/task/task-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { TaskRow } from './read-tasks.ts';

/** What the pack says of tasks. Throws `Refusal('not-found')` where it knows none. */
export function taskRules(): TaskRules {
  if (!currentPack.tasks) throw new Refusal('not-found');
  return currentPack.tasks;
}

/** The actor's roles towards a task: the secretariat's of its consortium, a reporter's of the member whose it is. */
export function rolesOn(
  actor: Actor,
  consortiumId: string,
  { member_id }: Pick<TaskRow, 'member_id'>,
): readonly Role[] {
  return actor.roles.flatMap(({ role, unit }) => (unit.id === consortiumId || unit.id === member_id ? [role] : []));
}

/** Which of the workflow's conditions a task meets as it stands. What was dropped is waited for no more. */
export function conditionsOf(
  { checks }: Pick<TaskRow, 'checks'>,
  before: readonly { state: string }[],
): ReadonlySet<TaskGuard> {
  const holds = new Set<TaskGuard>();
  if (checks.every(({ at }) => at !== null)) holds.add('checked');
  if (before.every(({ state }) => state === 'done' || state === 'dropped')) holds.add('ready');
  return holds;
}
