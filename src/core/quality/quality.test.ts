import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quality } from '#packs/moe-2023-15/quality.ts';
import { currentPack } from '#packs/packs.ts';
import { bandOf, spreadsFrom } from './band.ts';
import { significantDigits } from './digits.ts';
import { examinationOf } from './examination-of.ts';
import { examineConsortium } from './examine-consortium.ts';
import { examineNation } from './examine-nation.ts';
import type { ExaminedConsortium, ExaminedFigure, ExaminedText } from './examined.ts';
import { measureYears } from './measure-years.ts';
import { groupPeers } from './peer-groups.ts';
import type { FindingState } from './quality-rules.ts';
import { qualityScore } from './quality-score.ts';

const examination = examinationOf(currentPack, 2026, quality.years);
const { asked, names } = examination;

const figureOf = (figure: string, year: number, value: number): ExaminedFigure => ({
  figure,
  year,
  value,
  entries: 10,
  confirmed: 1,
  evidenced: 1,
});

/** Every figure that the form asks for, in every year, each of its own size. */
function wholeFigures(size: (figure: string, at: number, year: number) => number): readonly ExaminedFigure[] {
  return examination.years.flatMap((year) =>
    asked.map((figure, at) => figureOf(figure, year, names.get(figure)?.isRate ? 80 : size(figure, at, year))),
  );
}

function consortium(id: string, more: Partial<ExaminedConsortium> = {}): ExaminedConsortium {
  const figures = wholeFigures((_, at) => 137 + at * 31);
  return { id, industries: '装备制造', members: 60, figures, texts: [], awaited: [], expected: [], ...more };
}

const withFigure = (one: ExaminedConsortium, changed: ExaminedFigure): ExaminedConsortium => ({
  ...one,
  figures: one.figures.map((each) => (each.figure === changed.figure && each.year === changed.year ? changed : each)),
});

/** Figures of a made-up year: none of two consortia is the other's, all are of one size. */
const grown = (seed: number) =>
  wholeFigures((_, at, year) =>
    Math.round((1000 + at * 57) * (1 + ((seed * 7 + at * 3) % 11) / 50) * 1.07 ** (year - 2023) + seed),
  );

const nationOf = (count: number) =>
  Array.from({ length: count }, (_, at) => consortium(`c${String(at).padStart(3, '0')}`, { figures: grown(at) }));

const rulesFound = (findings: readonly { rule: string }[]) => new Set(findings.map(({ rule }) => rule));
const alone = (one: ExaminedConsortium) => examineConsortium(one, quality, examination, undefined);

describe('how far a figure lies from others', () => {
  const amounts = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 40 });

  test('a figure is as far from the others whatever it is counted in', () => {
    fc.assert(
      fc.property(amounts, fc.double({ min: 0.001, max: 1000, noNaN: true }), (values, unit) => {
        const [one = 1] = values;
        const [plain, scaled] = [
          bandOf(values, false),
          bandOf(
            values.map((value) => value * unit),
            false,
          ),
        ];
        const away = plain ? spreadsFrom(one, plain, false, 0.25) : Number.NaN;
        const after = scaled ? spreadsFrom(one * unit, scaled, false, 0.25) : Number.NaN;
        expect(after).toBeCloseTo(away, 6);
      }),
    );
  });

  test('one planted figure is found however the others are spread, and never moves their middle away', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 100, max: 200, noNaN: true }), { minLength: 6, maxLength: 60 }),
        fc.constantFrom(1e5, 1e-2),
        (values, planted) => {
          const band = bandOf([...values, planted], false);
          expect(band && Math.abs(spreadsFrom(planted, band, false, 0.25))).toBeGreaterThan(5);
        },
      ),
    );
  });

  test('figures that are all the same have nothing that stands apart', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e9, noNaN: true }), fc.integer({ min: 2, max: 30 }), (value, count) => {
        const band = bandOf(
          Array.from({ length: count }, () => value),
          false,
        );
        expect(band && spreadsFrom(value, band, false, 0.25)).toBe(0);
      }),
    );
  });

  test.each([
    [0, 0],
    [12300, 3],
    [0.05, 1],
    [100, 1],
    [8.125, 4],
    [1e21, 1],
  ])('%s has %s significant digits', (value, digits) => expect(significantDigits(value)).toBe(digits));
});

