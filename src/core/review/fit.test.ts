import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitOf, readTexts } from './fit.ts';

const word = fc.string({ unit: fc.constantFrom(...'智能制造装备产教融合学徒'), maxLength: 8 });
const fields = fc.array(word, { maxLength: 6 });
const texts = fc.record({ brief: word, further: word, points: word }).map(readTexts);

describe('how well an expert suits an application', () => {
  test('is from 0 to 100, the same for the same fields in any order, and never less for a field more', () => {
    fc.assert(
      fc.property(fields, word, texts, (own, more, said) => {
        const { points, met } = fitOf(own, said);
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(100);
        expect(points > 0).toBe(met.length > 0);
        expect(fitOf([...own].reverse(), said)).toEqual({ points, met });
        expect(fitOf([...own, more], said).points).toBeGreaterThanOrEqual(points);
      }),
    );
  });

  test('every field that is said to stand in a text stands there', () => {
    fc.assert(
      fc.property(fields, texts, (own, said) => {
        for (const { field, where, whole } of fitOf(own, said).met)
          if (whole) expect(said[where].text).toContain(field);
      }),
    );
  });

  const said = readTexts({
    brief: '主导产业为智能制造与新能源汽车',
    further: '建设现场工程师培养基地',
    points: '产教融合',
  });

  test('weighs most where it is what the application is about', () => {
    expect(fitOf(['智能制造'], said)).toEqual({
      points: 60,
      met: [{ field: '智能制造', where: 'brief', whole: true }],
    });
    expect(fitOf(['现场工程师'], said).points).toBe(30);
    expect(fitOf(['产教融合'], said).points).toBe(15);
    expect(fitOf(['智能制造', '现场工程师'], said).points).toBe(72);
  });

  test('counts a field that is said in nearly the same words, for less; other words are nothing', () => {
    const { points, met } = fitOf(['新能源汽车制造'], said);
    expect(met).toEqual([{ field: '新能源汽车制造', where: 'brief', whole: false }]);
    expect(points).toBeLessThan(60);
    expect(fitOf(['现代农业'], said)).toEqual({ points: 0, met: [] });
  });
});
