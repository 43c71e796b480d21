import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookingActionsFor, bookingAfter } from './booking.ts';
import { amountFor } from './booking-price.ts';
import { lentEntry } from './lent-entry.ts';
import { type Held, occupancy } from './occupancy.ts';
import { freeTimes, isOpenFor, type Opening, openingFault, openMinutes, openTimes } from './opening.ts';
import { clockText, minutesOf, openingOf, openingRows, openingText } from './opening-text.ts';
import { occurrencesOf, overlapsItself } from './repeat.ts';
import { settle, useRate } from './settle.ts';

const minute = 60_000;
const at = (text: string) => Date.parse(`${text}:00+08:00`);
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });
const weekdays: readonly Opening[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: 8 * 60, to: 12 * 60 },
  { weekday, from: 14 * 60, to: 18 * 60 },
]);
const anyOpening = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 22 })), {
    selector: ([weekday, hour]) => `${weekday} ${hour}`,
  })
  .map((all) => all.map(([weekday, hour]) => ({ weekday, from: hour * 60, to: hour * 60 + 60 })));

describe('shared resources 共建共享 (A2-1-03)', () => {
  test('a resource is had within its opening hours alone: not over the noon break, nor at the weekend', () => {
    // 1 December 2026 is a Tuesday.
    expect(isOpenFor(weekdays, span('2026-12-01T08:00', '2026-12-01T12:00'))).toBe(true);
    expect(isOpenFor(weekdays, span('2026-12-01T10:00', '2026-12-01T15:00'))).toBe(false);
    expect(isOpenFor(weekdays, span('2026-12-05T09:00', '2026-12-05T10:00'))).toBe(false);
    expect(isOpenFor([], span('2026-12-05T22:00', '2026-12-06T03:00'))).toBe(true);
    expect(openMinutes(weekdays, span('2026-12-01T00:00', '2026-12-08T00:00'))).toBe(5 * 8 * 60);
  });

  test('of a day that is held in part, the open times that are left are told', () => {
    const day = span('2026-12-01T00:00', '2026-12-02T00:00');
    const taken = [span('2026-12-01T09:00', '2026-12-01T10:00'), span('2026-12-01T11:00', '2026-12-01T15:00')];
    expect(freeTimes(openTimes(weekdays, day), taken)).toEqual([
      span('2026-12-01T08:00', '2026-12-01T09:00'),
      span('2026-12-01T10:00', '2026-12-01T11:00'),
      span('2026-12-01T15:00', '2026-12-01T18:00'),
    ]);
  });

  test('what is free and what is taken of it make up the time that is open', () => {
    const spans = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 3 * 1440 }), fc.integer({ min: 0, max: 600 })), { maxLength: 5 })
      .map((all) => all.map(([from, long]) => ({ from: from * minute, to: (from + long) * minute })));
    fc.assert(
      fc.property(anyOpening, spans, (opening, taken) => {
        const open = openTimes(opening, { from: 0, to: 3 * 1440 * minute });
        const free = freeTimes(open, taken);
        const isIn = (all: readonly { from: number; to: number }[], at: number) =>
          all.some(({ from, to }) => from <= at && at < to);
        for (let at = 0; at < 3 * 1440 * minute; at += 30 * minute)
          expect(isIn(free, at)).toBe(isIn(open, at) && !isIn(taken, at));
      }),
    );
  });

  test('open minutes of two times in a row are those of the whole, and no more than it lasts', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 30 * 1440 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(anyOpening, moments, (opening, minutes) => {
        const [from = 0, middle = 0, to = 0] = minutes
          .sort((one, other) => one - other)
          .map((each) => at('2026-12-01T00:00') + each * minute);
        const whole = openMinutes(opening, { from, to });
        expect(openMinutes(opening, { from, to: middle }) + openMinutes(opening, { from: middle, to })).toBe(whole);
        expect(whole).toBeLessThanOrEqual((to - from) / minute);
      }),
    );
  });

  test('opening hours that end before they begin, or overlap, are told', () => {
    expect(openingFault([{ weekday: 1, from: 600, to: 600 }])).toBe('reversed');
    expect(
      openingFault([
        { weekday: 1, from: 600, to: 700 },
        { weekday: 1, from: 650, to: 800 },
      ]),
    ).toBe('overlapping');
    expect(openingFault(weekdays)).toBeUndefined();
  });

  test('opening hours are typed in rows and told in words', () => {
    expect(openingText(weekdays)).toBe('周一至周五 08:00–12:00；周一至周五 14:00–18:00');
    expect(openingText([])).toBe('全天开放');
    expect(minutesOf('00:00', true)).toBe(1440);
    fc.assert(
      fc.property(anyOpening, (opening) => {
        const key = ({ weekday, from }: Opening) => weekday * 1440 + from;
        const sorted = (all: readonly Opening[]) => [...all].sort((one, other) => key(one) - key(other));
        expect(sorted(openingOf(openingRows(opening)))).toEqual(sorted(opening));
      }),
    );
    fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), (each) => minutesOf(clockText(each)) === each));
  });

  test('a repeated booking is at the same time of each day or week', () => {
    const first = span('2026-12-01T08:00', '2026-12-01T10:00');
    expect(occurrencesOf(first, null)).toEqual([first]);
    expect(occurrencesOf(first, { every: 'week', times: 3 }).at(2)).toEqual(
      span('2026-12-15T08:00', '2026-12-15T10:00'),
    );
    expect(overlapsItself(span('2026-12-01T08:00', '2026-12-03T10:00'), { every: 'day', times: 2 })).toBe(true);
  });

  test('a price is exact to the fen: half a fen counts as one', () => {
    expect(amountFor(10_000n, 90)).toBe(15_000n);
    expect(amountFor(1n, 30)).toBe(1n);
    expect(amountFor(1n, 29)).toBe(0n);
  });

  test('how many places are held at each moment is the sum of those who hold them', () => {
    const anyHeld = fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 3 }))
      .map(([from, length, places]) => ({ from, to: from + length, places }));
    fc.assert(
      fc.property(fc.array(anyHeld, { maxLength: 8 }), (held) => {
        const parts = occupancy(held, { from: 5, to: 20 });
        for (let moment = 5; moment < 20; moment++) {
          const sum = (all: readonly Held[]) =>
            all.reduce((count, { from, to, places }) => (from <= moment && moment < to ? count + places : count), 0);
          expect(sum(parts)).toBe(sum(held));
        }
        expect(parts.every(({ from }, index) => index === 0 || (parts[index - 1]?.to ?? 0) <= from)).toBe(true);
      }),
    );
  });

  test('whoever booked gives up what has not begun; its owner approves, declines and confirms the use', () => {
    const asked = { state: 'asked', startsAt: 100 } as const;
    const booker = { hosts: false, books: true };
    const owner = { hosts: true, books: false };
    expect(bookingActionsFor(asked, booker, 50)).toEqual(['cancel']);
    expect(bookingActionsFor(asked, booker, 100)).toEqual([]);
    expect(bookingActionsFor(asked, owner, 50)).toEqual(['approve', 'decline', 'cancel']);
    expect(bookingAfter('use', { state: 'approved', startsAt: 100 }, owner, 99)).toBeUndefined();
    expect(bookingAfter('use', { state: 'approved', startsAt: 100 }, owner, 100)).toBe('used');
    expect(bookingAfter('use', { state: 'approved', startsAt: 100 }, booker, 100)).toBeUndefined();
  });

  test('a teacher lent for some times is one entry: their hours, and the first and last day', () => {
    const rule = { hostIs: 'enterprise', kind: 'k', user: 'school', host: 'firm', fixed: { post: '流动岗' } } as const;
    const times = [span('2026-12-08T08:00', '2026-12-08T08:50'), span('2026-12-01T08:00', '2026-12-01T10:00')];
    expect(lentEntry(rule, { person: '示例', course: '焊接', hostId: 'f', userId: 's', times })).toEqual({
      ...{ post: '流动岗', school: 's', firm: 'f', person: '示例', course: '焊接' },
      ...{ hours: '2.83', startedOn: '2026-12-01', endedOn: '2026-12-08' },
    });
  });

  test('what members pay each other adds up: nothing is lost or made, and nobody owes itself', () => {
    const who = fc.constantFrom('a', 'b', 'c');
    const anyUse = fc.record({
      payerId: who,
      hostId: who,
      minutes: fc.integer({ min: 1, max: 600 }),
      amount: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    });
    fc.assert(
      fc.property(fc.array(anyUse), (uses) => {
        const { pairs, members } = settle(uses);
        const paid = uses.reduce((sum, { payerId, hostId, amount }) => (payerId === hostId ? sum : sum + amount), 0n);
        expect(pairs.reduce((sum, { amount }) => sum + amount, 0n)).toBe(paid);
        expect(members.reduce((sum, { net }) => sum + net, 0n)).toBe(0n);
        expect(pairs.some(({ payerId, hostId }) => payerId === hostId)).toBe(false);
      }),
    );
  });

  test('a use rate is exact to two decimals, and there is none of what was never open', () => {
    expect(useRate(1, 3)).toBe('33.33');
    expect(useRate(2, 3)).toBe('66.67');
    expect(useRate(60, 60)).toBe('100.00');
    expect(useRate(0, 0)).toBeNull();
  });
});
