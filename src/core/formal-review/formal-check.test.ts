import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '#core/form/cells.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { packs } from '#packs/packs.ts';
import { checkFormal, type FormalFacts, type FormalMark, unmetItems } from './formal-check.ts';

const warned = {
  check: 'council-parties',
  severity: 'warning',
  fields: [],
  cells: [],
  message: '没有科研机构。',
} as const;
const wrong = {
  check: 'composition',
  severity: 'error',
  fields: [],
  cells: [],
  message: '没有普通本科学校。',
} as const;

const good: FormalFacts = {
  findings: { submitted: [], verified: [] },
  leads: [{ label: '牵头学校', confirmed: true }],
  steps: [{ label: '提交', at: '2023-05-20T00:00:00Z', closesAt: '2023-05-29T15:59:59Z' }],
  recommended: 3,
  quota: 3,
  opinion: '同意推荐',
  verdicts: { figures: 80, judged: 80, corrected: 1, rejected: 0, entries: 20, openEntries: 0 },
  materials: { pieces: 12, points: 9 },
  answers: new Map([['park', { label: '依托园区', text: '青禾园区（虚构）' }]]),
};

const resultOf = (id: string, facts: Partial<FormalFacts>) =>
  checkFormal(moe202315.formalReview, { ...good, ...facts }).find(({ item }) => item.id === id);

describe('the formal review (A3-3-01)', () => {
  test('finds every item met that a program can tell, and leaves the others to a person with the answers beside them', () => {
    const outcomes = checkFormal(moe202315.formalReview, good);
    const open = outcomes.filter(({ result }) => result === 'open').map(({ item }) => item.id);
    expect(open).toEqual(['park-leads', 'paper-and-disc', 'seals']);
    expect(outcomes.filter(({ result }) => result === 'not-met')).toEqual([]);
    expect(outcomes[0]?.because).toContain('依托园区：青禾园区（虚构）');
  });

  test('says what decided against an item', () => {
    expect(resultOf('composition', { findings: { submitted: [], verified: [wrong] } })).toMatchObject({
      result: 'not-met',
      because: ['没有普通本科学校。'],
    });
    expect(resultOf('leads-confirmed', { leads: [{ label: '牵头学校', confirmed: false }] })?.because).toEqual([
      '牵头学校没有确认这一版本。',
    ]);
    expect(resultOf('within-quota', { recommended: 4 })?.because).toEqual(['该省推荐4家，本批次名额为3家。']);
    expect(resultOf('verified', { verdicts: { ...good.verdicts, openEntries: 2 } })).toMatchObject({
      result: 'not-met',
    });
    expect(resultOf('opinion', { opinion: '' })?.result).toBe('not-met');
    const late = [{ label: '推荐', at: '2023-05-29T16:00:00Z', closesAt: '2023-05-29T15:59:59Z' }];
    expect(resultOf('in-time', { steps: late })).toMatchObject({
      result: 'not-met',
      because: ['2023-05-30 00:00:00推荐，截止时间为2023-05-29 23:59:59。'],
    });
  });

  test('a warning that the applicant explained, and materials that are on paper only, wait for a person', () => {
    expect(resultOf('council', { findings: { submitted: [], verified: [warned] } })).toMatchObject({ result: 'open' });
    expect(resultOf('materials', { materials: { pieces: 0, points: 0 } })).toMatchObject({ result: 'open' });
  });

  test('an application can be admitted exactly when each item is met, by a person’s word or else by the program’s', () => {
    const outcomes = checkFormal(moe202315.formalReview, good);
    const ids = outcomes.map(({ item }) => item.id);
    const mark = fc.constantFrom<FormalMark>('met', 'not-met', 'incomplete');
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), mark), { selector: ([id]) => id }), (given) => {
        const marks = new Map(given);
        const unmet = new Set(unmetItems(outcomes, marks).map(({ id }) => id));
        for (const { item, result } of outcomes) {
          const said = marks.get(item.id) ?? result;
          expect(unmet.has(item.id)).toBe(said !== 'met');
        }
      }),
    );
  });

  test('quotes the notice word for word', () => {
    const squeezed = (text: string) => text.replace(/\s/g, '');
    const notice = squeezed(readFileSync(new URL('../../../test/notice/moe-2023-15.txt', import.meta.url), 'utf8'));
    expect(moe202315.formalReview.filter(({ words }) => !notice.includes(squeezed(words)))).toEqual([]);
  });
});

describe.each([...packs.values()].map((pack) => [pack.id, pack] as const))('the formal review of %s', (_, pack) => {
  test('names checks and cells that exist, each item once', () => {
    const checks = new Set(pack.checks.map(({ id }) => id));
    const cells = cellsOf(pack.form);
    const unknown = pack.formalReview.flatMap((item) =>
      item.kind === 'checks'
        ? item.checks.filter((id) => !checks.has(id))
        : item.kind === 'manual'
          ? item.cells.filter((cell) => !cells.has(cell))
          : [],
    );
    expect(unknown).toEqual([]);
    expect(new Set(pack.formalReview.map(({ id }) => id)).size).toBe(pack.formalReview.length);
  });
});
