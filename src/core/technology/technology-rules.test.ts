import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchNeed, type Offered, type Sought } from './match-need.ts';

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
