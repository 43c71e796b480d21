import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fenOf } from '#core/quantity/yuan.ts';
import { type Approver, isAnother, placeIn, stepsFor } from './approve-spending.ts';
import { capitalAmount } from './capital-amount.ts';
import { comparePlan } from './compare-plan.ts';
import { balancesOf, type YearSums } from './fund-balance.ts';

describe('what is carried over (A2-5-01)', () => {
  type Act = { year: number; act: 'receive' | 'pay' | 'close'; amount: bigint };
  const act = fc.record({
    year: fc.integer({ min: 2024, max: 2027 }),
    act: fc.constantFrom('receive', 'pay', 'close'),
    amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  });

  /** As the server keeps them: a closed year takes nothing, and years close in their order. */
  function play(acts: readonly Act[], first: bigint): readonly YearSums[] {
    const years = [2024, 2025, 2026, 2027].map((year) => ({
      year,
      carried: year === 2024 ? first : null,
      received: 0n,
      paid: 0n,
      isClosed: false,
    }));
    for (const { year, act: what, amount } of acts) {
      const at = years.findIndex((one) => one.year === year);
      const [mine, next] = [years[at], years[at + 1]];
      if (!mine || mine.isClosed) continue;
      if (what === 'receive') mine.received += amount;
      if (what === 'pay') mine.paid += amount;
      if (what === 'close' && mine.carried !== null) {
        mine.isClosed = true;
        if (next) next.carried = mine.carried + mine.received - mine.paid;
      }
    }
    return years;
  }

  test('is opening and receipts without payments, and what the next year opens with, whatever was done in which order', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), fc.bigInt({ min: 0n, max: 10n ** 12n }), (acts, first) => {
        const balances = balancesOf(play(acts, first));
        expect(balances[0]?.opening).toBe(first);
        balances.forEach(({ opening, received, paid, closing }, at) => {
          expect(closing).toBe(opening + received - paid);
          const next = balances[at + 1];
          if (next) expect(next.opening).toBe(closing);
        });
      }),
    );
  });
});

describe('who approves', () => {
  const review = { id: 'review', label: '审核', by: ['secretariat', 'lead-school'], needsResolution: false } as const;
  const authority = { id: 'authority', label: '审批', by: ['park-authority'], needsResolution: false } as const;
  const rules = {
    approvals: [
      { upTo: '10000', steps: [review] },
      { upTo: null, steps: [review, authority] },
    ],
  };
  const person = (personId: string, roles: Approver['roles'], principals: Approver['principals'] = []): Approver => ({
    personId,
    roles,
    principals,
  });

  test('is said by the amount, to the fen', () => {
    expect(stepsFor(rules, '10000.00')).toEqual([review]);
    expect(stepsFor(rules, '10000.01')).toEqual([review, authority]);
  });

  test('is never who asked, nor who approved before, nor who stands in for one of these', () => {
    const request = { askedBy: 'asker', given: [{ personId: 'first', forId: 'absent' }] };
    expect(isAnother(request, person('other', ['secretariat']))).toBe(true);
    for (const one of ['asker', 'first', 'absent']) {
      expect(isAnother(request, person(one, ['secretariat']))).toBe(false);
      expect(isAnother(request, person('deputy', [], [{ personId: one, roles: ['secretariat'] }]))).toBe(false);
    }
  });

  test('takes a step in its own role, or in the place of one whose it is', () => {
    const deputy = person('deputy', ['lead-school'], [{ personId: 'park', roles: ['park-authority'] }]);
    expect(placeIn(review, deputy)).toBeNull();
    expect(placeIn(authority, deputy)).toBe('park');
    expect(placeIn(authority, person('school', ['lead-school']))).toBeUndefined();
    expect(placeIn(undefined, deputy)).toBeUndefined();
  });
});

test('plan and actual add up to their last row, by source', () => {
  const rows = [
    { name: '政府核拨', planned: '0.10', actual: '0.20' },
    { name: '牵头单位负担', planned: '100', actual: '33.33' },
    { name: '政府核拨', planned: '0.20', actual: '0' },
  ];
  expect(comparePlan(['牵头单位负担', '政府核拨', '其他途径'], rows)).toEqual([
    { name: '牵头单位负担', planned: '100.00', actual: '33.33', percent: '33.33' },
    { name: '政府核拨', planned: '0.30', actual: '0.20', percent: '66.66' },
    { name: '合计', planned: '100.30', actual: '33.53', percent: '33.42' },
  ]);
});

test('an amount in capitals is written as on a voucher', () => {
  const written = (yuan: string) => capitalAmount(fenOf(yuan));
  expect(written('12300.50')).toBe('人民币壹万贰仟叁佰元伍角整');
  expect(written('0')).toBe('人民币零元整');
  expect(written('0.05')).toBe('人民币伍分');
  expect(written('10.05')).toBe('人民币壹拾元零伍分');
  expect(written('1000000')).toBe('人民币壹佰万元整');
  expect(written('100010001.10')).toBe('人民币壹亿零壹万零壹元壹角整');
  expect(written('10203004')).toBe('人民币壹仟零贰拾万叁仟零肆元整');
  expect(written('200000034')).toBe('人民币贰亿零叁拾肆元整');
});
