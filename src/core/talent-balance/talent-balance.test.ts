import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apportion } from './apportion.ts';
import { balanceOf, balanceSides } from './balance.ts';
import { forecastDemand, foretold } from './forecast.ts';
import { payBand } from './pay-band.ts';
import { piecesOf } from './pieces.ts';
import type { JobRecord, NeedRecord, TalentRecords } from './talent-records.ts';

const rules = { anyLevel: '不限', leastPositions: 3 };
const foretelling = { ahead: 2, leastYears: 3, leastErrors: 4, damping: 0.7, percent: 80 };
let count = 0;
const need = (said: Partial<NeedRecord>): NeedRecord => ({
  ...{ id: `n${++count}`, memberId: 'e', title: '车工', occupation: 'o', level: '高职', year: 2026, headcount: 1 },
  ...said,
});
const job = (said: Partial<JobRecord>): JobRecord => ({ pay: null, ...need(said), ...said });
const nothing: TalentRecords = {
  ...{ forecasts: [], jobs: [], cohorts: [], occupationsOf: new Map(), industryOf: new Map() },
};

const year = fc.integer({ min: 2024, max: 2027 });
const few = fc.nat({ max: 60 });
const occupation = fc.constantFrom('', 'a', 'b', 'c');
const arbitraryNeed = fc
  .record({
    memberId: fc.constantFrom('e', 'f'),
    occupation,
    level: fc.constantFrom('高职', '不限'),
    year,
    headcount: few,
  })
  .map(need);
const arbitraryRecords: fc.Arbitrary<TalentRecords> = fc.record({
  forecasts: fc.array(arbitraryNeed, { maxLength: 12 }),
  jobs: fc.array(
    arbitraryNeed.map((said) => job({ ...said, pay: { from: 4000, to: 6000 } })),
    { maxLength: 12 },
  ),
  cohorts: fc.array(
    fc
      .record({ major: fc.constantFrom('m', 'n', 'x'), level: fc.constantFrom('中职', '高职'), year, size: few })
      .map((said) => ({ id: `c${++count}`, memberId: 's', ...said })),
    { maxLength: 8 },
  ),
  occupationsOf: fc
    .record({ m: fc.uniqueArray(occupation), n: fc.uniqueArray(occupation) })
    .map((by) => new Map(Object.entries(by).map(([major, all]) => [major, all.filter((each) => each !== '')]))),
  industryOf: fc.constant(new Map([['e', 'C34']])),
});

