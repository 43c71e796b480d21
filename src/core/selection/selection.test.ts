import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, candidateOf, rank } from './candidate.ts';
import { cityOf } from './city.ts';
import { changesBetween, departures } from './departures.ts';
import { industriesOf } from './industries.ts';
import { resample, standingsOf } from './resample.ts';
import { type ScenarioRules, whatIf } from './what-if.ts';

const candidate = fc
  .record({
    id: fc.uuid(),
    province: fc.constantFrom('甲省', '乙省', '丙省'),
    industry: fc.constantFrom('装备制造', '现代农业'),
    totals: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ totals, ...each }): Candidate => candidateWith({ ...each, totals: totals.map((total) => total / 10) }));
const candidates = fc.uniqueArray(candidate, { selector: ({ id }) => id, minLength: 1, maxLength: 12 });
const resampling = fc.record({ seed: fc.uuid(), samples: fc.constant(60), by: fc.constant('score' as const) });

function candidateWith({ totals, ...rest }: Pick<Candidate, 'id' | 'province' | 'industry' | 'totals'>): Candidate {
  const score = totals.length === 0 ? null : totals.reduce((sum, each) => sum + each, 0) / totals.length;
  return { ...rest, city: '', totals, score, calibrated: score };
}

const shares = (values: readonly { share: number }[]) => values.reduce((sum, { share }) => sum + share, 0);

describe('a ranking with its uncertainty (A3-3-03)', () => {
  test('is the same again from the same seed, in whatever order the applications come', () => {
    fc.assert(
      fc.property(candidates, resampling, fc.nat(12), (all, how, cut) => {
        const standings = (given: readonly Candidate[]) => standingsOf(rank(given, how.by), resample(given, how), cut);
        expect(standings([...all].reverse())).toEqual(standings(all));
      }),
    );
  });

  test('each place is taken once in every sample, and each application has one place', () => {
    fc.assert(
      fc.property(candidates, resampling, fc.nat(12), (all, how, cut) => {
        const standings = standingsOf(rank(all, how.by), resample(all, how), cut);
        for (const { places, low, high, above } of standings) {
          expect(shares(places)).toBeCloseTo(1);
          expect(low).toBeLessThanOrEqual(high);
          expect(above).toBeCloseTo(shares(places.filter(({ place }) => place <= cut)));
        }
        for (const [at] of all.entries()) {
          const taken = standings.flatMap(({ places }) => places.filter(({ place }) => place === at + 1));
          expect(shares(taken)).toBeCloseTo(1);
        }
      }),
    );
  });

  test('higher marks never make an application’s rank or chance worse', () => {
    fc.assert(
      fc.property(candidates, resampling, fc.nat(12), fc.integer({ min: 1, max: 300 }), (all, how, cut, more) => {
        const [first] = all;
        if (!first) return;
        const raised = candidateWith({ ...first, totals: first.totals.map((total) => total + more) });
        const of = (given: readonly Candidate[]) =>
          standingsOf(rank(given, how.by), resample(given, how), cut).find(({ id }) => id === first.id);
        const [before, after] = [of(all), of([raised, ...all.slice(1)])];
        expect(after?.rank).toBeLessThanOrEqual(before?.rank ?? 0);
        expect(after?.above).toBeGreaterThanOrEqual(before?.above ?? 1);
        expect(after?.high).toBeLessThanOrEqual(before?.high ?? 0);
      }),
    );
  });

  test('readers who agree leave no doubt, and who has no reader yet stands last without a place', () => {
    const [sure, second] = [90, 80].map((total, at) =>
      candidateWith({ id: `${at}`, province: '甲省', industry: '', totals: [total, total, total] }),
    );
    const unread = candidateWith({ id: '0-unread', province: '甲省', industry: '', totals: [] });
    const all = [unread, second, sure].filter((each) => each !== undefined);
    const how = { seed: 'x', samples: 50, by: 'score' as const };
    expect(rank(all, 'score').map(({ id }) => id)).toEqual(['0', '1', '0-unread']);
    expect(standingsOf(rank(all, 'score'), resample(all, how), 1)).toEqual([
      { id: '0', rank: 1, low: 1, high: 1, above: 1, places: [{ place: 1, share: 1 }] },
      { id: '1', rank: 2, low: 2, high: 2, above: 0, places: [{ place: 2, share: 1 }] },
    ]);
  });
});

