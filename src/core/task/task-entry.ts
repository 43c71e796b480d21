import type { TaskState } from './task-rules.ts';

/** What the ledger of coordination says of a department's task; null where it says nothing of it: no department has a part, or it was dropped. */
export function entryOfTask(task: {
  title: string;
  duty: string;
  keyTask: string;
  originText: string;
  department: string | null;
  dueOn: string;
  doneOn: string | null;
  state: TaskState;
}): Readonly<Record<string, string>> | null {
  const { title, duty, keyTask, originText, department, dueOn, doneOn, state } = task;
  if (department === null || state === 'dropped') return null;
  return {
    department,
    duty: duty || keyTask || originText || title,
    task: title,
    dueOn,
    ...(state === 'done' && doneOn !== null ? { doneOn } : {}),
  };
}
