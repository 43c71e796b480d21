import { z } from 'zod';
import { taskActions, taskOrigins, taskStates } from '#core/task/task-rules.ts';
import { text } from '#server/http/text.ts';
import { Day } from '#server/member/member-views.ts';

export const TaskParams = z.object({ id: z.uuid(), taskId: z.uuid() });
export const TaskVersion = z.int().min(1).max(1e9);
export const TaskActionId = z.enum(taskActions);
export const TaskStateId = z.enum(taskStates);
export const TaskOriginId = z.enum(taskOrigins);

const words = (most: number) => text(most).or(z.literal('')).default('');

/** What the secretariat says of a task. */
export const TaskBody = z.object({
  title: text(200),
  keyTask: words(200),
  duty: words(500),
  department: text(50).nullable().default(null),
  memberId: z.uuid().nullable().default(null),
  personId: z.uuid().nullable().default(null),
  startsOn: Day,
  dueOn: Day,
  points: z.array(z.string().max(20)).max(30).default([]),
  /** One without an id is new; one that is not named any more goes. */
  checks: z
    .array(z.object({ id: z.uuid().nullable().default(null), text: text(300), dueOn: Day.nullable().default(null) }))
    .max(50)
    .default([]),
  /** What it waits for. */
  after: z.array(z.uuid()).max(50).default([]),
});

export const CheckView = z.object({
  id: z.string(),
  text: z.string(),
  dueOn: z.string().nullable(),
  done: z.object({ by: z.string(), at: z.string() }).nullable(),
});

export const TaskItem = z.object({
  id: z.string(),
  title: z.string(),
  keyTask: z.string(),
  duty: z.string(),
  department: z.string().nullable(),
  /** Without an id it is the secretariat's. */
  unit: z.object({ id: z.string().nullable(), name: z.string() }),
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  isMine: z.boolean(),
  startsOn: z.string(),
  dueOn: z.string(),
  doneOn: z.string().nullable(),
  origin: z.object({ noun: TaskOriginId, id: z.string().nullable(), text: z.string() }),
  points: z.array(z.string()),
  state: TaskStateId,
  version: z.int(),
  openedOn: z.string(),
  time: z.enum(['done', 'late', 'soon', 'ahead', 'dropped']),
  daysLate: z.int(),
  checks: z.array(CheckView),
  evidence: z.int(),
  after: z.array(z.string()),
});

export const TasksView = z.object({
  today: z.string(),
  /** Whether the reader opens, changes and accepts tasks. */
  manages: z.boolean(),
  departments: z.array(z.string()),
  points: z.array(z.object({ id: z.string(), text: z.string() })),
  states: z.record(TaskStateId, z.string()),
  items: z.array(TaskItem),
});

export const TaskView = TaskItem.extend({
  manages: z.boolean(),
  /** Whether the reader works on it: ticks, says something, adds evidence. */
  works: z.boolean(),
  stateLabel: z.string(),
  before: z.array(z.object({ id: z.string(), title: z.string(), dueOn: z.string(), state: TaskStateId })),
  /** What the reader may do now; `open` names what must be done first. */
  actions: z.array(
    z.object({
      id: TaskActionId,
      label: z.string(),
      needsReason: z.boolean(),
      open: z.array(z.enum(['checked', 'ready'])),
    }),
  ),
  acts: z.array(z.object({ action: z.string(), label: z.string(), text: z.string(), by: z.string(), at: z.string() })),
  told: z.array(z.object({ label: z.string(), at: z.string() })),
});