describe('like consortia', () => {
  test('are of the same industry and size where these are enough, else of wider groups, and never so few that one could be recognised', () => {
    const sizes = fc.record({
      industries: fc.constantFrom('装备制造', '汽车', '生物医药', '不详'),
      members: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(sizes, { maxLength: 60 }), fc.boolean(), (traits, turned) => {
        const all = traits.map((one, at) => ({ id: `c${at}`, ...one }));
        const groups = groupPeers(turned ? all.toReversed() : all, quality.peers);
        expect(groups).toEqual(groupPeers(all, quality.peers));
        for (const [id, { ids }] of groups) {
          expect(ids).toContain(id);
          expect(ids.length).toBeGreaterThan(quality.peers.least);
        }
        expect(groups.size).toBe(all.length > quality.peers.least ? all.length : 0);
      }),
    );
  });
});

describe('what is found of a consortium by itself', () => {
  test('nothing, where its figures grow from year to year, are confirmed and have evidence', () => {
    expect(alone(consortium('c', { figures: grown(3) }))).toEqual([]);
  });

  test('a value that cannot be: a rate above 100, more trainees than students', () => {
    const rate = alone(withFigure(consortium('c', { figures: grown(1) }), figureOf('employmentRate', 2024, 104)));
    expect(rate.find(({ rule }) => rule === 'rate-bound')?.message).toBe(
      '2024年“联合体学校整体就业率”为104％，不可能超过100％',
    );
    const own = consortium('c', { figures: [...grown(1), figureOf('enrolledStudents.university', 2024, 12)] });
    expect(alone(own).filter(({ rule }) => rule === 'trainees-over-students')).toMatchObject([{ year: 2024 }]);
  });

  test('a figure that jumped is told once, as a jump', () => {
    const found = alone(withFigure(consortium('c', { figures: grown(1) }), figureOf('apprentices', 2024, 60_000)));
    expect(found.filter(({ year }) => year === 2024).map(({ rule, subject }) => [rule, subject])).toEqual([
      ['jump', 'apprentices'],
    ]);
  });

  test('what is still low in the running year is not held against it; what is too high is', () => {
    const own = consortium('c', { figures: grown(1) });
    expect(alone(withFigure(own, figureOf('apprentices', 2026, 60)))).toEqual([]);
    expect(rulesFound(alone(withFigure(own, figureOf('apprentices', 2026, 60_000))))).toEqual(new Set(['jump']));
  });

  test('figures of the year before, and figures that are nothing but round', () => {
    const repeated = consortium('c', {
      figures: grown(2).map((one) => ({
        ...one,
        value:
          one.year === 2025
            ? (grown(2).find(({ figure, year }) => figure === one.figure && year === 2024)?.value ?? 0)
            : one.value,
      })),
    });
    expect(alone(repeated).map(({ rule, year }) => [rule, year])).toEqual([['same-as-year-before', 2025]]);
    const round = consortium('c', {
      figures: grown(2).map((one) => ({
        ...one,
        value: one.year === 2024 && !names.get(one.figure)?.isRate ? 1000 : one.value,
      })),
    });
    expect(rulesFound(alone(round))).toContain('round-figures');
  });

  test('entries without a second voice or evidence, with the members who keep them waiting; and figures that are missing', () => {
    const figures = grown(1)
      .filter(({ figure, year }) => figure !== 'masterStudios' || year !== 2024)
      .map((one) => (one.year === 2025 ? { ...one, confirmed: 0.2, evidenced: 0 } : one));
    const awaited = [
      { member: 'm1', year: 2025, entries: 12, figures: ['apprentices'] },
      { member: 'm2', year: 2025, entries: 1, figures: ['apprentices'] },
    ];
    const found = alone(consortium('c', { figures, awaited }));
    expect(found.map(({ rule, year, subject }) => [rule, year, subject])).toEqual([
      ['missing', 2024, ''],
      ['one-voice', 2025, ''],
      ['one-voice', 2025, 'm1'],
      ['no-evidence', 2025, ''],
    ]);
    expect(found[2]?.message).toBe('2025年有12条记录等待本单位确认，涉及“中国特色学徒制培养”');
  });

  test('a figure that the form, or a return since, gives higher than the ledgers add up to', () => {
    const expected = [
      { figure: 'apprentices', year: 2024, value: 9000, by: '自评报告' },
      { figure: 'apprentices', year: 2019, value: 9000, by: '推荐书' },
    ];
    const found = alone(consortium('c', { figures: grown(1), expected }));
    expect(found.map(({ rule, year }) => [rule, year])).toEqual([['below-form', 2024]]);
    expect(found[0]?.message).toContain('自评报告填报为9,000');
  });

  test('a text taken over from an earlier year, told of the later one', () => {
    const text = Array.from({ length: 40 }, (_, at) => `第${at}段说的是本园区的第${at * 7}件事`).join('，');
    const textOf = (year: number, said: string): ExaminedText => ({
      year,
      cell: 'selfReport',
      label: '自评报告',
      text: said,
    });
    const found = alone(
      consortium('c', { figures: [], texts: [textOf(2024, text), textOf(2025, `今年如下：${text}`)] }),
    );
    expect(found).toMatchObject([{ rule: 'copied-from-years', year: 2025, subject: 'selfReport' }]);
    expect(found[0]?.message).toContain('与2024年相同');
  });
});

