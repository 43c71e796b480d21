import { entryOfTask } from '#core/task/task-entry.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { readTasks } from './read-tasks.ts';
import { taskRules } from './task-moves.ts';
import type { TaskKey } from './view-task.ts';

/**
 * Writes what the ledger of coordination says of a task as it stands in this transaction: a department's task is an entry, done once it is accepted. Answers the
 * entry's id, null where there is none. Throws as `keepEntries`; `reason` is why a closed year is restated.
 */
export async function keepTaskEntry(
  context: Context,
  tx: Tx,
  actor: Actor,
  { consortiumId, taskId }: TaskKey,
  reason = '',
): Promise<string | null> {
  const [row] = await readTasks(tx, consortiumId, taskId);
  if (!row) return null;
  const values = entryOfTask({
    title: row.title,
    duty: row.duty,
    keyTask: row.key_task,
    originText: row.origin_text,
    department: row.department,
    dueOn: row.due_on,
    doneOn: row.done_on,
    state: row.state,
  });
  const [entryId = null] = await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'task',
    entries: [{ recordId: taskId, kind: taskRules().ledger, values }],
    reason: reason || undefined,
  });
  return entryId;
}
