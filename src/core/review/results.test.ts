import { expect, test } from 'vitest';
import { type ReadApplication, resultsOf, scoredPoints, totalOf } from './results.ts';

const points = [{ id: '1.1' }, { id: '1.2' }];
const reader = (expertId: string, first: number, second: number, isSubmitted = true) => ({
  expertId,
  isSubmitted,
  scores: new Map([
    ['1.1', first],
    ['1.2', second],
  ]),
});
const application = (applicationId: string, more: Partial<ReadApplication>): ReadApplication => ({
  applicationId,
  consortiumId: `${applicationId}-consortium`,
  consortium: `${applicationId}联合体（虚构）`,
  province: '虚构省',
  state: 'admitted',
  deduction: 0,
  readers: [],
  ...more,
});

test('a total weighs each point as the batch says, and 1 where it says nothing', () => {
  const scores = new Map([
    ['1.1', 80],
    ['1.2', 90.5],
  ]);
  expect(totalOf(points, scores, {})).toBe(85.25);
  expect(totalOf(points, scores, { '1.2': 3 })).toBe(87.88);
  expect(totalOf(points, new Map([['1.1', 80]]), {})).toBeNull();
});

test('only readings that were handed in count, for the mean and for the spread', () => {
  const [result] = resultsOf(
    [application('a', { readers: [reader('x', 80, 90), reader('y', 60, 70), reader('z', 0, 0, false)] })],
    points,
    {},
  );
  expect(result).toMatchObject({ mean: 75, spread: 20, score: 75 });
  expect(result?.readers).toEqual([
    { expertId: 'x', total: 85, isCounted: true },
    { expertId: 'y', total: 65, isCounted: true },
    { expertId: 'z', total: null, isCounted: false },
  ]);
});

test('the highest score stands first, what nobody has read last; a deduction takes points off and never goes below nothing', () => {
  const results = resultsOf(
    [
      application('unread', {}),
      application('fined', { readers: [reader('x', 90, 90)], deduction: 12.5 }),
      application('good', { readers: [reader('x', 80, 80)] }),
      application('out', { readers: [reader('x', 40, 40)], deduction: 60 }),
    ],
    points,
    {},
  );
  expect(results.map(({ applicationId, score }) => [applicationId, score])).toEqual([
    ['good', 80],
    ['fined', 77.5],
    ['out', 0],
    ['unread', null],
  ]);
});

test('a deduction and a veto are scored by no reader', () => {
  const system = {
    title: '指标',
    indicators: [
      {
        id: '1',
        title: '一',
        points: [
          { id: '1.1', text: '甲', kind: 'qualitative' },
          { id: '1.2', text: '乙', kind: 'scored', most: 10 },
          { id: '1.3', text: '丙', kind: 'veto' },
          { id: '7', text: '丁', kind: 'deduction' },
        ],
      },
    ],
  } as const;
  expect(scoredPoints(system).map(({ id }) => id)).toEqual(['1.1', '1.2']);
});
