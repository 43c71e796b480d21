import type { PlanChoice, PlanClass, PlanProblem, PlanTime, Unplaced } from './plan-problem.ts';

/** The rooms of one site that fit a class, by number, and what it is worth to hold it there, before the teacher's way. */
export type SiteOption = { worth: number; rooms: readonly number[] };

/** A teacher who can teach a class, and what the way to each of its sites takes away, in the order of its options. */
export type TeacherOption = { teacher: number; costs: readonly number[] };

export type ClassOptions = {
  id: string;
  group: number;
  weeks: number;
  /** Times at which it may begin. */
  starts: readonly number[];
  sites: readonly SiteOption[];
  teachers: readonly TeacherOption[];
  /** What it is worth at its best. */
  most: number;
};

/**
 * A plan's problem by numbers. Times are numbered shift by shift, so that the weeks of a class follow each other: `shift × weeks + week`. Worth is in whole
 * thousandths of a person, so that sums are exact. What was chosen by hand is taken out: its room, teacher and people are busy then.
 */
export type PlanTable = {
  times: number;
  classes: readonly ClassOptions[];
  groups: number;
  rooms: readonly string[];
  teachers: readonly string[];
  /** By room, teacher or group, then time: 1 where it cannot be had. */
  roomBusy: Uint8Array;
  teacherBusy: Uint8Array;
  groupBusy: Uint8Array;
  /** By teacher: weeks left. */
  loads: Int32Array;
  /** What is kept from a choice by hand, and its worth. */
  fixed: ReadonlyMap<string, PlanChoice>;
  fixedWorth: number;
  /** Classes that no plan can hold. */
  never: readonly Unplaced[];
};

const thousandths = (persons: number) => Math.round(persons * 1000);

/** Throws `RangeError` where a choice by hand names a room or teacher that is not there. */
export function planTable(problem: PlanProblem): PlanTable {
  const { weeks, shifts, rooms, teachers } = problem;
  const times = weeks * shifts;
  const groups = new Map<string, number>();
  for (const { group } of problem.classes) groups.set(group, groups.get(group) ?? groups.size);
  const roomNumbers = new Map(rooms.map(({ id }, at) => [id, at]));
  const teacherNumbers = new Map(teachers.map(({ id }, at) => [id, at]));
  const busy = (all: readonly { busy: readonly PlanTime[] }[]) => {
    const taken = new Uint8Array(all.length * times);
    all.forEach((each, at) => {
      for (const { week, shift } of each.busy)
        if (week < weeks && shift < shifts) taken[at * times + shift * weeks + week] = 1;
    });
    return taken;
  };
  const roomBusy = busy(rooms);
  const teacherBusy = busy(teachers);
  const groupBusy = new Uint8Array(groups.size * times);
  const loads = Int32Array.from(teachers, ({ mostWeeks }) => mostWeeks);
  const fixed = new Map<string, PlanChoice>();
  let fixedWorth = 0;
  for (const one of problem.classes) {
    const choice = one.fixed;
    if (choice === null) continue;
    const room = roomNumbers.get(choice.room);
    const teacher = teacherNumbers.get(choice.teacher);
    if (room === undefined || teacher === undefined) throw new RangeError('a room or teacher is not in the plan');
    fixed.set(one.id, choice);
    fixedWorth += choiceWorth(problem, one, choice);
    loads[teacher] = (loads[teacher] ?? 0) - one.weeks;
    const group = groups.get(one.group) ?? 0;
    for (let week = choice.week; week < Math.min(choice.week + one.weeks, weeks); week++) {
      const time = choice.shift * weeks + week;
      roomBusy[room * times + time] = 1;
      teacherBusy[teacher * times + time] = 1;
      groupBusy[group * times + time] = 1;
    }
  }
  const free = problem.classes.filter((one) => one.fixed === null);
  const table = { times, groups: groups.size, roomBusy, teacherBusy, groupBusy, loads, fixed, fixedWorth };
  const options = free.map((one) => classOptions(problem, one, groups.get(one.group) ?? 0));
  const reasons = options.map((one) => ({ id: one.id, reason: neverHeld(one, table) }));
  return {
    ...table,
    rooms: rooms.map(({ id }) => id),
    teachers: teachers.map(({ id }) => id),
    classes: options.filter((_, at) => reasons[at]?.reason === undefined),
    never: reasons.flatMap(({ id, reason }) => (reason === undefined ? [] : [{ id, reason }])),
  };
}

