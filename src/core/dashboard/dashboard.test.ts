import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StandingEvent } from '#core/standing/standing.ts';
import { bandOf, leastOthers } from './band.ts';
import { distributionOf } from './distribution.ts';
import { funnelOf, hasReached, stageReached } from './funnel.ts';
import { keptCommitments } from './kept-commitments.ts';
import { memberPart } from './member-part.ts';
import { progressOf } from './progress.ts';
import { ranked } from './ranking.ts';
import { shownYear } from './shown-year.ts';
import { type Addend, totalOf } from './total.ts';
import { readView, type View, viewFields } from './view.ts';

const value = fc.integer({ min: 0, max: 40 }).chain((few) =>
  fc.oneof(
    fc.constant(few),
    fc.integer({ min: 0, max: 1e8 }).map((n) => n / 100),
  ),
);
const group = fc.array(value, { minLength: leastOthers + 1, maxLength: 30 });

describe('the year that is shown where none is asked for (A3-3-04)', () => {
  test('is the newest that is about as full as the fullest, never one that nothing is in', () => {
    expect(
      shownYear(
        new Map([
          [2023, 30],
          [2024, 31],
          [2025, 29],
          [2026, 9],
        ]),
      ),
    ).toBe(2025);
    expect(
      shownYear(
        new Map([
          [2025, 10],
          [2026, 5],
        ]),
      ),
    ).toBe(2026);
    expect(shownYear(new Map())).toBeUndefined();
  });
});

describe('a member’s part of its consortium’s figure (A3-3-04)', () => {
  test('is told to the member only where at least five others have one too; of a rate there is none', () => {
    const sum = (amount: bigint, base?: bigint): Addend => ({ amount, base, entries: 1, confirmed: 0 });
    for (const others of [0, leastOthers - 1])
      expect(memberPart(sum(1n), sum(3n), { others, seesAll: false })).toBeUndefined();
    expect(memberPart(sum(1n), sum(3n), { others: leastOthers, seesAll: false })).toBe('33.33');
    expect(memberPart(sum(1n), sum(3n), { others: 0, seesAll: true })).toBe('33.33');
    expect(memberPart(sum(1n, 2n), sum(3n, 4n), { others: 9, seesAll: true })).toBeUndefined();
  });
});

describe('A3-3-04 a ranking', () => {
  test('counts ties once and goes on behind all of them; who has no value has no rank', () => {
    const rows = [{ value: 3 }, { value: undefined }, { value: 9 }, { value: 3 }, { value: 0 }];
    expect(ranked(rows).map(({ rank }) => rank)).toEqual([1, 2, 2, 4, undefined]);
  });

  test('gives each the number of those above it, plus one', () => {
    fc.assert(
      fc.property(fc.array(value), (values) => {
        for (const { value, rank } of ranked(values.map((value) => ({ value }))))
          expect(rank).toBe(1 + values.filter((other) => other > value).length);
      }),
    );
  });
});

describe('A3-3-04 a distribution', () => {
  test('puts every value into exactly one of at most thirteen bins that follow one another', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const { bins } = distributionOf(values);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(bins.length).toBeLessThanOrEqual(13);
        for (const [at, bin] of bins.entries()) if (at > 0) expect(bin.from).toBe(bins[at - 1]?.to);
      }),
    );
  });

  test('of nothing is nothing', () => {
    expect(distributionOf([])).toEqual({ bins: [], quartiles: undefined });
  });
});

describe('A3-3-04 a band of like ones', () => {
  test('is not shown beside fewer than five others', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: leastOthers }), (few) => {
        expect(bandOf(few)).toBeUndefined();
      }),
    );
  });

  test('tells nobody’s value, not even to one of the group: another could have had it, or any of them an extreme one', () => {
    fc.assert(
      fc.property(group, fc.nat(), fc.nat(), (values, one, two) => {
        const band = bandOf(values);
        // The first of the group looks; about whomever else it wonders, that one may have had another value.
        const wonderedAbout = 1 + (one % (values.length - 1));
        const other = values.findIndex((each, at) => at > 0 && each !== values[wonderedAbout]);
        const otherwise =
          other > 0
            ? swapped(values, wonderedAbout, other)
            : extreme(values, wonderedAbout, (values[0] ?? 0) > (values[1] ?? 0));
        expect(otherwise[0]).toBe(values[0]);
        expect(otherwise[wonderedAbout]).not.toBe(values[wonderedAbout]);
        expect(bandOf(otherwise)).toEqual(band);
        expect(bandOf(swapped(values, one % values.length, two % values.length))).toEqual(band);
      }),
    );
  });

  test('never shows the smallest or the largest of different values', () => {
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: leastOthers + 1, maxLength: 30 }), (values) => {
        const band = bandOf(values);
        expect(band && band.low > Math.min(...values) && band.high < Math.max(...values)).toBe(true);
      }),
    );
  });
});

