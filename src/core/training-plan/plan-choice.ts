import { type ClassOptions, isFree, type PlanTable, type SiteOption, type TeacherOption } from './plan-table.ts';

/** What is taken so far: by room, teacher or group, then time; and the weeks that each teacher has left. */
export type Taken = Pick<PlanTable, 'roomBusy' | 'teacherBusy' | 'groupBusy' | 'loads'>;

/** What a week of a room, teacher or group costs, by the same places as what is taken; and a week of a teacher whenever it is. Thousandths of a person. */
export type Prices = { rooms: Float64Array; teachers: Float64Array; groups: Float64Array; loads: Float64Array };

/** Where and when a class is held, by numbers, and its worth; `net` is less the prices of what it takes. */
export type Choice = { start: number; room: number; teacher: number; worth: number; net: number };

/**
 * The choice of the greatest net worth out of what is free, or undefined where there is none. Of equal ones it is the first from `turn` on, counted in the
 * class's own starts.
 */
export function bestChoice(
  { times }: PlanTable,
  one: ClassOptions,
  taken: Taken,
  prices: Prices,
  turn = 0,
): Choice | undefined {
  const { starts, weeks, sites, teachers } = one;
  let best: Choice | undefined;
  let net = Number.NEGATIVE_INFINITY;
  const teacherCosts = new Float64Array(teachers.length);
  for (let at = 0; at < starts.length && net < one.most; at++) {
    const start = starts[(at + turn) % starts.length] ?? 0;
    const group = one.group * times + start;
    if (!isFree(taken.groupBusy, group, weeks)) continue;
    const most = one.most - sumOf(prices.groups, group, weeks);
    if (most <= net) continue;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < teachers.length; k++) {
      const { teacher } = teachers[k] ?? noTeacher;
      const from = teacher * times + start;
      const can = (taken.loads[teacher] ?? 0) >= weeks && isFree(taken.teacherBusy, from, weeks);
      const cost = can
        ? sumOf(prices.teachers, from, weeks) + weeks * (prices.loads[teacher] ?? 0)
        : Number.POSITIVE_INFINITY;
      teacherCosts[k] = cost;
      if (cost < least) least = cost;
    }
    if (most - least <= net) continue;
    for (let s = 0; s < sites.length; s++) {
      const { worth, rooms } = sites[s] ?? noSite;
      const gain = worth - one.most + most;
      if (gain - least <= net) continue;
      const room = cheapest(rooms, times, start, weeks, taken.roomBusy, prices.rooms);
      if (room.id < 0 || gain - least - room.cost <= net) continue;
      for (let k = 0; k < teachers.length; k++) {
        const { teacher, costs } = teachers[k] ?? noTeacher;
        const way = costs[s] ?? 0;
        const own = gain - room.cost - way - (teacherCosts[k] ?? 0);
        if (own <= net) continue;
        net = own;
        best = { start, room: room.id, teacher, worth: worth - way, net };
      }
    }
  }
  return best;
}

const noSite: SiteOption = { worth: 0, rooms: [] };
const noTeacher: TeacherOption = { teacher: 0, costs: [] };

function cheapest(
  rooms: readonly number[],
  times: number,
  start: number,
  weeks: number,
  busy: Uint8Array,
  prices: Float64Array,
): { id: number; cost: number } {
  let [id, cost] = [-1, Infinity];
  for (const room of rooms) {
    const from = room * times + start;
    if (!isFree(busy, from, weeks)) continue;
    const its = sumOf(prices, from, weeks);
    if (its < cost) [id, cost] = [room, its];
    if (cost === 0) break;
  }
  return { id, cost };
}

function sumOf(prices: Float64Array, from: number, weeks: number): number {
  let sum = 0;
  for (let at = from; at < from + weeks; at++) sum += prices[at] ?? 0;
  return sum;
}

/** Marks what a choice takes (`sign` 1) or frees it again (-1). Works on prices' gradients as well: any arrays by the same places. */
export function takeChoice(
  { times }: PlanTable,
  one: ClassOptions,
  { start, room, teacher }: Choice,
  taken: Record<keyof Taken, Uint8Array | Int32Array>,
  sign: 1 | -1,
): void {
  for (let time = start; time < start + one.weeks; time++) {
    add(taken.roomBusy, room * times + time, sign);
    add(taken.teacherBusy, teacher * times + time, sign);
    add(taken.groupBusy, one.group * times + time, sign);
  }
  add(taken.loads, teacher, -sign * one.weeks);
}

function add(array: Uint8Array | Int32Array, at: number, much: number): void {
  array[at] = (array[at] ?? 0) + much;
}