/** What holding a class as chosen is worth: its need less everyone's way, in thousandths of a person. Throws `RangeError` as `planTable` does. */
export function choiceWorth(
  problem: PlanProblem,
  one: PlanClass,
  choice: Pick<PlanChoice, 'room' | 'teacher'>,
): number {
  const room = problem.rooms.find(({ id }) => id === choice.room);
  const teacher = problem.teachers.find(({ id }) => id === choice.teacher);
  if (room === undefined || teacher === undefined) throw new RangeError('a room or teacher is not in the plan');
  return siteWorth(problem, one, room.site) - wayCost(problem, one, teacher.site, room.site);
}

function siteWorth(problem: PlanProblem, one: PlanClass, site: string): number {
  const way = (one.people * one.weeks * problem.kilometres(one.site, site)) / problem.kilometresPerPerson;
  return thousandths(one.people * one.weight) - thousandths(way);
}

function wayCost(problem: PlanProblem, one: PlanClass, from: string, to: string): number {
  return thousandths((one.weeks * problem.kilometres(from, to)) / problem.kilometresPerPerson);
}

function classOptions(problem: PlanProblem, one: PlanClass, group: number): ClassOptions {
  const fits = problem.rooms.flatMap((room, at) =>
    room.seats >= one.people &&
    one.equipment.every((need) => room.equipment.includes(need)) &&
    problem.kilometres(one.site, room.site) <= problem.mostKilometres
      ? [{ site: room.site, at }]
      : [],
  );
  const sites = [...new Set(fits.map(({ site }) => site))];
  const shifts = [...new Set(one.shifts)].filter((shift) => shift < problem.shifts);
  const last = Math.min(one.until, problem.weeks - 1) - one.weeks + 1;
  const options = sites.map((site) => ({
    worth: siteWorth(problem, one, site),
    rooms: fits.flatMap((fit) => (fit.site === site ? [fit.at] : [])),
  }));
  const teachers = problem.teachers.flatMap(({ courses, site }, teacher) =>
    courses.includes(one.course) ? [{ teacher, costs: sites.map((to) => wayCost(problem, one, site, to)) }] : [],
  );
  return {
    id: one.id,
    group,
    weeks: one.weeks,
    starts: shifts.flatMap((shift) =>
      Array.from({ length: Math.max(0, last - one.from + 1) }, (_, at) => shift * problem.weeks + one.from + at),
    ),
    sites: options,
    teachers,
    most: Math.max(...options.flatMap(({ worth }, at) => teachers.map(({ costs }) => worth - (costs[at] ?? 0)))),
  };
}

type Taken = Pick<PlanTable, 'times' | 'roomBusy' | 'teacherBusy' | 'groupBusy' | 'loads'>;

function neverHeld(one: ClassOptions, taken: Taken): Unplaced['reason'] | undefined {
  if (one.sites.length === 0) return 'no-room';
  if (one.teachers.length === 0) return 'no-teacher';
  const able = one.teachers.filter(({ teacher }) => (taken.loads[teacher] ?? 0) >= one.weeks);
  const times = one.starts.filter(
    (start) =>
      isFree(taken.groupBusy, one.group * taken.times + start, one.weeks) &&
      able.some(({ teacher }) => isFree(taken.teacherBusy, teacher * taken.times + start, one.weeks)) &&
      one.sites.some(({ rooms }) =>
        rooms.some((room) => isFree(taken.roomBusy, room * taken.times + start, one.weeks)),
      ),
  );
  if (times.length === 0) return 'no-time';
  return one.most > 0 ? undefined : 'travel';
}

/** Whether the weeks from one place on are all free. */
export function isFree(busy: Uint8Array, from: number, weeks: number): boolean {
  for (let at = from; at < from + weeks; at++) if (busy[at] !== 0) return false;
  return true;
}
