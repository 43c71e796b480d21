import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Checkable, planSpotCheck, type Risk, riskLabels, riskOf } from './spot-check.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const risks = Object.keys(riskLabels) as Risk[];
const entries: fc.Arbitrary<Checkable[]> = fc.uniqueArray(
  fc.record({ id: fc.uuid(), risks: fc.uniqueArray(fc.constantFrom(...risks)) }),
  { selector: ({ id }) => id, maxLength: 60 },
);
const order = fc.record({ atRisk: fc.nat(20), random: fc.nat(20), seed: fc.uuid() });

test('the same entries and seed give the same plan, in whatever order they come', () => {
  fc.assert(
    fc.property(entries, order, (all, wish) => {
      expect(planSpotCheck([...all].reverse(), wish, digest)).toEqual(planSpotCheck(all, wish, digest));
    }),
  );
});

test('the riskiest come first, nothing is drawn twice, and as many are drawn as there are', () => {
  fc.assert(
    fc.property(entries, order, (all, wish) => {
      const plan = planSpotCheck(all, wish, digest);
      const chosen = plan.filter(({ how }) => how === 'risk');
      const left = all.filter(({ id }) => !chosen.some((each) => each.id === id));
      const risky = all.filter((each) => each.risks.length > 0);
      expect(chosen).toHaveLength(Math.min(wish.atRisk, risky.length));
      const least = Math.min(...chosen.map(riskOf));
      expect(left.every((each) => chosen.length < wish.atRisk || riskOf(each) <= least)).toBe(true);
      expect(plan).toHaveLength(chosen.length + Math.min(wish.random, left.length));
      expect(new Set(plan.map(({ id }) => id)).size).toBe(plan.length);
    }),
  );
});