const balance = fc.option(
  fc.record({ least: fc.option(fc.nat(3), { nil: undefined }), most: fc.option(fc.nat(5), { nil: undefined }) }),
  { nil: undefined },
);
const rules: fc.Arbitrary<ScenarioRules> = fc.record({
  places: fc.nat(12),
  by: fc.constant('score' as const),
  cut: fc.option(fc.nat(100), { nil: undefined }),
  province: balance,
  industry: balance,
});

describe('what if', () => {
  test('never passes the places, a most or the cut line, and tells each least that cannot be met', () => {
    fc.assert(
      fc.property(candidates, rules, (all, wish) => {
        const { listed, added, dropped, unmet } = whatIf(all, wish);
        const chosen = all.filter(({ id }) => listed.includes(id));
        expect(listed.length).toBeLessThanOrEqual(wish.places);
        expect(chosen.every(({ score }) => (score ?? 0) >= (wish.cut ?? 0))).toBe(true);
        for (const of of ['province', 'industry'] as const)
          for (const name of new Set(all.map((each) => each[of]))) {
            const got = chosen.filter((each) => each[of] === name).length;
            expect(got).toBeLessThanOrEqual(wish[of]?.most ?? all.length);
            expect(unmet.some((each) => each.of === of && each.name === name)).toBe(got < (wish[of]?.least ?? 0));
          }
        const plain = rank(all, 'score')
          .slice(0, wish.places)
          .map(({ id }) => id);
        expect([...plain.filter((id) => !dropped.includes(id)), ...added].sort()).toEqual([...listed].sort());
      }),
    );
  });

  test('without conditions changes nothing', () => {
    fc.assert(
      fc.property(candidates, fc.nat(12), (all, places) => {
        const { added, dropped, unmet } = whatIf(all, { places, by: 'score' });
        expect([added, dropped, unmet]).toEqual([[], [], []]);
      }),
    );
  });

  test('a province that must have one takes the place of the last, whoever that is', () => {
    const all = [90, 80, 70].map((total, at) =>
      candidateWith({ id: `${at}`, province: at < 2 ? '甲省' : '乙省', industry: '', totals: [total] }),
    );
    expect(whatIf(all, { places: 2, by: 'score', province: { least: 1 } })).toMatchObject({
      listed: ['0', '2'],
      added: ['2'],
      dropped: ['1'],
    });
  });
});

test('a decision that departs from the ranking or the published draft names on whom', () => {
  const items = [true, false, true, false].map((listed, at) => ({ applicationId: `${at}`, listed, reason: '' }));
  expect(departures(items).map(({ applicationId }) => applicationId)).toEqual(['1', '2']);
  expect(departures(items.slice(0, 1))).toEqual([]);
  expect(departures(items.slice(0, 1), new Map([['0', false]]))).toHaveLength(1);
  expect(changesBetween(items, [...items.slice(1), { applicationId: '0', listed: false, reason: '' }])).toEqual([
    { applicationId: '0', listed: false, reason: '' },
  ]);
});

describe('where a consortium is and what its park does', () => {
  test.each([
    ['云泽市青禾高新技术产业园区（虚构）', '云泽市'],
    ['示例省星浦市临港园区', '星浦市'],
    ['示例壮族自治区南湖市园区', '南湖市'],
    ['云泽青禾市域产教联合体', ''],
    ['红河示例自治州园区', '红河示例自治州'],
  ])('%s is in %s', (name, city) => expect(cityOf(name)).toBe(city));

  test('its first industry is what its form names first', () => {
    expect(industriesOf('以冷链物流、食品加工为主导，配套农机')).toEqual(['现代服务', '现代农业', '装备制造']);
    expect(industriesOf('')).toEqual([]);
  });

  test('makes a candidate with the readers that count', () => {
    const result = {
      applicationId: 'a',
      consortiumId: 'c',
      consortium: '云泽市联合体',
      province: '甲省',
      state: 'admitted' as const,
      readers: [
        { expertId: 'x', total: 80, isCounted: true },
        { expertId: 'y', total: 10, isCounted: false },
        { expertId: 'z', total: null, isCounted: false },
      ],
      mean: 80,
      calibrated: 81.5,
      spread: null,
      deduction: 2,
      score: 78,
    };
    const words = { park: '高新园区', consortium: '云泽市联合体', industries: '种业' };
    expect(candidateOf(result, words)).toEqual({
      id: 'a',
      province: '甲省',
      city: '云泽市',
      industry: '现代农业',
      totals: [80],
      score: 78,
      calibrated: 79.5,
    });
  });
});
