import { bestChoice, type Prices, takeChoice } from './plan-choice.ts';
import type { PlanTable } from './plan-table.ts';

/** `value`: what no plan can exceed, in thousandths of a person; `prices` are those that say so. */
export type Bound = { value: number; prices: Prices };

export type Bounding = {
  best: () => Bound;
  /** Moves the prices once, towards a bound as low as the worth of the best plan known. */
  step: (known: number) => void;
};

/** Prices are whole numbers of its inverse and worths are whole: every sum below is exact, so that the bound is proven. */
const fineness = 64;
/** After so many steps without a lower bound the steps become half as long. */
const patience = 40;

/**
 * At any prices, each class alone takes its best choice and all that there is is paid for: no plan is worth more (Lagrange). Prices of what more classes
 * want than there is go up, those of what is left over go down, and the bound comes down (Polyak's steps).
 */
export function bounding(table: PlanTable): Bounding {
  const prices = noPrices(table);
  let best: Bound = { value: Number.POSITIVE_INFINITY, prices };
  let [reach, stale] = [1, 0];
  return {
    best: () => best,
    step: (known) => {
      const wanted = wantedAt(table, prices);
      if (wanted.value < best.value) {
        best = { value: wanted.value, prices: copyOf(prices) };
        stale = 0;
      } else if (++stale === patience) {
        [reach, stale] = [reach / 2, 0];
      }
      move(prices, wanted, reach * (wanted.value - known));
    },
  };
}

export function noPrices({ times, rooms, teachers, groups }: PlanTable): Prices {
  return {
    rooms: new Float64Array(rooms.length * times),
    teachers: new Float64Array(teachers.length * times),
    groups: new Float64Array(groups * times),
    loads: new Float64Array(teachers.length),
  };
}

const copyOf = (prices: Prices): Prices => ({
  rooms: prices.rooms.slice(),
  teachers: prices.teachers.slice(),
  groups: prices.groups.slice(),
  loads: prices.loads.slice(),
});

/** The bound at prices, and by each place how much is left over (negative: wanted beyond what there is). */
type Wanted = { value: number } & Record<keyof Prices, Int32Array>;

function wantedAt(table: PlanTable, prices: Prices): Wanted {
  const used = {
    roomBusy: new Int32Array(prices.rooms.length),
    teacherBusy: new Int32Array(prices.teachers.length),
    groupBusy: new Int32Array(prices.groups.length),
    loads: Int32Array.from(table.loads, (load) => Math.max(0, load)),
  };
  let value = table.fixedWorth;
  for (const one of table.classes) {
    const choice = bestChoice(table, one, table, prices);
    if (choice === undefined || choice.net <= 0) continue;
    value += choice.net;
    takeChoice(table, one, choice, used, 1);
  }
  for (const each of [prices.rooms, prices.teachers, prices.groups]) for (const price of each) value += price;
  prices.loads.forEach((price, teacher) => {
    value += price * Math.max(0, table.loads[teacher] ?? 0);
  });
  const left = (busy: Int32Array) => busy.map((many) => 1 - many);
  return {
    value,
    rooms: left(used.roomBusy),
    teachers: left(used.teacherBusy),
    groups: left(used.groupBusy),
    loads: used.loads,
  };
}

const kinds = ['rooms', 'teachers', 'groups', 'loads'] as const;

function move(prices: Prices, wanted: Wanted, distance: number): void {
  let norm = 0;
  for (const kind of kinds) {
    const own = prices[kind];
    wanted[kind].forEach((left, at) => {
      if (left < 0 || (own[at] ?? 0) > 0) norm += left * left;
    });
  }
  if (norm === 0) return;
  const length = distance / norm;
  for (const kind of kinds) {
    const own = prices[kind];
    wanted[kind].forEach((left, at) => {
      if (left < 0 || (own[at] ?? 0) > 0)
        own[at] = Math.max(0, Math.round(((own[at] ?? 0) - length * left) * fineness) / fineness);
    });
  }
}
