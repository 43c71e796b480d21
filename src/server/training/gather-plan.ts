import { sql } from 'kysely';
import { z } from 'zod';
import {
  type Busy,
  busyTimes,
  kilometresBetween,
  type Place,
  partsOf,
  weeksOf,
  weeksWithin,
} from '#core/training/plan-calendar.ts';
import { unusableTimes } from '#core/training/session-times.ts';
import type { PlanChoice, PlanProblem, PlanTime } from '#core/training-plan/plan-problem.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readResourceTimes } from '#server/resource/resource-times.ts';
import { reasons } from './plan-views.ts';
import { trainingRules } from './training-right.ts';
import { readCourses, readNeeds, readRooms, readSites, readTeachers } from './view-catalogue.ts';

export type PlanTarget = { consortiumId: string; planId: string };

/** The problem as a thread takes it: places in the stead of the function. */
export type GatheredPlan = { problem: Omit<PlanProblem, 'kilometres'>; places: Readonly<Record<string, Place>> };

export function problemOf({ problem, places }: GatheredPlan): PlanProblem {
  const nowhere = { longitude: 0, latitude: 0 };
  return {
    ...problem,
    kilometres: (from, to) => (from === to ? 0 : kilometresBetween(places[from] ?? nowhere, places[to] ?? nowhere)),
  };
}

/** Throws `Refusal('not-found')` where whoever acts may not see it. */
export async function readPlan(tx: Tx, { consortiumId, planId }: PlanTarget) {
  const row = await tx
    .selectFrom('training_plan')
    .selectAll()
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', planId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return { ...row, state: z.enum(['draft', 'adopted']).parse(row.state) };
}

/** Classes of a plan, the earliest needs first. */
export async function readPlanClasses(tx: Tx, { consortiumId, planId }: PlanTarget) {
  const rows = await tx
    .selectFrom('training_plan_class')
    .selectAll()
    .where('consortium_id', '=', consortiumId)
    .where('plan_id', '=', planId)
    .orderBy('need_id')
    .orderBy('part')
    .execute();
  return rows.map((row) => ({ ...row, reason: z.enum(reasons).nullable().parse(row.reason), choice: choiceOf(row) }));
}

function choiceOf(row: {
  week: number | null;
  shift: number | null;
  room_id: string | null;
  teacher_id: string | null;
}): PlanChoice | null {
  const { week, shift, room_id: room, teacher_id: teacher } = row;
  return week === null || shift === null || room === null || teacher === null ? null : { week, shift, room, teacher };
}

/** Needs of a year as classes of at most so many people as their course takes: those that the plan has not yet are added, and those of no need any more taken out. */
export async function keepPlanClasses(tx: Tx, { consortiumId, planId }: PlanTarget, year: number): Promise<void> {
  const needs = (await readNeeds(tx, consortiumId)).filter(
    ({ is_withdrawn, fromOn, untilOn }) => !is_withdrawn && fromOn <= `${year}-12-31` && untilOn >= `${year}-01-01`,
  );
  const courses = new Map((await readCourses(tx, consortiumId)).map((course) => [course.id, course]));
  const wanted = needs.flatMap(({ id, people, courseId }) =>
    partsOf(people, courses.get(courseId)?.people ?? 1).map((size, at) => ({ need: id, part: at + 1, people: size })),
  );
  await sql`
    delete from training_plan_class c where c.consortium_id = ${consortiumId} and c.plan_id = ${planId} and not exists (
      select from jsonb_to_recordset(${JSON.stringify(wanted)}) as w(need uuid, part smallint, people smallint)
      where w.need = c.need_id and w.part = c.part)`.execute(tx);
  await sql`
    insert into training_plan_class (consortium_id, plan_id, need_id, part, people)
    select ${consortiumId}, ${planId}, w.need, w.part, w.people
    from jsonb_to_recordset(${JSON.stringify(wanted)}) as w(need uuid, part smallint, people smallint)
    on conflict (consortium_id, plan_id, need_id, part) do update set people = excluded.people`.execute(tx);
}

