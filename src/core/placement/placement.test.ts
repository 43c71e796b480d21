import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainRanking, explainWishes } from './explain-placement.ts';
import { findInstability } from './is-stable.ts';
import type { Market } from './market.ts';
import { marketOf, type WishesAndRankings } from './market-of.ts';
import { none, placeStudents } from './place-students.ts';

const students = ['甲', '乙', '丙', '丁'];
const positions = ['车工', '钳工', '焊工'];

/** Small fairs: few enough to try every placement there is. */
const someFair: fc.Arbitrary<WishesAndRankings> = fc
  .record({
    wishes: fc.array(listOf(positions), { minLength: 1, maxLength: 4 }),
    rankings: fc.array(fc.record({ quota: fc.nat(3), order: listOf([0, 1, 2, 3]) }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ wishes, rankings }) => {
    const there = positions.slice(0, rankings.length);
    return {
      students: wishes.map((own, at) => ({
        id: students[at] ?? '',
        wishes: own.filter((wish) => there.includes(wish)),
      })),
      positions: rankings.map(({ quota, order }, at) => ({
        id: positions[at] ?? '',
        quota,
        ranking: order.filter((each) => each < wishes.length).map((each) => students[each] ?? ''),
      })),
    };
  });

/** Any of the items in any order, none among them too. */
function listOf<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items]);
}

function market(fair: WishesAndRankings): Market {
  const built = marketOf(fair);
  if ('kind' in built) throw new Error(built.place);
  return built;
}

/** The position of each student by its id; null for none. */
function placedOf(fair: WishesAndRankings): Record<string, string | null> {
  const { placed } = placeStudents(market(fair));
  return Object.fromEntries(
    fair.students.map(({ id }, at) => [id, fair.positions[placed[at] ?? none]?.id ?? null] as const),
  );
}

/** Every way to give each student one of its wishes or nothing. */
function everyPlacement({ students: all, positions: there }: WishesAndRankings): readonly Int32Array[] {
  const ways = all.reduce<readonly (readonly number[])[]>(
    (before, { wishes }) =>
      before.flatMap((way) =>
        [none, ...wishes.map((wish) => there.findIndex(({ id }) => id === wish))].map((next) => [...way, next]),
      ),
    [[]],
  );
  return ways.map((way) => Int32Array.from(way));
}

/** The place of a position in a student's wishes; after the last one for none. */
function wishAt(fair: WishesAndRankings, student: number, position: number): number {
  const wishes = fair.students[student]?.wishes ?? [];
  const at = wishes.indexOf(fair.positions[position]?.id ?? '');
  return at === -1 ? wishes.length : at;
}

