import { beforeAll, describe, expect, test } from 'vitest';
import { runChecks } from '#core/check/run-checks.ts';
import { catalogues } from '#packs/catalogues/catalogues.ts';
import { currentPack } from '#packs/packs.ts';
import { placeOf } from '#server/example/nation/make-names.ts';
import { type Monitored, makeMonitored } from './make-monitored.ts';
import { makeMonitoredLedger } from './make-monitored-ledger.ts';

let monitored: Monitored;
beforeAll(() => {
  monitored = makeMonitored();
});

describe('the monitored consortia of the example', () => {
  test('are 150 in three batches, in every province but one', () => {
    expect(monitored.consortia).toHaveLength(150);
    for (const batch of [0, 1, 2]) expect(monitored.consortia.filter((one) => one.batch === batch)).toHaveLength(50);
    const without = monitored.provinces.filter(
      (_, province) => !monitored.consortia.some((one) => one.province === province),
    );
    expect(monitored.provinces).toHaveLength(32);
    expect(without.map(({ name }) => name)).toEqual(['青海省（虚构）']);
  });

  test('are the same to the byte wherever they are made, ledgers included', () => {
    expect(JSON.stringify(makeMonitored(12))).toBe(JSON.stringify(makeMonitored(12)));
    const ledgers = () => makeMonitored(12).consortia.map(makeMonitoredLedger);
    expect(JSON.stringify(ledgers())).toBe(JSON.stringify(ledgers()));
  });

  test('have names and places that exist nowhere, and forms in which no check finds anything', () => {
    const divisions = new Set(
      (catalogues.division.editions[0]?.items ?? []).map(({ name }) => name.replace(/(市|县|区|自治.)$/, '')),
    );
    expect(new Set([...monitored.consortia, ...monitored.applicants].map(({ name }) => name)).size).toBe(180);
    for (const { number, name, directory, answers } of monitored.consortia) {
      expect(divisions.has(placeOf(number).city)).toBe(false);
      expect(name).toMatch(/（虚构示例）$/);
      for (const member of directory) expect(member.name).toMatch(/（虚构）$/);
      expect(runChecks(currentPack, answers)).toEqual([]);
    }
  });

  test('have histories to look at: who promised too much keeps under half of it, and one figure has a digit too many', () => {
    const of = (name: string) => monitored.consortia.find(({ story }) => story.name === name);
    const kept = (name: string) => {
      const promised: unknown = of(name)?.answers.apprentices;
      const value = typeof promised === 'object' && promised !== null ? Number(Reflect.get(promised, '2023')) : 0;
      return (of(name)?.course.of('apprentices', 2023) ?? 0) / value;
    };
    expect(kept('over-promiser')).toBeLessThan(0.5);
    expect(kept('plain')).toBeGreaterThan(0.8);
    const typed = of('outlier')?.course;
    const before = typed?.of('employeeTrainingDays', 2024) ?? 0;
    expect(typed?.of('employeeTrainingDays', 2025)).toBeGreaterThan(before * 7);
  });
});
