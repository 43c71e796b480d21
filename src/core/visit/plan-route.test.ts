import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, planRoute, type Stop } from './plan-route.ts';

const provinces = ['甲省', '乙省', '丙省'];
const days = ['2023-07-03', '2023-07-04', '2023-07-05', '2023-07-06'];
const anyStops: fc.Arbitrary<Stop[]> = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    province: fc.constantFrom(...provinces, '别处'),
    city: fc.constantFrom('一市', '二市', ''),
  }),
  { selector: ({ id }) => id, maxLength: 7 },
);

/** Every way to cut a sequence into groups of at most `size`. */
function cuts(order: readonly Stop[], size: number): Stop[][][] {
  if (order.length === 0) return [[]];
  return Array.from({ length: Math.min(size, order.length) }, (_, at) => at + 1).flatMap((length) =>
    cuts(order.slice(length), size).map((rest) => [order.slice(0, length), ...rest]),
  );
}

describe('the calendar of site visits (A3-3-02)', () => {
  test('visits each once, no more in a day than was asked for, province by province', () => {
    fc.assert(
      fc.property(anyStops, fc.integer({ min: 1, max: 4 }), (stops, perDay) => {
        const plan = planRoute(stops, { provinces, days, perDay });
        if (!plan) {
          expect(stops.length).toBeGreaterThan(days.length * perDay);
          return;
        }
        expect(plan.map(({ id }) => id).sort()).toEqual(stops.map(({ id }) => id).sort());
        for (const group of Map.groupBy(plan, ({ day }) => day).values()) {
          expect(group.length).toBeLessThanOrEqual(perDay);
          expect(group.map(({ position }) => position)).toEqual(group.map((_, at) => at));
        }
        const found = plan.map(({ id }) => stops.find((stop) => stop.id === id)?.province ?? '');
        expect(found.filter((province, at) => province !== found[at - 1])).toEqual([...new Set(found)]);
      }),
    );
  });

  test('no other cut of the same order has fewer journeys within days', () => {
    fc.assert(
      fc.property(anyStops, fc.integer({ min: 1, max: 4 }), (stops, perDay) => {
        const plan = planRoute(stops, { provinces, days, perDay });
        if (!plan) return;
        const order = plan.flatMap(({ id }) => stops.find((stop) => stop.id === id) ?? []);
        const groups = [...Map.groupBy(order, ({ id }) => plan.find((each) => each.id === id)?.day).values()];
        const others = cuts(order, perDay).filter(({ length }) => length <= days.length);
        expect(costOf(groups)).toBe(Math.min(...others.map(costOf)));
      }),
    );
  });

  test('two provinces are two days where there are days enough, and the same stops give the same plan in any order', () => {
    const stops = [
      { id: 'a', province: '乙省', city: '一市' },
      { id: 'b', province: '甲省', city: '一市' },
      { id: 'c', province: '甲省', city: '一市' },
    ];
    const wish = { provinces, days, perDay: 3 };
    expect(planRoute(stops, wish)).toEqual([
      { id: 'b', day: '2023-07-03', position: 0 },
      { id: 'c', day: '2023-07-03', position: 1 },
      { id: 'a', day: '2023-07-04', position: 0 },
    ]);
    expect(planRoute([...stops].reverse(), wish)).toEqual(planRoute(stops, wish));
    expect(planRoute(stops, { ...wish, days: days.slice(0, 1), perDay: 2 })).toBeUndefined();
  });
});