describe('a two-sided placement (A2-1-03)', () => {
  test('is stable: quotas are kept, nobody comes unasked, and no two would rather have each other', () => {
    fc.assert(
      fc.property(someFair, (fair) => {
        const built = market(fair);
        expect(findInstability(built, placeStudents(built).placed)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test('is, of all stable placements, the best for each student', () => {
    fc.assert(
      fc.property(someFair, (fair) => {
        const built = market(fair);
        const { placed } = placeStudents(built);
        for (const other of everyPlacement(fair).filter((each) => !findInstability(built, each)))
          for (const [student, position] of placed.entries())
            expect(wishAt(fair, student, position)).toBeLessThanOrEqual(wishAt(fair, student, other[student] ?? none));
      }),
      { numRuns: 300 },
    );
  });

  test('gives no student a better wish for telling any other list', () => {
    const lists = permutationsOfSubsets(positions);
    fc.assert(
      fc.property(someFair, fc.nat(3), (fair, drawn) => {
        const liar = drawn % fair.students.length;
        const honest = wishAt(fair, liar, placeStudents(market(fair)).placed[liar] ?? none);
        for (const list of lists) {
          const wishes = list.filter((wish) => fair.positions.some(({ id }) => id === wish));
          const told = { ...fair, students: fair.students.with(liar, { id: students[liar] ?? '', wishes }) };
          const got = placeStudents(market(told)).placed[liar] ?? none;
          expect(honest).toBeLessThanOrEqual(wishAt(fair, liar, got));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is the same in whatever order students and positions are told', () => {
    fc.assert(
      fc.property(someFair, (fair) => {
        const turned = { students: fair.students.toReversed(), positions: fair.positions.toReversed() };
        expect(placedOf(turned)).toEqual(placedOf(fair));
      }),
    );
  });

  test('of others is found out: over a quota, unwished, unranked, or blocked by two who would rather have each other', () => {
    const fair = market({
      students: [
        { id: '甲', wishes: ['车工', '钳工'] },
        { id: '乙', wishes: ['车工'] },
      ],
      positions: [
        { id: '车工', quota: 1, ranking: ['甲', '乙'] },
        { id: '钳工', quota: 1, ranking: [] },
      ],
    });
    const judged = (...placed: number[]) => findInstability(fair, Int32Array.from(placed))?.kind;
    expect([judged(0, none), judged(0, 0), judged(none, 1), judged(1, none), judged(none, 0)]).toEqual([
      undefined,
      'over-quota',
      'unwished',
      'unranked',
      'blocking',
    ]);
  });
});

describe('the explanation of a placement (A2-1-03)', () => {
  test('tells of each wish why it was not given, and the reason holds', () => {
    fc.assert(
      fc.property(someFair, (fair) => {
        const built = market(fair);
        const result = placeStudents(built);
        for (const [student, { wishes }] of fair.students.entries()) {
          const told = explainWishes(built, result, student);
          expect(told.map(({ position }) => fair.positions[position]?.id)).toEqual(wishes);
          expect(told.some(({ outcome }) => outcome === 'given')).toBe(result.placed[student] !== none);
          for (const { position, outcome, rank, lastRank, quota } of told) {
            const ranking = fair.positions[position]?.ranking ?? [];
            expect(rank).toBe(ranking.indexOf(students[student] ?? '') + 1 || null);
            if (outcome !== 'others-before') continue;
            const there = ranking.filter((id) => result.placed[students.indexOf(id)] === position);
            expect(there).toHaveLength(quota);
            expect(lastRank).toBe(ranking.indexOf(there.at(-1) ?? '') + 1);
            expect(rank).toBeGreaterThan(lastRank ?? Number.POSITIVE_INFINITY);
          }
        }
      }),
    );
  });

  test('tells a position of each student it ranked what became of it', () => {
    const built = market({
      students: [
        { id: '甲', wishes: ['车工', '钳工'] },
        { id: '乙', wishes: ['钳工'] },
        { id: '丙', wishes: [] },
        { id: '丁', wishes: ['钳工'] },
      ],
      positions: [
        { id: '车工', quota: 1, ranking: ['甲'] },
        { id: '钳工', quota: 1, ranking: ['丙', '甲', '丁', '乙'] },
      ],
    });
    expect(explainRanking(built, placeStudents(built), 1).map(({ outcome }) => outcome)).toEqual([
      'did-not-wish',
      'placed-before',
      'given',
      'others-before',
    ]);
  });
});

describe('wishes and rankings that are no market', () => {
  const fair: WishesAndRankings = {
    students: [
      { id: '甲', wishes: ['车工'] },
      { id: '乙', wishes: [] },
    ],
    positions: [{ id: '车工', quota: 1, ranking: ['甲', '乙'] }],
  };
  test.each([
    ['a student told twice', { ...fair, students: [...fair.students, { id: '甲', wishes: [] }] }, 'students[2].id'],
    ['a wish told twice', { ...fair, students: [{ id: '甲', wishes: ['车工', '车工'] }] }, 'students[0].wishes[1]'],
    ['a wish for what is not there', { ...fair, students: [{ id: '甲', wishes: ['铣工'] }] }, 'students[0].wishes[0]'],
    ['a rank for nobody', { ...fair, students: [] }, 'positions[0].ranking[0]'],
    [
      'a rank given twice',
      { ...fair, positions: [{ id: '车工', quota: 1, ranking: ['乙', '乙'] }] },
      'positions[0].ranking[1]',
    ],
  ])('are refused with the place: %s', (_, wrong, place) => {
    expect(marketOf(wrong)).toMatchObject({ place });
  });

  test('are none where nobody is ranked, wished or there', () => {
    expect(
      placedOf({ students: [{ id: '甲', wishes: ['车工'] }], positions: [{ id: '车工', quota: 1, ranking: [] }] }),
    ).toEqual({ 甲: null });
    expect(placedOf({ students: [], positions: [] })).toEqual({});
  });
});

function permutationsOfSubsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  return [
    [],
    ...items.flatMap((first) =>
      permutationsOfSubsets(items.filter((each) => each !== first)).map((rest) => [first, ...rest]),
    ),
  ];
}
