import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DrawOrder, drawExperts, type PublishedDraw, poolDigestOf, resultOf, verifyDraw } from './draw.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const order: fc.Arbitrary<DrawOrder> = fc.record({
  strata: fc.constant([
    { label: '智能制造', count: 3 },
    { label: '不限', count: 5 },
  ]),
  pool: fc.uniqueArray(fc.record({ id: fc.uuid(), stratum: fc.nat(1) }), { selector: ({ id }) => id, maxLength: 40 }),
});

function published(asked: DrawOrder, seed: string): PublishedDraw {
  const drawn = resultOf(drawExperts(asked, seed, digest), asked.strata);
  return { ...asked, poolDigest: poolDigestOf(asked, digest), commitment: digest(seed), seed, ...drawn };
}

test('the same pool and seed draw the same, in whatever order the pool is told', () => {
  fc.assert(
    fc.property(order, fc.uuid(), (asked, seed) => {
      const told = { ...asked, pool: [...asked.pool].reverse() };
      expect(drawExperts(told, seed, digest)).toEqual(drawExperts(asked, seed, digest));
      expect(poolDigestOf(told, digest)).toBe(poolDigestOf(asked, digest));
    }),
  );
});

test('everyone of the pool has one place, and each stratum gives as many as asked or all it has', () => {
  fc.assert(
    fc.property(order, fc.uuid(), (asked, seed) => {
      const drawn = drawExperts(asked, seed, digest);
      expect(drawn.map(({ id }) => id).sort()).toEqual(asked.pool.map(({ id }) => id).sort());
      asked.strata.forEach(({ count }, stratum) => {
        const own = drawn.filter((each) => each.stratum === stratum);
        expect(own.map(({ position }) => position)).toEqual(own.map((_, at) => at + 1));
        expect(own.filter(({ isDrawn }) => isDrawn)).toHaveLength(Math.min(count, own.length));
      });
    }),
  );
});

test('a published draw repeats, and whatever is altered in it is found', () => {
  fc.assert(
    fc.property(order, fc.uuid(), (asked, seed) => {
      const told = published(asked, seed);
      expect(verifyDraw(told, digest)).toEqual([]);
      const more = { ...told, pool: [...told.pool, { id: 'an expert more', stratum: 0 }] };
      expect(verifyDraw(more, digest)).toContain('pool-changed');
      expect(verifyDraw({ ...told, seed: `${seed}x` }, digest)).toContain('seed-changed');
      expect(verifyDraw({ ...told, drawn: [...told.drawn, 'a friend'] }, digest)).toContain('result-differs');
    }),
  );
});