function swapped(values: readonly number[], one: number, two: number): readonly number[] {
  const other = [...values];
  [other[one], other[two]] = [values[two] ?? 0, values[one] ?? 0];
  return other;
}

function extreme(values: readonly number[], at: number, isLow: boolean): readonly number[] {
  return values.map((value, place) => (place === at ? (isLow ? -1 : 1e9) : value));
}

describe('A3-3-04 the funnel from application to acceptance', () => {
  test('never widens, and counts everyone at the first stage who applied', () => {
    const states = ['draft', 'returned', 'verified', 'recommended', 'rejected', 'admitted', 'unlisted', 'listed', null];
    const consortium = fc.record({ state: fc.constantFrom(...states), isAccepted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(consortium), (all) => {
        const reached = all.map(({ state, isAccepted }) => stageReached(state, isAccepted));
        const counts = funnelOf(reached).map(({ count }) => count);
        expect(counts).toEqual([...counts].sort((one, other) => other - one));
        expect(counts[0]).toBe(all.filter(({ state, isAccepted }) => state !== null || isAccepted).length);
      }),
    );
    expect(hasReached(stageReached('unlisted', false), 'admitted')).toBe(true);
    expect(hasReached(stageReached('unlisted', false), 'listed')).toBe(false);
  });
});

test('progress counts who is there on the day of each target, and today for days to come', () => {
  const listed = (from: string): StandingEvent => ({ standing: 'cultivated', from, until: null });
  const revoked: StandingEvent = { standing: 'revoked', from: '2025-06-01', until: null };
  const consortia = [[listed('2023-09-01')], [listed('2023-09-01'), revoked], [listed('2025-02-01')], []];
  const targets = [
    { by: '2023-12-31', total: 50 },
    { by: '2025-12-31', total: 150 },
  ];
  expect(progressOf(targets, consortia, '2025-05-01')).toEqual([
    { by: '2023-12-31', target: 50, actual: 2, isOver: true },
    { by: '2025-12-31', target: 150, actual: 3, isOver: false },
  ]);
  expect(progressOf(targets, consortia, '2026-01-01').at(-1)).toMatchObject({ actual: 2, isOver: true });
});

const addend = fc.record<Addend>({
  amount: fc.bigInt({ min: 0n, max: 10n ** 15n }),
  base: fc.constant(undefined),
  entries: fc.integer({ min: 1, max: 9 }),
  confirmed: fc.constant(0),
});

test('a sum is the same in whatever order and however it is grouped', () => {
  fc.assert(
    fc.property(fc.array(addend), fc.nat(), (all, at) => {
      const [one, other] = [all.slice(0, at % (all.length + 1)), all.slice(at % (all.length + 1))];
      const { consortia: _, ...whole } = totalOf(all);
      expect(totalOf([totalOf(other), totalOf(one)])).toMatchObject(whole);
    }),
  );
});

test('commitments of many are kept in percent of what all of them promised; who promised nothing changes nothing', () => {
  const of = (amount: number): Addend => ({
    amount: BigInt(amount) * 1_000_000n,
    base: undefined,
    entries: 1,
    confirmed: 1,
  });
  const pairs = [
    { actual: of(120), committed: of(100) },
    { actual: of(60), committed: of(100) },
    { actual: undefined, committed: of(40) },
    { actual: of(999), committed: undefined },
  ];
  expect(keptCommitments(pairs, false)).toEqual({
    consortia: 3,
    kept: 1,
    committed: '240',
    actual: '180',
    percent: '75',
  });
  expect(keptCommitments(pairs, true)).toMatchObject({ consortia: 3, kept: 1, percent: undefined });
  expect(keptCommitments(pairs.slice(3), false)).toBeUndefined();
});

test('a view reads back from its own link, and a link that holds anything else is still a view', () => {
  const view = fc.record<View>(
    {
      figure: fc.constantFrom('apprentices', 'enrolledStudents.university'),
      year: fc.integer({ min: 1900, max: 2999 }),
      basis: fc.constantFrom('ledger', 'approved'),
      province: fc.uuid(),
      consortium: fc.uuid(),
      ids: fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 6 }),
      by: fc.constantFrom('province', 'consortium'),
    },
    { requiredKeys: [] },
  );
  const keys = fc.constantFrom('figure', 'year', 'basis', 'province', 'ids', 'by', 'other');
  const junk = fc.dictionary(keys, fc.anything({ maxDepth: 1, withNullPrototype: true }));
  fc.assert(
    fc.property(view, (one) => {
      expect(readView(viewFields(one))).toEqual(one);
    }),
  );
  fc.assert(
    fc.property(junk, (fields) => {
      const read = readView(fields);
      expect(readView(viewFields(read))).toEqual(read);
    }),
  );
});
