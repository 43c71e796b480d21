import { noPrices } from './plan-bound.ts';
import { bestChoice, type Choice, type Prices, type Taken, takeChoice } from './plan-choice.ts';
import type { PlanTable } from './plan-table.ts';

export type Search = {
  /** Choices by the class's place in the table. */
  best: () => readonly (Choice | undefined)[];
  /** The worth of the best, with what is fixed, in thousandths of a person. */
  value: () => number;
  /** Takes some classes out and puts them and those that are left over in again, so many times; a loss of some `heat` × what a class is worth is now and then kept, to find the way out of a dead end. */
  improve: (prices: Prices, effort: { times: number; heat: number }) => void;
};

/** How many classes are taken out at once. */
const fewest = 2;
const most = 24;
/** How often it is one without a place that others make room for. */
const towardsMissing = 0.7;

/**
 * Looks for a plan by taking out a few classes that stand in each other's way and putting them in again at their best (large neighbourhood search). Prices of the
 * bound tell which rooms, teachers and times others need more. Every plan on the way can be held; chance is repeatable by `random`.
 */
export function searching(table: PlanTable, random: () => number): Search {
  const { classes } = table;
  const chosen: (Choice | undefined)[] = classes.map(() => undefined);
  const taken: Taken = {
    roomBusy: table.roomBusy.slice(),
    teacherBusy: table.teacherBusy.slice(),
    groupBusy: table.groupBusy.slice(),
    loads: table.loads.slice(),
  };
  const weights = classes.map((one) => one.most / one.weeks);
  const usual = classes.reduce((sum, one) => sum + one.most, 0) / classes.length;
  let value = table.fixedWorth;
  let best = { value, chosen: [...chosen] };
  const free = noPrices(table);
  const groups = classes.map(({ group }) => group);
  const canTeach = classes.map(({ teachers }) => new Set(teachers.map(({ teacher }) => teacher)));
  const canUse = classes.map(({ sites }) => new Set(sites.flatMap(({ rooms }) => rooms)));
  const below = (many: number) => Math.floor(random() * many);

  return {
    best: () => best.chosen,
    value: () => best.value,
    improve: (prices, { times, heat }) => {
      for (let round = 0; round < times; round++) {
        tryOthers(prices, heat);
        if (value > best.value) best = { value, chosen: [...chosen] };
      }
    },
  };

  function tryOthers(prices: Prices, heat: number): void {
    const missing = classes.flatMap((_, at) => (chosen[at] === undefined ? [at] : []));
    const center = missing.length > 0 && random() < towardsMissing ? drawn(missing) : below(classes.length);
    const many = fewest + below(most - fewest);
    const out = some(
      classes.flatMap((_, at) => (isInTheWay(center, at) ? [at] : [])),
      many,
    );
    const before = value;
    const stood = out.map((at) => chosen[at]);
    const wanting = some(
      missing.filter((at) => at !== center && out.some((other) => isInTheWay(at, other))),
      many,
    );
    for (const at of out) drop(at);
    const held = putIn([...new Set([...(chosen[center] === undefined ? [center] : []), ...out, ...wanting])], prices);
    if (value >= before || random() < Math.exp((value - before) / (heat * usual))) return;
    for (const at of held) drop(at);
    out.forEach((at, row) => {
      const choice = stood[row];
      if (choice !== undefined) hold(at, choice);
    });
  }

  function drawn(ats: readonly number[]): number {
    return ats[below(ats.length)] ?? 0;
  }

  /** So many of them at random, or all. */
  function some(ats: number[], many: number): number[] {
    for (let left = ats.length; left > many; left--) {
      const last = ats.pop() ?? 0;
      const at = below(left);
      if (at < ats.length) ats[at] = last;
    }
    return ats;
  }

  /** Whether a class holds what another could take. */
  function isInTheWay(at: number, other: number): boolean {
    const choice = chosen[other];
    return (
      choice !== undefined &&
      (groups[at] === groups[other] ||
        canTeach[at]?.has(choice.teacher) === true ||
        canUse[at]?.has(choice.room) === true)
    );
  }

  /** Puts classes in, those of the greatest worth a week first, with some chance; which of them have a place by it. */
  function putIn(ats: readonly number[], prices: Prices): number[] {
    const order = ats.map((at) => ({ at, key: (weights[at] ?? 0) * (0.5 + random()) })).sort((a, b) => b.key - a.key);
    const scale = random() < 0.5 ? free : prices;
    return order.flatMap(({ at }) => {
      const one = classes[at];
      const choice = one === undefined ? undefined : bestChoice(table, one, taken, scale, below(one.starts.length));
      if (choice === undefined || choice.worth <= 0) return [];
      hold(at, choice);
      return [at];
    });
  }

  function hold(at: number, choice: Choice): void {
    const one = classes[at];
    if (one === undefined) return;
    takeChoice(table, one, choice, taken, 1);
    chosen[at] = choice;
    value += choice.worth;
  }

  function drop(at: number): void {
    const [one, choice] = [classes[at], chosen[at]];
    if (one === undefined || choice === undefined) return;
    takeChoice(table, one, choice, taken, -1);
    chosen[at] = undefined;
    value -= choice.worth;
  }
}
