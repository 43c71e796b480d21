import { daysBetween } from '#core/quantity/calendar.ts';
import { lastDayOf } from './duty-list.ts';
import type { TaskState } from './task-rules.ts';

/** What a month's report looks at of a task. Days are `YYYY-MM-DD`. */
export type ReportedTask = {
  id: string;
  title: string;
  department: string | null;
  keyTask: string;
  unit: string;
  person: string;
  state: TaskState;
  /** The day on which it was opened. */
  openedOn: string;
  dueOn: string;
  doneOn: string | null;
  evidence: number;
};

/** How the tasks stood at the end of a month, and what the next one asks for. */
export type TaskMonth = {
  month: string;
  lastDay: string;
  /** Due within the month, and of these those done by their day. */
  due: number;
  inTime: number;
  done: readonly ReportedTask[];
  /** Past their day and not done by the month's end, the longest first. */
  late: readonly (ReportedTask & { days: number })[];
  running: readonly ReportedTask[];
  /** Due in the month after. */
  next: readonly ReportedTask[];
  departments: readonly { department: string | null; all: number; done: number; late: number; running: number }[];
};

/**
 * A month `YYYY-MM` of the tasks, as it stood on its last day or stands today where it is not over: the same month told later is told the same, but for tasks
 * that were dropped or given another day since. A task counts in one of done, late and running.
 */
export function monthOfTasks(tasks: readonly ReportedTask[], month: string, today: string): TaskMonth {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const lastDay = [lastDayOf(year, number), today].sort()[0] ?? today;
  const after = lastDayOf(number === 12 ? year + 1 : year, number === 12 ? 1 : number + 1).slice(0, 7);
  const known = tasks.filter(({ state, openedOn }) => state !== 'dropped' && openedOn <= lastDay);
  const isDone = ({ doneOn }: ReportedTask) => doneOn !== null && doneOn <= lastDay;
  const open = known.filter((task) => !isDone(task));
  const isLate = ({ dueOn }: ReportedTask) => dueOn < lastDay;
  const due = known.filter(({ dueOn }) => dueOn.startsWith(month));
  const byDay = (a: ReportedTask, b: ReportedTask) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0);
  return {
    month,
    lastDay,
    due: due.length,
    inTime: due.filter((task) => isDone(task) && task.doneOn !== null && task.doneOn <= task.dueOn).length,
    done: known.filter((task) => isDone(task) && task.doneOn?.startsWith(month)).sort(byDay),
    late: open
      .filter(isLate)
      .sort(byDay)
      .map((task) => ({ ...task, days: daysBetween(task.dueOn, lastDay) })),
    running: open.filter((task) => !isLate(task)).sort(byDay),
    next: open.filter(({ dueOn }) => dueOn.startsWith(after)).sort(byDay),
    departments: [...Map.groupBy(known, ({ department }) => department)].map(([department, own]) => ({
      department,
      all: own.length,
      done: own.filter(isDone).length,
      late: own.filter((task) => !isDone(task) && isLate(task)).length,
      running: own.filter((task) => !isDone(task) && !isLate(task)).length,
    })),
  };
}
