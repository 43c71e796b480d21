import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { runChecks } from '#core/check/run-checks.ts';
import { valueAt } from '#core/form/answers.ts';
import { catalogues } from '#packs/catalogues/catalogues.ts';
import { currentPack } from '#packs/packs.ts';
import { placeOf } from './make-names.ts';
import { makeNation, type Nation, wholeNation } from './make-nation.ts';

let nation: Nation;
beforeAll(() => {
  nation = makeNation();
});
const longTexts = ['leadingIndustries', 'supportPolicies', 'features', 'constructionPlan'];

describe('the example nation', () => {
  test('has 32 provincial units, three applications from each, and 300 experts', () => {
    expect(nation.provinces).toHaveLength(32);
    for (const province of nation.provinces.keys())
      expect(nation.consortia.filter((one) => one.province === province)).toHaveLength(3);
    expect(nation.experts).toHaveLength(300);
    expect(new Set(nation.consortia.map(({ name }) => name)).size).toBe(96);
    expect(new Set(nation.experts.map(({ name }) => name)).size).toBe(300);
  });

  test('has forms in which no check finds anything', () => {
    for (const { answers } of nation.consortia) expect(runChecks(currentPack, answers)).toEqual([]);
  });

  test('has such forms whatever seed it is drawn from', () => {
    fc.assert(
      fc.property(fc.nat(1e6), (seed) => {
        for (const { answers } of makeNation({ provinces: 4, applications: 12, experts: 0 }, seed).consortia)
          expect(runChecks(currentPack, answers)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('is the same to the byte for the same seed, and another for another', () => {
    const text = (seed: number) => JSON.stringify(makeNation({ provinces: 3, applications: 6, experts: 20 }, seed));
    expect(text(7)).toBe(text(7));
    expect(text(7)).not.toBe(text(8));
    expect(JSON.stringify(makeNation(wholeNation))).toBe(JSON.stringify(nation));
  });

  test('repeats a passage from form to form only where one was copied', () => {
    const passages = nation.copied.map(({ passage }) => passage);
    expect(passages.length).toBeGreaterThanOrEqual(4);
    for (const passage of passages) expect(passage.length).toBeGreaterThan(50);
    const length = 48;
    const seen = new Map<string, number>();
    const repeated = new Set<string>();
    for (const { number, answers } of nation.consortia) {
      const taken = nation.copied.filter(({ to }) => to === number).map(({ passage }) => passage);
      for (const cell of longTexts) {
        const text = taken.reduce((rest, passage) => rest.replace(passage, ''), String(valueAt(answers, cell)));
        for (let at = 0; at + length <= text.length; at++) {
          const run = text.slice(at, at + length);
          if ((seen.get(run) ?? number) !== number) repeated.add(run);
          seen.set(run, number);
        }
      }
    }
    expect([...repeated]).toEqual([]);
    for (const { from, to, cell, passage } of nation.copied)
      for (const number of [from, to])
        expect(String(valueAt(nation.consortia[number]?.answers ?? {}, cell))).toContain(passage);
  });

  test('has experts tied to members by employer and by past work, some of whom declare it, severe ones and mild ones', () => {
    const members = new Set(nation.consortia.flatMap((one) => Object.values(one.members).flat()));
    const employed = nation.experts.filter(({ employer }) => members.has(employer));
    expect(employed.length).toBeGreaterThan(50);
    expect(nation.experts.filter(({ past }) => past.length > 0).length).toBeGreaterThan(30);
    expect(nation.experts.filter(({ declares }) => declares.length > 0).length).toBeGreaterThan(15);
    expect(
      nation.experts.filter(({ past, declares }) => past.length > 0 && declares.length === 0).length,
    ).toBeGreaterThan(5);
    expect(nation.experts.filter(({ leniency }) => leniency < -6).length).toBeGreaterThan(3);
    expect(nation.experts.filter(({ leniency }) => leniency > 6).length).toBeGreaterThan(3);
  });

  test('names nobody and no place that exists', () => {
    const divisions = new Set(
      (catalogues.division.editions[0]?.items ?? []).map(({ name }) => name.replace(/(市|县|区|自治.)$/, '')),
    );
    for (const { number, name, members, answers } of nation.consortia) {
      expect(name).toMatch(/（虚构示例）$/);
      expect(divisions.has(placeOf(number).city)).toBe(false);
      for (const member of Object.values(members).flat()) expect(member).toMatch(/（虚构）$/);
      for (const one of ['leaderName', 'secretariatHead']) expect(valueAt(answers, one)).toMatch(/^示例/);
    }
    for (const { name, employer } of nation.experts) {
      expect(name).toMatch(/^示例/);
      expect(employer).toMatch(/（虚构）$/);
    }
    for (const province of nation.provinces) expect(province).toMatch(/（虚构）$/);
  });
});