describe('what is found among all consortia', () => {
  test('the order in which they come never matters, nor that of their figures', () => {
    const nation = nationOf(14).map((one, at) => (at === 5 ? withFigure(one, figureOf('apprentices', 2024, 40)) : one));
    const once = examineNation(nation, quality, examination);
    fc.assert(
      fc.property(fc.shuffledSubarray(nation, { minLength: nation.length }), (turned) => {
        const again = examineNation(
          turned.map((one) => ({ ...one, figures: one.figures.toReversed() })),
          quality,
          examination,
        );
        expect(again).toEqual(once);
      }),
      { numRuns: 5 },
    );
  });

  test('a figure far from those of like consortia is found, with the middle of the group but nobody’s name', () => {
    const nation = nationOf(12).map((one, at) =>
      at === 4
        ? {
            ...one,
            figures: one.figures.map((each) =>
              each.figure === 'apprentices' ? { ...each, value: each.value * 40 } : each,
            ),
          }
        : one,
    );
    const { examined } = examineNation(nation, quality, examination);
    const found = examined.flatMap(({ id, findings }) =>
      findings.map(({ rule, subject, year }) => [id, rule, subject, year]),
    );
    expect(found).toEqual(examination.years.map((year) => ['c004', 'unlike-peers', 'apprentices', year]));
    expect(examined[4]?.findings[0]?.message).toContain('同类联合体（装备制造·成员50至199家，12家）的中位数约为');
  });

  test('the same figures and the same words of two consortia are told to both, the other’s name apart', () => {
    const said = Array.from({ length: 20 }, (_, at) => `这一段写的是第${at}项特色做法`).join('；');
    const nation = nationOf(12);
    const [first, second] = [nation[2], nation[7]];
    if (!first || !second) throw new Error('no consortia');
    const text: ExaminedText = { year: 2025, cell: 'features', label: '特色与创新', text: said };
    const copied = nation.map((one) =>
      one.id === second.id
        ? {
            ...one,
            figures: one.figures.map((each, at) =>
              each.year === 2025 ? { ...each, value: first.figures[at]?.value ?? 0 } : each,
            ),
            texts: [text],
          }
        : one.id === first.id
          ? { ...one, texts: [text] }
          : one,
    );
    const { examined } = examineNation(copied, quality, examination);
    for (const [own, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const { findings = [] } = examined.find(({ id }) => id === own.id) ?? {};
      expect(findings.map(({ rule, year }) => [rule, year])).toEqual([
        ['same-as-others', 2025],
        ['copied-from-others', 2025],
      ]);
      for (const { message, others = [] } of findings) {
        expect(message).not.toContain(other.id);
        expect(others.map((side) => side.consortium)).toEqual([other.id]);
      }
    }
    expect(examined.filter(({ findings }) => findings.length > 0)).toHaveLength(2);
  });
});

describe('the quality score', () => {
  const label = (figure: string) => names.get(figure)?.label ?? figure;
  const [measures] = measureYears(consortium('c', { figures: grown(1) }), examination);
  const score = (state: FindingState | undefined) => {
    if (!measures) throw new Error('no measures');
    const findings = state ? [{ rule: 'jump', severity: 'usual' as const, state, count: 2 }] : [];
    return qualityScore(measures, findings, quality, label);
  };

  test('is 100 where nothing is wanting, and every part says what it is made of', () => {
    expect(score(undefined).points).toBe(100);
    expect(score(undefined).parts.map(({ label }) => label)).toEqual([
      '完整',
      '双方确认',
      '证据',
      '合理',
      '一致',
      '回应',
    ]);
    expect(score('open').parts.find(({ part }) => part === 'plausibility')).toMatchObject({
      points: 84,
      made: ['与上年相比骤增骤减：2项，扣16分'],
    });
  });

  test('rises as findings are answered and accepted; what is found no more counts no more', () => {
    const points = (['open', 'answered', 'accepted', 'gone'] as const).map((state) => score(state).points);
    expect(points).toEqual(points.toSorted((a, b) => a - b));
    expect(new Set(points.slice(2))).toEqual(new Set([100]));
  });
});
