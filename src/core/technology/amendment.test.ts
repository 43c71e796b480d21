import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fenOf, yuanText } from '#core/quantity/yuan.ts';
import {
  amendmentActionsFor,
  amendmentFaults,
  changesOfTerms,
  endOf,
  type Milestone,
  numberMilestones,
  type Terms,
} from './amendment.ts';

const amount = fc.bigInt({ min: 1n, max: 10n ** 8n }).map(yuanText);
const dueOn = fc.integer({ min: 1, max: 12 }).map((month) => `2024-${String(month).padStart(2, '0')}-15`);
const milestones = fc.uniqueArray(
  fc.record({ number: fc.integer({ min: 1, max: 8 }), title: fc.constantFrom('样件', '图纸', '验收'), dueOn }),
  { selector: ({ number }) => number, minLength: 1, maxLength: 8 },
);
const terms: fc.Arbitrary<Terms> = fc.record({ amount, milestones });
const inOrder = (all: readonly Milestone[]) => all.toSorted((one, other) => one.number - other.number);

describe('an amendment of a running contract (A2-4-01, B-5.1)', () => {
  test('what it changes turns what was into what is, and back; nothing exactly where both say the same', () => {
    const patch = (from: readonly Milestone[], to: 'was' | 'is', changes: ReturnType<typeof changesOfTerms>) => {
      const changed = new Set(changes.milestones.map(({ number }) => number));
      return inOrder([
        ...from.filter(({ number }) => !changed.has(number)),
        ...changes.milestones.flatMap((each) => {
          const stage = each[to];
          return stage === null ? [] : [{ number: each.number, ...stage }];
        }),
      ]);
    };
    fc.assert(
      fc.property(terms, terms, (before, after) => {
        const changes = changesOfTerms(before, after);
        expect(patch(before.milestones, 'is', changes)).toEqual(inOrder(after.milestones));
        expect(patch(after.milestones, 'was', changes)).toEqual(inOrder(before.milestones));
        expect(changes.amount?.is ?? before.amount).toBe(after.amount);
        expect(changes.endsOn?.is ?? endOf(before)).toBe(endOf(after));
        expect(changesOfTerms(before, before)).toEqual({ amount: null, endsOn: null, milestones: [] });
      }),
    );
  });

  test('terms without a fault leave room for all that was received and name all that was accepted as it is', () => {
    const contract = fc.record({
      terms,
      received: fc.bigInt({ min: 0n, max: 10n ** 8n }).map(yuanText),
      accepted: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(contract, terms, fc.boolean(), (is, typed, keeps) => {
        const accepted = new Set(
          is.accepted.filter((number) => is.terms.milestones.some((each) => each.number === number)),
        );
        const kept = is.terms.milestones.filter(({ number }) => accepted.has(number));
        const after = keeps
          ? { ...typed, milestones: [...kept, ...typed.milestones.filter(({ number }) => !accepted.has(number))] }
          : typed;
        const before = { ...is.terms, received: is.received, signedOn: '2024-01-01', accepted };
        const faults = amendmentFaults(before, after);
        expect(faults.includes('below-received')).toBe(fenOf(after.amount) < fenOf(is.received));
        if (keeps) expect(faults).not.toContain('accepted-changed');
        if (!faults.includes('accepted-changed')) expect(after.milestones).toEqual(expect.arrayContaining(kept));
      }),
    );
  });

  test('is refused where it changes nothing, ends before the signing, or names a milestone twice', () => {
    const before = { amount: '100', milestones: [{ number: 1, title: '样件', dueOn: '2024-03-01' }] };
    const contract = { ...before, received: '0', signedOn: '2024-01-01', accepted: new Set<number>() };
    expect(amendmentFaults(contract, { ...before, amount: '100.00' })).toEqual(['nothing-changed']);
    const early = [{ number: 1, title: '样件', dueOn: '2023-12-31' }];
    expect(amendmentFaults(contract, { ...before, milestones: early })).toEqual(['due-before-signing']);
    const twice = [...before.milestones, { number: 1, title: '图纸', dueOn: '2024-04-01' }];
    expect(amendmentFaults(contract, { ...before, milestones: twice })).toContain('milestone-twice');
    expect(amendmentFaults(contract, { ...before, amount: '0' })).toContain('below-received');
  });

  test('a new milestone never takes a number that any had', () => {
    fc.assert(
      fc.property(milestones, fc.array(dueOn, { maxLength: 5 }), (known, days) => {
        const added = days.map((each) => ({ number: null, title: '新的', dueOn: each }));
        const all = numberMilestones([...known, ...added], known);
        expect(all.slice(0, known.length)).toEqual(known);
        expect(new Set(all.map(({ number }) => number)).size).toBe(known.length + added.length);
      }),
    );
  });

  test('the other side confirms it or not, who wrote it withdraws it, and both is who reports for both', () => {
    const amendment = { state: 'proposed', proposedBy: 'provider' } as const;
    expect(amendmentActionsFor(amendment, ['provider'])).toEqual(['withdraw']);
    expect(amendmentActionsFor(amendment, ['enterprise'])).toEqual(['confirm', 'decline']);
    expect(amendmentActionsFor(amendment, ['provider', 'enterprise'])).toEqual(['confirm', 'decline', 'withdraw']);
    expect(amendmentActionsFor(amendment, [])).toEqual([]);
    expect(amendmentActionsFor({ ...amendment, state: 'confirmed' }, ['enterprise'])).toEqual([]);
  });
});
