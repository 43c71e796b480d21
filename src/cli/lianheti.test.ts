import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { exampleAnswers } from '#test/example-answers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lianheti-cli-'));
const example = (name: string) => join(root, 'examples', `${name}.json`);
const inFolder = (name: string) => join(folder, name);

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the real command. */
function lianheti(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'src/cli/lianheti.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(inFolder(name), content);
  return inFolder(name);
}

describe('lianheti check', () => {
  test('ends with 0 where a form is free of errors, and 1 where it is not', () => {
    expect(lianheti('check', example('perfect'))).toMatchObject({ status: 0, stdout: '检查通过，没有发现问题。\n' });
    expect(lianheti('check', example('warnings')).status).toBe(0);
    const { status, stdout } = lianheti('check', example('errors'));
    expect(status).toBe(1);
    expect(stdout).toMatch(/错误（须改正后才能提交）：\d+项\n/);
    expect(stdout).toContain('〔staff-sum〕');
  });

  test('prints findings for programs', () => {
    const { status, stdout } = lianheti('check', example('errors'), '--json');
    expect(status).toBe(1);
    const { findings, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({});
    expect(findings).toContainEqual({
      check: 'staff-sum',
      severity: 'error',
      fields: ['staffTotal', 'staffFullTime', 'staffPartTime'],
      cells: expect.any(Array),
      message: expect.stringContaining('人员总数'),
    });
    expect(JSON.parse(lianheti('check', example('perfect'), '--json').stdout)).toEqual({ findings: [] });
  });

  test('knows the deadline when it is told the moment', () => {
    const checks = (at: string) =>
      JSON.parse(lianheti('check', example('perfect'), '--json', '--at', at).stdout).findings.map(
        (finding: { check: string }) => finding.check,
      );
    expect(checks('2023-05-29T23:00')).toEqual([]);
    expect(checks('2023-05-29T23:00:00Z')).toEqual(['deadline']);
  });

  test('ends with 2 and a clear word where a file cannot be read', () => {
    mkdirSync(inFolder('a-folder'));
    const cases: readonly (readonly [file: string, code: string])[] = [
      [inFolder('absent.json'), 'missing'],
      [inFolder('a-folder'), 'unreadable'],
      [write('words.json', '你好'), 'not-json'],
      [write('list.json', '[]'), 'not-answers'],
      [write('deep.json', `{"park":${'['.repeat(5000)}${']'.repeat(5000)}}`), 'not-answers'],
      [write('gbk.json', new Uint8Array([0x7b, 0x22, 0xc7, 0xf8, 0x22, 0x7d])), 'not-utf8'],
      [write('large.json', ' '.repeat(6 * 2 ** 20)), 'too-large'],
      [write('no-word.docx', 'PK but no archive, only some words'), 'wrong-type'],
    ];
    for (const [file, code] of cases) {
      const { status, stdout, stderr } = lianheti('check', file, '--json');
      expect({ file, status, error: JSON.parse(stdout).error.code }).toEqual({ file, status: 2, error: code });
      expect(stderr).toBe('');
      const forPeople = lianheti('check', file);
      expect(forPeople.status).toBe(2);
      expect(forPeople.stderr).toMatch(/[一-鿿]/);
    }
  });

  test('reads answers of any shape without falling over', () => {
    const odd = {
      __proto__: null,
      members: [1],
      operatingFunds: { '2023': 'x' },
      staffNames: 7,
      constructor: {},
      park: null,
    };
    expect(lianheti('check', write('odd.json', JSON.stringify(odd))).status).toBe(1);
  });
});

describe('lianheti render, read and summary', () => {
  test('write a Word form that reads back as the same answers and checks the same', () => {
    const word = inFolder('form.docx');
    expect(lianheti('render', example('perfect'), '--to', 'docx', '--out', word).status).toBe(0);
    expect(lianheti('check', word, '--json')).toMatchObject({ status: 0 });
    expect(lianheti('read', word, '--out', inFolder('again.json')).status).toBe(0);
    expect(JSON.parse(readFileSync(inFolder('again.json'), 'utf8'))).toEqual(exampleAnswers('perfect'));
  });

  test('write the same PDF in two processes, and an Excel table', () => {
    for (const name of ['one.pdf', 'two.pdf'])
      expect(lianheti('render', example('errors'), '--to', 'pdf', '--out', inFolder(name)).status).toBe(0);
    expect(readFileSync(inFolder('one.pdf')).equals(readFileSync(inFolder('two.pdf')))).toBe(true);
    const summary = lianheti('summary', example('perfect'), example('warnings'), '--out', inFolder('all.xlsx'));
    expect(summary).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(inFolder('all.xlsx')).subarray(0, 2).toString()).toBe('PK');
  });

  test('leave nothing half written, and never overwrite what they read', () => {
    const own = inFolder('own.json');
    copyFileSync(example('perfect'), own);
    expect(lianheti('render', own, '--to', 'pdf', '--out', own).status).toBe(2);
    expect(readFileSync(own)).toEqual(readFileSync(example('perfect')));
    expect(lianheti('render', own, '--to', 'docx', '--out', inFolder('nowhere/form.docx'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('不存在'),
    });
    expect(lianheti('render', inFolder('absent.json'), '--to', 'pdf', '--out', inFolder('never.pdf')).status).toBe(2);
    expect(readdirSync(folder).filter((name) => name.startsWith('.') || name === 'never.pdf')).toEqual([]);
  });
});

/** A Node of the machine's own, where it has one beside the project's. */
const ownNode = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((place) => !place.includes('node_modules'))
  .map((place) => join(place, 'node'))
  .find((file) => existsSync(file));

describe('lianheti', () => {
  test.runIf(ownNode)('runs on the project’s Node whichever Node starts it, with the same exit code', () => {
    const run = (...args: readonly string[]) =>
      spawnSync(ownNode ?? '', [join(root, 'src/cli/lianheti.js'), ...args], { encoding: 'utf8' });
    expect(run('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run('check', example('errors'), '--json').status).toBe(1);
    expect(run('check', inFolder('absent.json')).status).toBe(2);
  });

  test('says what to do where nothing is installed yet', () => {
    mkdirSync(inFolder('clone/src/cli'), { recursive: true });
    for (const file of ['lianheti.js', 'node-flags.js'])
      copyFileSync(join(root, 'src/cli', file), inFolder(`clone/src/cli/${file}`));
    write('clone/package.json', '{ "type": "module" }');
    const { status, stderr } = spawnSync(process.execPath, [inFolder('clone/src/cli/lianheti.js'), 'check'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: '尚未安装依赖。请先在项目目录中运行 npm install，再重试。\n',
    });
  });

  test('tells its version and how it is used', () => {
    expect(lianheti('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { status, stdout } = lianheti('--help');
    expect(status).toBe(0);
    for (const command of ['check', 'render', 'read', 'summary', 'audit', 'example', 'serve']) {
      expect(stdout).toContain(`  ${command} `);
      const help = lianheti(command, '--help');
      expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining(`用法：lianheti ${command}`) });
      expect(lianheti(command, '--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    }
  });

  test('refuses what it does not know, with its help', () => {
    const mistakes = [
      ['fly'],
      ['check', example('perfect'), '--loud'],
      ['check'],
      ['check', example('perfect'), '--at', '明天'],
      ['check', example('perfect'), '--pack', 'none'],
      ['render', example('perfect'), '--to', 'odt', '--out', inFolder('x.odt')],
      ['render', example('perfect'), '--to', 'pdf'],
      ['summary', '--out', inFolder('x.xlsx')],
    ];
    for (const mistake of mistakes) {
      const { status, stderr } = lianheti(...mistake);
      expect({ mistake, status }).toEqual({ mistake, status: 2 });
      expect(stderr).toContain('用法：lianheti');
    }
  });
});
