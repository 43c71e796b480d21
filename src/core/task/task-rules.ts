import type { Role } from '#core/access/role.ts';
import type { Workflow } from '#core/workflow/workflow.ts';

/** What a notice says of the tasks by which a consortium is run: who coordinates, what a task serves, how it goes on and whom it is told to. */
export type TaskRules = {
  /** 部门 with duties, key tasks and time nodes (condition 2), as the ledger of coordination calls them. */
  departments: readonly string[];
  /** The ledger that a department's tasks are kept in. */
  ledger: string;
  /** Observation points that every task serves, and those that a department's serves besides. */
  points: { every: readonly string[]; department: readonly string[] };
  /** Where plans stand whose tasks can be opened: a text of the form, and one of a yearly collection. */
  plans: { cell: string; collection: string; text: string };
  workflow: TaskWorkflow;
  /** In the order of their days. */
  reminders: readonly TaskReminder[];
};

export const taskStates = ['open', 'doing', 'submitted', 'done', 'dropped'] as const;
export type TaskState = (typeof taskStates)[number];

export const taskActions = ['start', 'submit', 'finish', 'return', 'reopen', 'drop'] as const;
export type TaskAction = (typeof taskActions)[number];

/** `checked`: every check item is ticked. `ready`: what it waits for is done. `reasoned`: somebody said why. */
export type TaskGuard = 'checked' | 'ready' | 'reasoned';

export type TaskWorkflow = Workflow<TaskState, TaskAction, TaskGuard>;

/** Told once of a task that is not done, `days` after its day (before it where negative): to the person or unit that does it, and to roles. */
export type TaskReminder = { id: string; days: number; to: readonly ('owner' | Role)[]; label: string };

/** Where a task comes from. */
export const taskOrigins = ['hand', 'resolution', 'duty-list', 'plan', 'remark'] as const;
export type TaskOrigin = (typeof taskOrigins)[number];

/** The observation points of a task: those somebody named, and those that the pack gives it; each once. */
export function pointsOfTask(
  { points }: Pick<TaskRules, 'points'>,
  task: { department: string | null; points: readonly string[] },
): readonly string[] {
  const given = task.department === null ? points.every : [...points.department, ...points.every];
  return [...new Set([...task.points, ...given])].sort();
}
