import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptance } from '#packs/moe-2023-15/acceptance.ts';
import { acceptanceStates } from './acceptance-rules.ts';
import { type AcceptanceFacts, judge, suggestedOutcome } from './judge.ts';

const { criteria, workflow } = acceptance;
const aCommitment = (fulfilment: string | undefined, n = 0) => ({ figure: `f${n}`, label: `指标${n}`, fulfilment });
const allWell: AcceptanceFacts = {
  commitments: Array.from({ length: 10 }, (_, n) => aCommitment('100', n)),
  points: Array.from({ length: 10 }, (_, n) => ({ id: `${n}`, supports: 1 })),
  returns: [{ title: '自评报告', daysLate: 0 }],
  quality: 80,
  standing: { id: 'cultivated', violations: 0 },
};
const verdictOf = (facts: Partial<AcceptanceFacts>, id: string) =>
  judge(criteria, { ...allWell, ...facts }).find((each) => each.id === id);
const outcomeOf = (facts: Partial<AcceptanceFacts>) => suggestedOutcome(judge(criteria, { ...allWell, ...facts }));

const someFacts: fc.Arbitrary<AcceptanceFacts> = fc.record({
  commitments: fc.array(
    fc.record({
      figure: fc.string(),
      label: fc.string(),
      fulfilment: fc.option(fc.integer({ min: 0, max: 200 }).map(String), { nil: undefined }),
    }),
    { maxLength: 12 },
  ),
  points: fc.array(fc.record({ id: fc.string(), supports: fc.nat(3) }), { maxLength: 12 }),
  returns: fc.option(
    fc.array(fc.record({ title: fc.string(), daysLate: fc.option(fc.nat(5), { nil: undefined }) }), { maxLength: 4 }),
    { nil: undefined },
  ),
  quality: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  standing: fc.option(fc.record({ id: fc.constantFrom('cultivated', 'suspended', 'revoked'), violations: fc.nat(2) }), {
    nil: undefined,
  }),
});
const order = { fail: 0, rectify: 1, pass: 2 } as const;

describe('criteria of acceptance judged from the record (A3-3-05)', () => {
  test('who kept its promises, proved its points and reported in time passes', () => {
    expect(outcomeOf({})).toBe('pass');
  });

  test('promises missed and a return that never came are reasons to rectify, each in words', () => {
    const short = allWell.commitments.map((each, n) => (n < 4 ? { ...each, fulfilment: '60' } : each));
    expect(verdictOf({ commitments: short }, 'commitments')).toMatchObject({
      verdict: 'not-met',
      value: '60',
      because: '10项承诺中6项达到承诺值的90%，未达到：指标0、指标1、指标2、指标3',
    });
    expect(outcomeOf({ commitments: short })).toBe('rectify');
    expect(verdictOf({ returns: [{ title: '自评报告', daysLate: undefined }] }, 'returns')?.because).toContain(
      '没有报送或没有经审核：自评报告',
    );
  });

  test('hardly a promise kept, or a qualification that was taken away, is not to be rectified', () => {
    expect(outcomeOf({ commitments: allWell.commitments.map((each) => ({ ...each, fulfilment: '10' })) })).toBe('fail');
    expect(outcomeOf({ standing: { id: 'revoked', violations: 1 } })).toBe('fail');
  });

  test('what nobody knows is not judged, and nothing is suggested upon it', () => {
    expect(verdictOf({ quality: undefined }, 'quality')).toMatchObject({ verdict: 'unknown', value: null });
    expect(outcomeOf({ quality: undefined })).toBeUndefined();
    const unknown = allWell.commitments.map((each, n) => (n < 3 ? { ...each, fulfilment: undefined } : each));
    expect(verdictOf({ commitments: unknown }, 'commitments')?.verdict).toBe('unknown');
  });

  test('every criterion is judged once with a reason, and only a record in which all is met suggests to pass', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const judgements = judge(criteria, facts);
        expect(judgements.map(({ id }) => id)).toEqual(criteria.map(({ id }) => id));
        expect(judgements.every(({ because }) => because !== '')).toBe(true);
        const isAllMet = judgements.every(({ verdict }) => verdict === 'met');
        expect(suggestedOutcome(judgements) === 'pass').toBe(isAllMet);
      }),
    );
  });

  test('a figure more fulfilled, a point more proved or a violation less never worsens the outcome', () => {
    fc.assert(
      fc.property(someFacts, fc.nat(200), fc.nat(100), (facts, more, better) => {
        const improved: AcceptanceFacts = {
          commitments: facts.commitments.map((each) => ({
            ...each,
            fulfilment: each.fulfilment && String(Number(each.fulfilment) + more),
          })),
          points: facts.points.map((each) => ({ ...each, supports: each.supports + 1 })),
          returns: facts.returns?.map(({ title, daysLate }) => ({ title, daysLate: daysLate && 0 })),
          quality: facts.quality === undefined ? undefined : facts.quality + better,
          standing: facts.standing && { ...facts.standing, violations: 0 },
        };
        const [before, after] = [facts, improved].map((each) => suggestedOutcome(judge(criteria, each)));
        if (before !== undefined && after !== undefined) expect(order[after]).toBeGreaterThanOrEqual(order[before]);
        if (before === 'pass') expect(after).toBe('pass');
      }),
    );
  });
});

test('every state of an acceptance is reached, and from each outcome only a new act leads on', () => {
  for (const state of acceptanceStates)
    expect(state === workflow.initial || workflow.transitions.some(({ to }) => to === state)).toBe(true);
  for (const { guards } of workflow.transitions.filter(({ from }) => from === 'passed' || from === 'failed'))
    expect(guards).toEqual(['appealed']);
});
