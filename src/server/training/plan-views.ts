import { z } from 'zod';
import type { Unplaced } from '#core/training-plan/plan-problem.ts';
import { Version } from '#server/member/member-views.ts';

export const PlanParams = z.object({ id: z.uuid(), planId: z.uuid() });
export const PlanClassParams = PlanParams.extend({ planClassId: z.uuid() });
export const PlanFileParams = PlanParams.extend({ document: z.enum(['plan.xlsx', 'plan.pdf']) });

const weights = { kmPerPerson: z.int().min(1).max(10_000), mostKm: z.int().min(1).max(5000) };

export const PlanBody = z.object({
  year: z.int().min(2020).max(2100),
  kmPerPerson: weights.kmPerPerson.default(200),
  mostKm: weights.mostKm.default(50),
});
export type PlanBody = z.infer<typeof PlanBody>;

export const PlanChange = z.object({ ...weights, version: Version });
export type PlanChange = z.infer<typeof PlanChange>;

const Choice = z.object({
  week: z.int().min(0).max(53),
  shift: z.int().min(0).max(4),
  roomId: z.uuid(),
  teacherId: z.uuid(),
});

/** What a class is put to by hand; null leaves it to the next solution. */
export const PinBody = z.object({ version: Version, choice: Choice.nullable() });
export type PinBody = z.infer<typeof PinBody>;

export const reasons = [
  'no-room',
  'no-teacher',
  'no-time',
  'travel',
  'taken',
] as const satisfies readonly Unplaced['reason'][];

export const PlansView = z.object({
  manages: z.boolean(),
  items: z.array(
    z.object({ id: z.string(), year: z.int(), stateLabel: z.string(), classes: z.int(), placed: z.int() }),
  ),
});

export const PlanView = z.object({
  id: z.string(),
  year: z.int(),
  state: z.enum(['draft', 'adopted']),
  manages: z.boolean(),
  version: z.int(),
  kmPerPerson: z.int(),
  mostKm: z.int(),
  jobId: z.string().nullable(),
  solvedAt: z.string().nullable(),
  /** Persons served less travel, and what no plan exceeds; the gap in percent. */
  value: z.number().nullable(),
  bound: z.number().nullable(),
  gap: z.number().nullable(),
  people: z.object({ wanted: z.int(), served: z.int() }),
  /** The Monday of each week. */
  weeks: z.array(z.string()),
  shifts: z.array(z.string()),
  rooms: z.array(z.object({ id: z.string(), name: z.string() })),
  teachers: z.array(z.object({ id: z.string(), name: z.string() })),
  classes: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      course: z.string(),
      provider: z.string(),
      asker: z.string(),
      people: z.int(),
      weeks: z.int(),
      isPinned: z.boolean(),
      choice: Choice.nullable(),
      reason: z.enum(reasons).nullable(),
      reasonLabel: z.string().nullable(),
      clashes: z.array(z.string()),
      classId: z.string().nullable(),
    }),
  ),
});
