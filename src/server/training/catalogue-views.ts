import { z } from 'zod';
import type { Busy } from '#core/training/plan-calendar.ts';
import { longText, text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';

export const ItemParams = z.object({ id: z.uuid(), itemId: z.uuid() });

/** `version`: 0 for what is new, under an id that the client has made. */
const kept = { version: Version, isWithdrawn: z.boolean().default(false) };
const Equipment = z.array(text(50)).max(20).default([]);
const Shift = z.int().min(0).max(4);

export const BusyBody = z.object({
  from: Day,
  until: Day,
  shift: Shift.nullable().default(null),
}) satisfies z.ZodType<Busy>;
export const BusyList = z.array(BusyBody).max(100);

export const SiteBody = z.object({
  version: Version,
  name: text(100),
  longitude: z.number().min(73).max(136),
  latitude: z.number().min(3).max(54),
});
export type SiteBody = z.infer<typeof SiteBody>;

export const CourseBody = z.object({
  ...kept,
  memberId: z.uuid(),
  name: text(100),
  skills: longText(1000).default(''),
  people: z.int().min(1).max(1000),
  weeks: z.int().min(1).max(26),
  equipment: Equipment,
});
export type CourseBody = z.infer<typeof CourseBody>;

export const RoomBody = z.object({
  ...kept,
  memberId: z.uuid(),
  siteId: z.uuid(),
  name: text(100),
  seats: z.int().min(1).max(1000),
  equipment: Equipment,
  resourceId: z.uuid().nullable().default(null),
  busy: BusyList.default([]),
});
export type RoomBody = z.infer<typeof RoomBody>;

export const TeacherBody = z.object({
  ...kept,
  memberId: z.uuid(),
  siteId: z.uuid(),
  name: text(50),
  courseIds: z.array(z.uuid()).min(1).max(50),
  mostWeeks: z.int().min(1).max(53),
  busy: BusyList.default([]),
});
export type TeacherBody = z.infer<typeof TeacherBody>;

/** `audience`: one of the notice's groups; null for the member's own staff, then `kind` is what the ledger calls it. */
export const NeedBody = z.object({
  ...kept,
  memberId: z.uuid(),
  audience: z.string().max(20).nullable(),
  kind: z.string().max(20).nullable(),
  courseId: z.uuid(),
  siteId: z.uuid(),
  people: z.int().min(1).max(100_000),
  weight: z.int().min(1).max(5).default(1),
  fromOn: Day,
  untilOn: Day,
  shifts: z.array(Shift).min(1).max(5),
  note: longText(500).default(''),
});
export type NeedBody = z.infer<typeof NeedBody>;

export const Named = z.object({ id: z.string(), name: z.string() });
const item = { id: z.string(), version: z.int(), isWithdrawn: z.boolean(), mayChange: z.boolean() };

export const TrainingView = z.object({
  manages: z.boolean(),
  /** Members that the reader may speak for. */
  members: z.array(Named),
  /** Members that the reader reports for itself: who holds classes, or enrols its own staff. */
  own: z.array(Named),
  audiences: z.array(z.string()),
  kinds: z.array(z.string()),
  levels: z.array(z.string()),
  shifts: z.array(z.object({ label: z.string(), weekdays: z.array(z.int()) })),
  sites: z.array(
    z.object({ id: z.string(), version: z.int(), name: z.string(), longitude: z.number(), latitude: z.number() }),
  ),
  courses: z.array(
    z.object({
      ...item,
      member: Named,
      name: z.string(),
      skills: z.string(),
      people: z.int(),
      weeks: z.int(),
      equipment: z.array(z.string()),
    }),
  ),
  rooms: z.array(
    z.object({
      ...item,
      member: Named,
      siteId: z.string(),
      name: z.string(),
      seats: z.int(),
      equipment: z.array(z.string()),
      resourceId: z.string().nullable(),
      busy: BusyList,
    }),
  ),
  teachers: z.array(
    z.object({
      ...item,
      member: Named,
      siteId: z.string(),
      name: z.string(),
      courseIds: z.array(z.string()),
      mostWeeks: z.int(),
      busy: BusyList,
    }),
  ),
  needs: z.array(
    z.object({
      ...item,
      member: Named,
      audience: z.string().nullable(),
      kind: z.string().nullable(),
      courseId: z.string(),
      siteId: z.string(),
      people: z.int(),
      weight: z.int(),
      fromOn: z.string(),
      untilOn: z.string(),
      shifts: z.array(z.int()),
      note: z.string(),
      /** Seats of the classes that were opened for it. */
      arranged: z.int(),
    }),
  ),
  /** Shared resources that a room may be. */
  resources: z.array(z.object({ id: z.string(), memberId: z.string(), name: z.string() })),
});
