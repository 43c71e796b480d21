import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { marketOf } from '#core/placement/market-of.ts';
import { readPlacementFile } from './placement-file.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lianheti-cli-placement-'));
const file = join(folder, 'fair.json');
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the real command on a file of this content. */
function placement(content: unknown, ...options: readonly string[]) {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const args = [join(root, 'src/cli/lianheti.js'), 'placement', file, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const read = (content: unknown) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readPlacementFile(file);
};

const fair = {
  students: [
    { id: '甲', wishes: ['车工', '钳工'] },
    { id: '乙', wishes: ['车工', '钳工'] },
    { id: '丙', wishes: ['车工', '焊工'] },
  ],
  positions: [
    { id: '车工', quota: 1, ranking: ['乙', '甲'] },
    { id: '钳工', quota: 2, ranking: ['甲', '乙'] },
    { id: '焊工', quota: 1, ranking: [] },
  ],
};

describe('lianheti placement (A2-1-03)', () => {
  test('tells a program who goes where and who goes nowhere', () => {
    const { status, stdout, stderr } = placement(fair, '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ placements: { 甲: '钳工', 乙: '车工' }, unplaced: ['丙'] });
  });

  test('tells people the wish that was given, and why the others were not', () => {
    expect(placement(fair).stdout).toBe(
      '甲：钳工（第2志愿）\n乙：车工（第1志愿）\n丙：未录取\n\n学生3人，录取2人，其中第一志愿1人，未录取1人；岗位3个，名额4个，余2个。\n',
    );
    expect(placement(fair, '--why', '甲').stdout).toBe(
      '甲：\n第1志愿 车工：名额由排序在前者占满：名额1个，录取至排序第1名，本人第2名\n第2志愿 钳工：录取\n',
    );
    expect(placement(fair, '--why', '丁')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('没有编号“丁”'),
    });
  });

  test('a file that is none is refused with the place, by exit code 2', () => {
    const told = placement({ ...fair, positions: [{ id: '车工', quota: 1, ranking: ['甲', ['乙', '丙']] }] });
    expect([told.status, told.stderr]).toEqual([
      2,
      `${file} 的 positions[0].ranking[1] 不对：是并列的一组；请排出先后，每项只写一个编号。\n`,
    ]);
    expect(JSON.parse(placement('[', '--json').stdout).error).toMatchObject({ code: 'invalid' });
  });
});

describe('a file of wishes and rankings', () => {
  const one = fair.positions[0];
  const others = fair.positions.slice(1);
  test.each([
    ['students 中没有编号“戊”', { ...fair, positions: [{ ...one, ranking: ['甲', '戊'] }, ...others] }],
    ['positions 中没有编号“铣工”', { ...fair, students: [{ id: '甲', wishes: ['铣工'] }] }],
    [
      'positions[0].ranking[2] 不对：编号“甲”重复出现',
      { ...fair, positions: [{ ...one, ranking: ['甲', '乙', '甲'] }, ...others] },
    ],
    ['students[3].id 不对：编号“甲”重复出现', { ...fair, students: [...fair.students, { id: '甲', wishes: [] }] }],
    ['positions[0].quota 不对：应为不小于0的整数', { ...fair, positions: [{ ...one, quota: 1.5 }] }],
    ['positions[0].quota 不对：应为不小于0的整数', { ...fair, positions: [{ ...one, quota: -1 }] }],
    ['students[0].wishes[0] 不对：应为加引号的文字', { ...fair, students: [{ id: '甲', wishes: [7] }] }],
    ['students[0].id 不对：是空的编号', { ...fair, students: [{ id: '', wishes: [] }] }],
    ['students[0] 不对：缺少 wishes', { ...fair, students: [{ id: '甲' }] }],
    ['整个文件 不对：缺少 positions', { students: [] }],
    ['不是有效的 JSON 文件', '{"students":[]'],
    ['不是有效的 JSON 文件', '{"students":[],"positions":[]} x'],
    ['不是有效的 JSON 文件', `{"note":${'['.repeat(100_000)}`],
  ])('that is wrong is refused: %s', async (message, content) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  test('is read as JSON is read, however it is written', async () => {
    const id = fc.string({
      unit: fc.constantFrom('甲', '"', '\\', '\n', '/', '\u0000', '😀', 'a'),
      minLength: 1,
      maxLength: 4,
    });
    const ids = fc.uniqueArray(id, { maxLength: 6 });
    const content = fc.record({ students: ids, positions: ids, quota: fc.nat(5), space: fc.constantFrom(0, 2, '\t') });
    await fc.assert(
      fc.asyncProperty(content, async ({ students, positions, quota, space }) => {
        const told = {
          note: { deep: [null, true, -1.5e3, 'x'] },
          positions: positions.map((own) => ({ ranking: students, id: own, quota })),
          students: students.map((own) => ({ wishes: positions, name: own, id: own })),
        };
        const { market, ...names } = await read(JSON.stringify(told, null, space));
        expect(names).toEqual({ students, positions });
        expect(market).toEqual(marketOf(told));
      }),
      { numRuns: 60 },
    );
  });
});