/** Everything that a plan is solved from: its classes with what was chosen by hand, and when rooms and teachers are taken by something else. */
export async function gatherPlan(tx: Tx, target: PlanTarget): Promise<GatheredPlan> {
  const { consortiumId } = target;
  const { year, km_per_person, most_km } = await readPlan(tx, target);
  const { shifts } = trainingRules();
  const weeks = weeksOf(year);
  const sites = await readSites(tx, consortiumId);
  const courses = new Map((await readCourses(tx, consortiumId)).map((course) => [course.id, course]));
  const needs = new Map((await readNeeds(tx, consortiumId)).map((need) => [need.id, need]));
  const held = await heldElsewhere(tx, target);
  const taken = (of: 'room' | 'teacher', id: string): Busy[] =>
    held.flatMap((one) => (one[of] === id ? one.days.map((day) => ({ from: day, until: day, shift: one.shift })) : []));
  const rooms = await readRooms(tx, consortiumId);
  const unusable = await unusableResources(tx, consortiumId, year, rooms);
  const classes = (await readPlanClasses(tx, target)).flatMap((row) => {
    const need = needs.get(row.need_id);
    const course = courses.get(need?.courseId ?? '');
    if (!need || !course) return [];
    return {
      id: row.id,
      course: course.id,
      group: `${need.member_id} ${need.audience} ${row.part}`,
      site: need.siteId,
      people: row.people,
      weight: need.weight,
      weeks: course.weeks,
      ...weeksWithin(year, need.fromOn, need.untilOn),
      shifts: need.shifts,
      equipment: course.equipment,
      fixed: row.is_pinned ? row.choice : null,
    };
  });
  const pinned = new Set(classes.flatMap(({ fixed }) => (fixed ? [fixed.room, fixed.teacher] : [])));
  const isOffered = ({ id, is_withdrawn }: { id: string; is_withdrawn: boolean }) => !is_withdrawn || pinned.has(id);
  return {
    problem: {
      weeks,
      shifts: shifts.length,
      classes,
      rooms: rooms.filter(isOffered).map((room) => ({
        id: room.id,
        site: room.siteId,
        seats: room.seats,
        equipment: room.equipment,
        busy: [
          ...busyTimes(year, shifts, [...room.busy, ...taken('room', room.id)]),
          ...(unusable.get(room.resourceId ?? '') ?? []),
        ],
      })),
      teachers: (await readTeachers(tx, consortiumId)).filter(isOffered).map((teacher) => ({
        id: teacher.id,
        site: teacher.siteId,
        courses: teacher.courseIds,
        busy: busyTimes(year, shifts, [...teacher.busy, ...taken('teacher', teacher.id)]),
        mostWeeks: teacher.mostWeeks,
      })),
      kilometresPerPerson: km_per_person,
      mostKilometres: most_km,
    },
    places: Object.fromEntries(sites.map(({ id, longitude, latitude }) => [id, { longitude, latitude }])),
  };
}

/** Classes that were opened by hand, or by another plan. */
async function heldElsewhere(tx: Tx, { consortiumId, planId }: PlanTarget) {
  return tx
    .selectFrom('training_class as c')
    .select(['c.room_id as room', 'c.teacher_id as teacher', 'c.days', 'c.shift'])
    .where('c.consortium_id', '=', consortiumId)
    .where('c.state', '<>', 'cancelled')
    .where(
      sql<boolean>`not exists (select from training_plan_class p where p.consortium_id = c.consortium_id and p.class_id = c.id and p.plan_id = ${planId})`,
    )
    .execute();
}

/** When the shared resources that rooms are cannot be had: held by anybody, closed, outside their hours, or no longer lent at all. */
async function unusableResources(
  tx: Tx,
  consortiumId: string,
  year: number,
  rooms: readonly { resourceId: string | null }[],
): Promise<ReadonlyMap<string, readonly PlanTime[]>> {
  const { shifts } = trainingRules();
  const ids = rooms.flatMap(({ resourceId }) => resourceId ?? []);
  if (ids.length === 0) return new Map();
  // The last week may end in the year after.
  const within = {
    from: Date.parse(`${year}-01-01T00:00:00+08:00`),
    to: Date.parse(`${year + 1}-02-01T00:00:00+08:00`),
  };
  const times = await readResourceTimes(tx, consortiumId, ids, within);
  return new Map(
    [...times].map(([id, { isWithdrawn, ...rest }]) => [
      id,
      unusableTimes(year, shifts, isWithdrawn ? { opening: [], taken: [within] } : rest),
    ]),
  );
}
