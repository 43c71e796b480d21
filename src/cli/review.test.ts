import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { drawExperts, poolDigestOf, resultOf } from '#core/review/draw.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lianheti-cli-review-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the real command on a JSON file. */
function lianheti(command: readonly string[], content: unknown, ...options: readonly string[]) {
  const file = join(folder, 'file.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const args = [join(root, 'src/cli/lianheti.js'), ...command, file, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('lianheti assignment', () => {
  const applications = [
    { id: 'a1', province: '甲省', unit: '一校' },
    { id: 'a2', province: '乙省', unit: null },
  ];
  const experts = [
    { id: 'e1', province: '丙省', unit: '二校', load: 1 },
    { id: 'e2', province: '丙省', unit: '', load: 2 },
    { id: 'e3', province: '乙省', unit: '一校', load: 2 },
  ];
  const file = { readers: 1, applications, experts, conflicts: [], fit: { a1: { e1: 90, e2: 40 }, a2: { e1: 95 } } };
  const solve = (content: unknown) => lianheti(['assignment'], content, '--json');

  test('raises the worst-served first, then the total; a fit that is not named is 0', () => {
    const { status, stdout } = solve(file);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      assignments: { a1: ['e2'], a2: ['e1'] },
      worst: 40,
      total: 135,
      proven: true,
    });
  });

  test('names the clashing rules where nothing fits', () => {
    const { status, stdout } = solve({ ...file, readers: 2, conflicts: [['a1', 'e2']] });
    expect(status).toBe(1);
    expect(JSON.parse(stdout).clashes).toMatchObject([{ rules: ['conflict', 'unit'], applications: ['a1'] }]);
  });

  test('an empty file of applications is assigned, what is no such file is told', () => {
    const empty = solve({ ...file, applications: [] });
    expect([empty.status, JSON.parse(empty.stdout)]).toEqual([
      0,
      { assignments: {}, worst: 0, total: 0, proven: true },
    ]);
    for (const wrong of ['{', { ...file, readers: 0 }, { ...file, experts: [...experts, experts[0]] }])
      expect(solve(wrong).status).toBe(2);
  });
});

describe('lianheti draw verify', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const order = {
    strata: [{ label: '不限', count: 2 }],
    pool: ['甲', '乙', '丙', '丁'].map((id) => ({ id, stratum: 0 })),
  };
  const seed = 'a seed';
  const drawn = resultOf(drawExperts(order, seed, sha256), order.strata);
  const told = { ...order, poolDigest: poolDigestOf(order, sha256), commitment: sha256(seed), seed, ...drawn };

  test('repeats a draw, and tells what was altered in it', () => {
    expect(lianheti(['draw', 'verify'], told)).toMatchObject({ status: 0, stdout: '复算一致：从4人中抽取2人。\n' });
    const altered = lianheti(['draw', 'verify'], { ...told, drawn: [...told.drawn].reverse() }, '--json');
    expect([altered.status, JSON.parse(altered.stdout)]).toEqual([1, { intact: false, faults: ['result-differs'] }]);
    expect(lianheti(['draw', 'verify'], {}).status).toBe(2);
  });
});
