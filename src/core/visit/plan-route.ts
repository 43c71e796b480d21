export type Stop = { id: string; province: string; city: string };
export type PlannedStop = { id: string; day: string; position: number };
export type RouteWish = {
  /** Provinces in the order in which one travels through them; others follow. */
  provinces: readonly string[];
  /** The days to visit on, `YYYY-MM-DD`, in their order. */
  days: readonly string[];
  /** The most visits of a day. */
  perDay: number;
};

/** A change of province within a day costs a journey; one of city, a shorter one; each day that is used, its work. */
const costs = { province: 100, city: 10, day: 1 };

/**
 * A calendar of visits: in the order of provinces and cities, cut into days so that as few journeys as can be fall within a day, and then as few
 * days as can be are used. It is the best cut of that order. `undefined` where the days do not hold all visits.
 */
export function planRoute(
  stops: readonly Stop[],
  { provinces, days, perDay }: RouteWish,
): readonly PlannedStop[] | undefined {
  const rank = new Map(provinces.map((province, at) => [province, at]));
  const keyOf = ({ province, city, id }: Stop) =>
    [String(rank.get(province) ?? provinces.length).padStart(5, '0'), province, city, id] as const;
  const order = [...stops].sort((one, other) => compare(keyOf(one), keyOf(other)));
  if (perDay < 1 || order.length > days.length * perDay) return undefined;
  return cut(order, days.length, perDay).flatMap((group, at) =>
    group.map(({ id }, position) => ({ id, day: days[at] ?? '', position })),
  );
}

/** What the journeys within days, and the days themselves, cost. */
export function costOf(groups: readonly (readonly Stop[])[]): number {
  return groups.reduce((sum, group) => sum + dayCost(group), 0);
}

function dayCost(group: readonly Stop[]): number {
  return group.reduce((sum, stop, at) => {
    const before = group[at - 1];
    if (!before) return sum;
    if (before.province !== stop.province) return sum + costs.province;
    return before.city === stop.city ? sum : sum + costs.city;
  }, costs.day);
}

/** The cheapest way to cut `order` into at most `most` groups of at most `size`: each prefix by each number of groups, once. */
function cut(order: readonly Stop[], most: number, size: number): readonly (readonly Stop[])[] {
  type Way = { cost: number; groups: readonly (readonly Stop[])[] };
  let ways: (Way | undefined)[] = [{ cost: 0, groups: [] }, ...order.map(() => undefined)];
  for (let day = 0; day < most; day++) {
    const next = [...ways];
    for (let end = 1; end <= order.length; end++) {
      for (let begin = Math.max(0, end - size); begin < end; begin++) {
        const [before, best] = [ways[begin], next[end]];
        if (!before) continue;
        const group = order.slice(begin, end);
        const cost = before.cost + dayCost(group);
        if (!best || cost < best.cost) next[end] = { cost, groups: [...before.groups, group] };
      }
    }
    ways = next;
  }
  return ways[order.length]?.groups ?? [];
}

function compare(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at === -1 ? 0 : (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}
