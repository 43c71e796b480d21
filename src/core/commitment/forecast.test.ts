import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#core/quantity/seeded-random.ts';
import { confidence, forecast } from './forecast.ts';
import { type Growth, placeOf, shareGone, valueAtPlace, wholeYear } from './growth.ts';
import { paceOf } from './pace.ts';

/** A made-up year: its whole by chance, and months that weigh as the trade's seasons do, each more or less by chance. */
function madeUpYear(random: () => number, { size = 400, chance = 0.5 } = {}): Growth {
  const seasons = [1, 0.5, 2, 2, 2, 1.5, 0.5, 0.5, 4, 2, 1.5, 1];
  const weights = seasons.map((season) => season * Math.exp(chance * normal(random)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const whole = size * Math.exp(0.3 * normal(random));
  let grown = 0;
  return [0, ...weights.map((weight) => (grown += (whole * weight) / all))];
}

function madeUpRate(random: () => number): Growth {
  let rate = 85 + 5 * normal(random);
  return Array.from({ length: 13 }, () => {
    rate += 0.8 * normal(random);
    return Math.min(100, Math.max(0, rate));
  });
}

/** From a uniform to a normal one (Box and Muller). */
const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const coverageOf = (
  seed: string,
  year: (random: () => number) => Growth,
  { own, peers, place, isRate = false }: { own: number; peers: number; place: number; isRate?: boolean },
) => {
  const random = seededRandom(seed);
  const rounds = 3000;
  let within = 0;
  for (let round = 0; round < rounds; round += 1) {
    const [running = [], ...past] = Array.from({ length: own + peers + 1 }, () => year(random));
    const found = forecast({
      soFar: valueAtPlace(running, place) ?? 0,
      place,
      isRate,
      own: past.slice(0, own),
      peers: past
        .slice(own)
        .map((growth) => (isRate ? growth : growth.map((value) => (value ?? 0) / (wholeYear(growth) ?? 1)))),
    });
    if (!found) throw new Error('the history is enough');
    const end = wholeYear(running) ?? 0;
    if (end >= found.low && end <= found.high) within += 1;
  }
  return within / rounds;
};

const worlds = [
  ['own years', madeUpYear, { own: 4, peers: 0, place: 3 }],
  ['own years', madeUpYear, { own: 7, peers: 0, place: 9.5 }],
  ['one own year and others’', madeUpYear, { own: 1, peers: 12, place: 6 }],
  ['others’ years', madeUpYear, { own: 0, peers: 40, place: 8.2 }],
  ['own years of a rate', madeUpRate, { own: 5, peers: 0, place: 6, isRate: true }],
] as const;

test.each(worlds)('of many made-up years as many end within the range as it says: from %s (%#)', (_, year, history) => {
  const covered = coverageOf('back-test', year, history);
  // Three standard errors of what is measured in 3000 rounds, and what the months' not quite normal logarithms cost.
  expect(Math.abs(covered - confidence)).toBeLessThan(3 * Math.sqrt((confidence * (1 - confidence)) / 3000) + 0.03);
});

test('each forecast tells how the same would have gone in the own years that are over', () => {
  const random = seededRandom('tested');
  const own = Array.from({ length: 6 }, () => madeUpYear(random));
  const found = forecast({ soFar: 120, place: 6, isRate: false, own, peers: [] });
  expect(found?.tested.years).toBe(6);
  expect(found?.tested.within).toBeLessThanOrEqual(6);
  expect(found).toMatchObject({ own: 6, peers: 0 });
});

test('too little to forecast from is said, not guessed', () => {
  const random = seededRandom('little');
  const years = (count: number) => Array.from({ length: count }, () => madeUpYear(random));
  const basis = { soFar: 10, place: 6, isRate: false, own: [], peers: [] };
  expect(forecast(basis)).toBeUndefined();
  expect(forecast({ ...basis, own: years(3) })).toBeUndefined();
  expect(forecast({ ...basis, own: years(2), peers: years(5) })).toBeUndefined();
  expect(forecast({ ...basis, soFar: 0, own: years(6) })).toBeUndefined();
  const late: Growth = [...Array(12).fill(0), 50];
  expect(forecast({ ...basis, own: [late, late, ...years(3)] })).toBeUndefined();
});

test('a range never ends below what is there, nor a rate outside 0 to 100', () => {
  fc.assert(
    fc.property(fc.string(), fc.double({ min: 0.1, max: 12, noNaN: true }), fc.boolean(), (seed, place, isRate) => {
      const random = seededRandom(seed);
      const year = isRate ? madeUpRate : madeUpYear;
      const running = year(random);
      const soFar = valueAtPlace(running, place) ?? 0;
      const own = Array.from({ length: 5 }, () => year(random));
      const found = forecast({ soFar, place, isRate, own, peers: [] });
      if (!found) return;
      expect(found.low <= found.middle && found.middle <= found.high).toBe(true);
      if (isRate) expect(found.low >= 0 && found.high <= 100).toBe(true);
      else expect(found.low).toBeGreaterThanOrEqual(soFar);
    }),
  );
});

test('the share of a year that is over is told by days, and its end is the end', () => {
  expect(shareGone('2023-12-31')).toBe(1);
  expect(shareGone('2024-02-29')).toBeCloseTo(60 / 366);
  expect(placeOf('2023-12-31')).toBe(12);
  expect(placeOf('2024-02-29')).toBe(2);
});

test('pace is measured against what is usual by then, and without history against the calendar', () => {
  const autumn: Growth = [0, 0, 0, 0, 0, 0, 0, 0, 0, 80, 90, 95, 100];
  const half = { soFar: 20, committed: 100, gone: 0.5, place: 6 };
  expect(paceOf(half, [])).toMatchObject({ standing: 'behind', usual: 0.5, isUsualKnown: false });
  expect(paceOf(half, [autumn, autumn])).toMatchObject({ standing: 'ahead', usual: 0, isUsualKnown: true });
  expect(paceOf({ ...half, soFar: 52 }, [])).toMatchObject({ standing: 'level' });
  expect(paceOf({ ...half, soFar: 100, place: 12, gone: 1 }, [])).toMatchObject({ standing: 'ahead' });
  expect(paceOf({ ...half, committed: 0 }, [])).toBeUndefined();
});