describe('supply against demand (B-4.1)', () => {
  test('people divided are as many as before, each part within one of its share', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e5 }), fc.array(fc.nat({ max: 1000 }), { minLength: 1 }), (total, weights) => {
        const parts = apportion(total, weights);
        const sum = weights.reduce((all, weight) => all + weight, 0);
        expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
        parts.forEach((part, at) => {
          const share = sum === 0 ? total / weights.length : (total * (weights[at] ?? 0)) / sum;
          expect(Math.abs(part - share)).toBeLessThan(1);
        });
      }),
    );
    expect(apportion(5, [])).toEqual([]);
  });

  test('a cohort of a major that trains for several occupations is divided evenly, and its parts are the cohort', () => {
    fc.assert(
      fc.property(arbitraryRecords, year, (records, of) => {
        const { supply } = piecesOf(records, of);
        for (const { id, size, ...cohort } of records.cohorts.filter((each) => each.year === of)) {
          const own = supply.filter(({ recordId }) => recordId === id);
          expect(own.reduce((sum, piece) => sum + piece.count, 0)).toBe(size);
          const trained = records.occupationsOf.get(cohort.major) ?? [];
          const parts = trained.map((each) =>
            own.reduce((sum, piece) => sum + (piece.occupation === each ? piece.count : 0), 0),
          );
          if (parts.length > 0) expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('the lines of each side add up to the same demand and supply, and a gap is what is left of demand', () => {
    fc.assert(
      fc.property(arbitraryRecords, year, (records, of) => {
        for (const side of balanceSides) {
          const { total, before, rows } = balanceOf(records, side, of, rules);
          const sum = (value: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + value(row), 0);
          expect(sum((row) => row.demand)).toBe(total.demand);
          expect(sum((row) => row.supply)).toBe(total.supply);
          expect(sum((row) => row.before.demand)).toBe(before.demand);
          for (const { demand, supply, gap, surplus } of rows)
            if (gap !== null && surplus !== null) expect(gap - surplus).toBe(demand - supply);
        }
      }),
    );
  });

  test('what an enterprise foresees and what it offers are the same people: the larger counts', () => {
    const forecasts = [need({ headcount: 10 }), need({ memberId: 'f', headcount: 2 })];
    const jobs = [job({ headcount: 4 }), job({ memberId: 'f', headcount: 3 })];
    const { demand } = piecesOf({ ...nothing, forecasts, jobs }, 2026);
    expect(demand.map(({ source, count: counted }) => [source, counted])).toEqual([
      ['forecast', 10],
      ['job', 0],
      ['forecast', 0],
      ['job', 3],
    ]);
  });

  test('a demand that any level serves has no gap of its own among the levels', () => {
    const records = { ...nothing, forecasts: [need({ level: '不限', headcount: 5 })] };
    expect(balanceOf(records, 'level', 2026, rules).rows).toMatchObject([{ demand: 5, gap: null, coverage: null }]);
    expect(balanceOf(records, 'occupation', 2026, rules).rows).toMatchObject([{ demand: 5, gap: 5, coverage: 0 }]);
  });

  test('pay is told as quartiles, and of few positions not at all', () => {
    const pays = [3000, 4000, 5000, 6000, 7000].map((each) => ({ from: each, to: each + 1000 }));
    expect(payBand(pays, 5)).toEqual({ positions: 5, low: 4500, middle: 5500, high: 6500 });
    expect(payBand(pays.slice(1), 5)).toBeNull();
    expect(payBand([], 0)).toBeNull();
  });
});

describe('demand foretold (B-4.1)', () => {
  test('what never changes is foretold as it is, and no trend goes further than a straight line', () => {
    fc.assert(
      fc.property(few, few, fc.integer({ min: 1, max: 5 }), (from, slope, ahead) => {
        expect(foretold([from, from, from], ahead, 'trend', 0.7)).toBe(from);
        const growing = [from, from + slope, from + 2 * slope];
        const value = foretold(growing, ahead, 'trend', 0.7);
        expect(value).toBeGreaterThanOrEqual(from + 2 * slope);
        expect(value).toBeLessThanOrEqual(from + (2 + ahead) * slope);
        expect(foretold([...growing].reverse(), ahead, 'trend', 0.7)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('a span holds what it is of, and comes from the errors of the back-test alone', () => {
    fc.assert(
      fc.property(arbitraryRecords, (records) => {
        const { lacks, occupations, tests, method } = forecastDemand(records, 2027, foretelling);
        for (const { years } of occupations)
          for (const { value, span } of years) {
            if (span) expect(span.from <= value && value <= span.to).toBe(true);
            else expect(lacks === null && tests.every(({ cases }) => cases >= 4)).toBe(false);
          }
        if (method === 'trend')
          expect(tests.reduce((sum, each) => sum + each.trend - each.naive, 0)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('the better of trend and last year is used; both errors are told, and too few years are said plainly', () => {
    const grows = (from: number, of: string) =>
      Array.from({ length: 6 }, (_, at) => need({ occupation: of, year: 2021 + at, headcount: from + 10 * at }));
    const long = forecastDemand({ ...nothing, forecasts: [...grows(20, 'a'), ...grows(50, 'b')] }, 2026, foretelling);
    expect(long).toMatchObject({ method: 'trend', lacks: null });
    expect(long.tests).toEqual([
      { ahead: 1, cases: 6, trend: 3, naive: 10 },
      { ahead: 2, cases: 4, trend: 8.1, naive: 20 },
    ]);
    expect(long.occupations[0]).toMatchObject({ occupation: 'a', past: [20, 30, 40, 50, 60, 70] });
    expect(long.occupations[0]?.years[0]).toMatchObject({ year: 2027, value: 77 });
    const short = forecastDemand({ ...nothing, forecasts: grows(20, 'a').slice(3) }, 2026, foretelling);
    expect(short).toMatchObject({ method: 'naive', lacks: 'years', tests: [] });
    expect(short.occupations[0]?.years).toEqual([
      { year: 2027, value: 70, span: null },
      { year: 2028, value: 70, span: null },
    ]);
    expect(forecastDemand(nothing, 2026, foretelling)).toMatchObject({ lacks: 'nothing', occupations: [] });
  });
});
