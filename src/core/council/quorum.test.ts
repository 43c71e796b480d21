import { array, assert, constantFrom, integer, option, property, record, boolean as truth } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CharterRules } from './charter.ts';
import { quorumOf, type SeatPresence, spokenFor } from './quorum.ts';

const rules: CharterRules = {
  parties: [
    { party: 'government', seats: 2, quorum: { count: 1 } },
    { party: 'school', seats: 4, quorum: { part: 1, of: 2, isExceeded: true } },
  ],
  quorum: { part: 2, of: 3, isExceeded: false },
  majorities: [],
  noticeDays: 7,
  mostProxies: 1,
  doProxiesCount: true,
  termYears: 3,
};

/** `G1 G2 S1 S2 S3 S4`: `+` there, `-` away, `-S1` away with a proxy to S1, `x` of a term that ended. */
function council(words: string): SeatPresence[] {
  const names = ['G1', 'G2', 'S1', 'S2', 'S3', 'S4'];
  return words.split(' ').map((word, at) => ({
    seatId: names[at] ?? '',
    party: at < 2 ? 'government' : 'school',
    inTerm: word !== 'x',
    present: word === '+',
    proxyTo: word.startsWith('-') && word.length > 1 ? word.slice(1) : null,
  }));
}

const reached = (words: string, more: Partial<CharterRules> = {}) =>
  quorumOf({ ...rules, ...more }, council(words)).isReached;

describe('a quorum (B-2.1)', () => {
  test('needs enough in all and of each party', () => {
    expect(reached('+ - + + + -')).toBe(true);
    expect(reached('- - + + + +')).toBe(false);
    expect(reached('+ + + + - -')).toBe(false);
    expect(quorumOf(rules, council('+ - + + + -'))).toMatchObject({
      seats: 6,
      present: 4,
      needed: 4,
      parties: [
        { party: 'government', needed: 1, present: 1, isReached: true },
        { party: 'school', needed: 3, present: 3, isReached: true },
      ],
    });
  });

  test('is lost at once when somebody leaves in the middle, with the proxies that leave too', () => {
    expect(reached('+ - + + -S2 -')).toBe(true);
    expect(reached('+ - + - -S2 -')).toBe(false);
  });

  test('counts a proxy only where the charter does, and no more than one person may hold', () => {
    expect(reached('+ - + + -S2 -', { doProxiesCount: false })).toBe(false);
    expect(reached('+ - + + -S2 -', { mostProxies: 0 })).toBe(false);
    const both = council('+ - - + -S2 -S2');
    expect([...spokenFor(rules, both)]).toEqual([['S3', 'S2']]);
    expect(spokenFor({ ...rules, mostProxies: 2 }, both).size).toBe(2);
  });

  test('counts nobody whose term ended, neither as there nor as missing', () => {
    expect(quorumOf(rules, council('+ x + + x x'))).toMatchObject({ seats: 3, present: 3, isReached: true });
    expect(reached('x x x x x x')).toBe(false);
  });

  test('never grows when somebody leaves, and never counts a seat twice', () => {
    const seat = record({
      party: constantFrom('government', 'school'),
      inTerm: truth(),
      present: truth(),
      to: option(integer({ min: 0, max: 11 })),
    });
    assert(
      property(array(seat, { minLength: 1, maxLength: 12 }), integer({ min: 0, max: 3 }), (drawn, mostProxies) => {
        const seats = drawn.map(({ to, ...one }, at) => ({
          ...one,
          seatId: `${at}`,
          proxyTo: to === null || to === at ? null : `${to}`,
        }));
        const charter = { ...rules, mostProxies };
        const before = quorumOf(charter, seats);
        expect(before.present + before.byProxy).toBeLessThanOrEqual(before.seats);
        const counted = before.parties.reduce((sum, one) => sum + one.present + one.byProxy, 0);
        expect(counted).toBe(before.present + before.byProxy);
        for (const leaver of seats.filter(({ present, inTerm }) => present && inTerm)) {
          const after = quorumOf(
            charter,
            seats.map((one) => (one === leaver ? { ...one, present: false, proxyTo: null } : one)),
          );
          expect(after.present + after.byProxy).toBeLessThan(before.present + before.byProxy);
        }
      }),
    );
  });
});
