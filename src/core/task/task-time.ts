import { daysBetween } from '#core/quantity/calendar.ts';
import type { TaskReminder, TaskState } from './task-rules.ts';

type Timed = { state: TaskState; dueOn: string; doneOn: string | null };

/** How a task stands on a day: `soon` within a week of its day. One that waits to be accepted was done on the day it was said to be. */
export type TaskTime = 'done' | 'late' | 'soon' | 'ahead' | 'dropped';

export function timeOfTask({ state, dueOn }: Timed, today: string): TaskTime {
  if (state === 'dropped') return 'dropped';
  if (state === 'done' || state === 'submitted') return 'done';
  const left = daysBetween(today, dueOn);
  return left < 0 ? 'late' : left <= 7 ? 'soon' : 'ahead';
}

/** Days after its day; 0 where it was or is in time. */
export function daysLate({ state, dueOn, doneOn }: Timed, today: string): number {
  return state === 'dropped' ? 0 : Math.max(0, daysBetween(dueOn, doneOn ?? today));
}

/**
 * The reminder that a task has come to on a day: the last of those whose day is there. Who was away for a while is told of that one alone. None
 * before the first, and none once nobody has to do anything any more.
 */
export function reminderFor(
  reminders: readonly TaskReminder[],
  { state, dueOn }: Pick<Timed, 'state' | 'dueOn'>,
  today: string,
): TaskReminder | undefined {
  if (state !== 'open' && state !== 'doing') return undefined;
  const gone = daysBetween(dueOn, today);
  return reminders.findLast(({ days }) => days <= gone);
}
