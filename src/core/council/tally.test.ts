import {
  array,
  assert,
  constantFrom,
  integer,
  option,
  property,
  record,
  shuffledSubarray,
  boolean as truth,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CharterRules } from './charter.ts';
import { decideMotion, type VoteRules } from './majority.ts';
import type { SeatPresence } from './quorum.ts';
import { choices, rollOf, tallyOf } from './tally.ts';

const rules: CharterRules = {
  parties: [],
  quorum: { count: 1 },
  majorities: [],
  noticeDays: 0,
  mostProxies: 2,
  doProxiesCount: true,
  termYears: 3,
};
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const anySeats = array(record({ inTerm: truth(), present: truth(), to: option(integer({ min: 0, max: 6 })) }), {
  minLength: 1,
  maxLength: 7,
}).map((drawn): SeatPresence[] =>
  drawn.map(({ to, ...seat }, at) => ({
    ...seat,
    party: 'school',
    seatId: names[at] ?? '',
    proxyTo: to === null || to === at ? null : (names[to] ?? null),
  })),
);
const anyRecused = shuffledSubarray(names).map((away) => new Set(away.slice(0, 2)));
const seat = (seatId: string, more: Partial<SeatPresence> = {}): SeatPresence => ({
  seatId,
  party: 'school',
  inTerm: true,
  present: true,
  proxyTo: null,
  ...more,
});
const free = { recused: new Set<string>(), isWritten: false };

describe('who may vote (B-2.4)', () => {
  test('is each seat at most once: the person where it is there, else whoever speaks for it, never both', () => {
    assert(
      property(anySeats, anyRecused, truth(), (seats, recused, isWritten) => {
        const roll = rollOf(rules, seats, { recused, isWritten });
        expect(new Set(roll.map(({ seatId }) => seatId)).size).toBe(roll.length);
        for (const { seatId, by } of roll) {
          const [own, caster] = [seatId, by].map((id) => seats.find((one) => one.seatId === id));
          expect([own?.inTerm, caster?.inTerm, recused.has(seatId), recused.has(by)]).toEqual([
            true,
            true,
            false,
            false,
          ]);
          expect(by === seatId).toBe(isWritten || own?.present === true);
          if (!isWritten) expect(caster?.present).toBe(true);
        }
      }),
    );
  });

  test('is by proxy until the person comes, and by none where the holder left or keeps away', () => {
    const away = seat('b', { present: false, proxyTo: 'a' });
    expect(rollOf(rules, [seat('a'), away], free)).toEqual([
      { seatId: 'a', by: 'a' },
      { seatId: 'b', by: 'a' },
    ]);
    expect(rollOf(rules, [seat('a'), { ...away, present: true }], free)[1]).toEqual({ seatId: 'b', by: 'b' });
    expect(rollOf(rules, [seat('a', { present: false }), away], free)).toEqual([]);
    expect(rollOf(rules, [seat('a'), away], { ...free, recused: new Set(['a']) })).toEqual([]);
    expect(rollOf(rules, [seat('a'), away], { ...free, recused: new Set(['b']) })).toHaveLength(1);
  });
});

describe('a tally (B-2.4)', () => {
  test('is the same in whatever order the votes came, and adds up to those who may vote', () => {
    assert(
      property(
        array(constantFrom(...choices)),
        integer({ min: 0, max: 9 }),
        integer({ min: 0 }),
        (cast, more, turn) => {
          const roll = cast.length + more;
          const cut = cast.length === 0 ? 0 : turn % cast.length;
          const tally = tallyOf(roll, cast);
          expect(tallyOf(roll, [...cast.slice(cut), ...cast.slice(0, cut)].reverse())).toEqual(tally);
          expect(Object.values(tally).reduce((sum, each) => sum + each, 0)).toBe(roll);
        },
      ),
    );
  });
});

describe('a result by the charter’s majority (B-2.4)', () => {
  const by = (more: Partial<VoteRules> = {}): VoteRules => ({
    of: 'present',
    threshold: { part: 1, of: 2, isExceeded: true },
    seats: 9,
    isWritten: false,
    ...more,
  });

  test('of those present counts who abstained or let it go by; in writing, who answered; of all, also who is away', () => {
    const tally = tallyOf(6, ['for', 'for', 'for', 'against', 'abstain']);
    expect(decideMotion(by(), tally)).toMatchObject({ isCarried: false, base: 6, needed: 4 });
    expect(decideMotion(by({ isWritten: true }), tally)).toMatchObject({ isCarried: true, base: 5, needed: 3 });
    expect(decideMotion(by({ of: 'all' }), tally)).toMatchObject({ isCarried: false, base: 9, needed: 5 });
  });

  test('takes the two thirds themselves where the charter says 三分之二以上', () => {
    const threshold = { part: 2, of: 3, isExceeded: false } as const;
    const six = tallyOf(9, Array(6).fill('for'));
    expect(decideMotion(by({ threshold }), six).isCarried).toBe(true);
    expect(decideMotion(by({ threshold, seats: 10, of: 'all' }), six)).toMatchObject({ isCarried: false, needed: 7 });
  });

  test('is not carried by a tie, nor by nobody', () => {
    expect(decideMotion(by(), tallyOf(2, ['for', 'against']))).toMatchObject({ isCarried: false, isTied: true });
    expect(decideMotion(by(), tallyOf(0, []))).toMatchObject({ isCarried: false, isTied: false });
    expect(decideMotion(by({ threshold: { count: 0 } }), tallyOf(3, ['against'])).isCarried).toBe(false);
  });

  test('never turns against a motion that more voted for', () => {
    assert(
      property(
        array(constantFrom(...choices), { maxLength: 12 }),
        constantFrom<'present' | 'all'>('present', 'all'),
        (cast, of) => {
          const rule = by({ of, seats: 20 });
          const before = decideMotion(rule, tallyOf(15, cast));
          const after = decideMotion(rule, tallyOf(15, [...cast, 'for']));
          expect(before.isCarried && !after.isCarried).toBe(false);
        },
      ),
    );
  });
});
