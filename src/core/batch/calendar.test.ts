import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { calendarOf, outOfOrder, stageAt } from './calendar.ts';

const rules = moe202315.batch;
const calendar = calendarOf(rules, new Date(rules.deadline));

test('a calendar that nobody changed is in order, and begins with the notice’s deadline', () => {
  expect(outOfOrder(calendar)).toEqual([]);
  expect(calendar[0]).toEqual({ stage: 'application', closesAt: new Date('2023-05-29T15:59:59.000Z') });
});

test('at every moment the present stage is the first that has not closed', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2023-01-01'), max: new Date('2024-12-31'), noInvalidDate: true }), (now) => {
      const at = calendar.findIndex(({ stage }) => stage === stageAt(calendar, now));
      const before = at === -1 ? calendar : calendar.slice(0, at);
      expect(before.every(({ closesAt }) => closesAt < now)).toBe(true);
      expect(at === -1 || now <= (calendar[at]?.closesAt ?? now)).toBe(true);
    }),
  );
});

test('a stage that closes before the one it follows is named', () => {
  const early = calendar.map((each) => (each.stage === 'reading' ? { ...each, closesAt: new Date(0) } : each));
  expect(outOfOrder(early)).toEqual(['reading']);
});
