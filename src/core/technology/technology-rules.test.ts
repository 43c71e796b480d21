import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import { fenOf, wanText, yuanText } from '#core/quantity/yuan.ts';
import { callActionsFor, callStateLabel, meanScore } from './call.ts';
import { contractActionsFor } from './contract.ts';
import { matchNeed, type Offered, type Sought } from './match-need.ts';
import { technologyFigures, yearsOf } from './technology-figures.ts';

const need: Sought = {
  title: '齿轮箱异响',
  field: '数控机床制造',
  kind: '工艺改进',
  keywords: ['齿轮', '振动检测'],
};
const laboratory: Offered = {
  name: '传动实验室',
  field: '机床制造技术',
  serves: ['工艺改进'],
  keywords: ['振动检测', '齿轮箱'],
  description: '',
};

describe('who can serve a need (A2-4-01, B-5.1)', () => {
  test('is told with the reasons: words of the field, keywords, kind of service', () => {
    expect(matchNeed(need, laboratory)).toEqual({
      score: 85,
      reasons: ['领域相同：机床制造', '关键词相符：齿轮、振动检测', '提供此类服务：工艺改进'],
    });
  });

  test('a kind of service alone, or a word that says nothing, is no reason', () => {
    const other = { ...laboratory, field: '食品制造', keywords: [], name: '烘焙中心' };
    expect(matchNeed(need, other)).toEqual({ score: 0, reasons: [] });
  });

  test('more keywords never make it worse, and there is a reason exactly where there is a score', () => {
    const words = fc.array(fc.constantFrom('齿轮', '焊接', '振动检测', '数控', ''), { maxLength: 5 });
    fc.assert(
      fc.property(words, words, fc.constantFrom('焊接工艺', '数控机床'), (keywords, more, field) => {
        const fewer = matchNeed(need, { ...laboratory, field, keywords });
        const all = matchNeed(need, { ...laboratory, field, keywords: [...keywords, ...more] });
        expect(all.score).toBeGreaterThanOrEqual(fewer.score);
        expect(all.score).toBeLessThanOrEqual(100);
        expect(all.reasons.length > 0).toBe(all.score > 0);
      }),
    );
  });
});

describe('an open call (A2-4-01, B-5.1)', () => {
  test('is opened by the secretariat once it has closed, never by its enterprise or before', () => {
    const call = { state: 'open', closesAt: 100 } as const;
    const both = { manages: true, owns: true };
    expect(callActionsFor(call, both, 99)).toEqual(['cancel', 'extend']);
    expect(callActionsFor(call, both, 100)).toEqual(['open', 'cancel']);
    expect(callActionsFor(call, { manages: false, owns: true }, 100)).toEqual(['cancel']);
    expect(callActionsFor({ ...call, state: 'decided' }, both, 100)).toEqual([]);
    expect([callStateLabel('open', call, 99), callStateLabel('open', call, 100)]).toEqual(['征集中', '已截止，待开启']);
  });

  test('the mean of scores is exact to a hundredth', () => {
    expect(meanScore([])).toBeNull();
    expect(meanScore([90, 85, 85])).toBe('86.67');
    expect(meanScore([80, 81])).toBe('80.5');
  });
});

describe('what is computed from contracts (B-5.2)', () => {
  const day = fc.tuple(fc.integer({ min: 2022, max: 2024 }), fc.integer({ min: 1, max: 12 }));
  const dayText = day.map(([year, month]) => `${year}-${String(month).padStart(2, '0')}-15`);
  const amount = fc.bigInt({ min: 1n, max: 10n ** 10n }).map(yuanText);
  const project = fc.record({
    id: fc.uuid(),
    acceptedOn: fc.option(dayText),
    transferredOn: fc.option(dayText),
    receipts: fc.array(fc.record({ amount, receivedOn: dayText }), { maxLength: 5 }),
    results: fc.array(fc.record({ grantedOn: dayText }), { maxLength: 3 }),
    benefits: fc.array(fc.record({ amount, transferredOn: dayText }), { maxLength: 3 }),
  });

  test('every figure is the sum of what its projects add, and all years’ receipts are all receipts as the ledger keeps them', () => {
    fc.assert(
      fc.property(fc.array(project, { maxLength: 8 }), (projects) => {
        const years = yearsOf(projects).map((year) => technologyFigures(projects, year));
        for (const figures of years) {
          const { projects: shares } = figures;
          const sum = shares.reduce((all, { receivedWan }) => all + decimalOf(receivedWan), 0n);
          expect(decimalText(sum)).toBe(figures.receivedWan);
          expect(shares.filter(({ isCompleted }) => isCompleted)).toHaveLength(figures.completed);
          expect(figures.rate === null).toBe(figures.completed === 0);
          expect(figures.transferred).toBeLessThanOrEqual(figures.completed);
        }
        const received = projects.flatMap(({ receipts }) => receipts);
        const all = received.reduce((sum, each) => sum + decimalOf(wanText(fenOf(each.amount))), 0n);
        expect(years.reduce((sum, { receivedWan }) => sum + decimalOf(receivedWan), 0n)).toBe(all);
      }),
    );
  });

  test('a project accepted in one year and transferred in the next does not raise the first year’s rate', () => {
    const one = { id: '1', receipts: [], results: [], benefits: [], acceptedOn: '2023-12-01' };
    const projects = [
      { ...one, transferredOn: '2024-01-02' },
      { ...one, id: '2', transferredOn: '2023-12-31' },
      { ...one, id: '3', transferredOn: null },
    ];
    expect(technologyFigures(projects, 2023)).toMatchObject({ completed: 3, transferred: 1, rate: '33.33' });
    expect(technologyFigures(projects, 2024)).toMatchObject({ completed: 0, rate: null });
  });

  test('who proposed a contract does not agree to it alone, and the enterprise accepts once all milestones are', () => {
    const contract = { state: 'proposed', proposedBy: 'provider', milestones: [], isAmended: false } as const;
    expect(contractActionsFor(contract, ['provider'])).toEqual(['decline']);
    expect(contractActionsFor(contract, ['enterprise'])).toEqual(['agree', 'decline']);
    const agreed = { ...contract, state: 'agreed' } as const;
    expect(contractActionsFor(agreed, ['provider'])).toEqual([]);
    expect(contractActionsFor({ ...agreed, milestones: [{ acceptedOn: null }] }, ['enterprise'])).toEqual([]);
    expect(contractActionsFor(agreed, ['enterprise'])).toEqual(['accept']);
    expect(contractActionsFor({ ...agreed, isAmended: true }, ['enterprise'])).toEqual([]);
  });
});
