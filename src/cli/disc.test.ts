import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lianheti-cli-disc-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the real command. */
function disc(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'src/cli/lianheti.js'), 'disc', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

mkdirSync(at('推荐/支撑材料'), { recursive: true });
writeFileSync(at('推荐/推荐书.docx'), 'form');
for (let index = 0; index < 12; index++)
  writeFileSync(at(`推荐/支撑材料/证明${index}.pdf`), Buffer.alloc(150_000, index));

describe('lianheti disc', () => {
  test('makes an image with keys of its own, and finds it intact', () => {
    const made = disc('make', at('推荐'), '--out', at('推荐.iso'), '--province', '某省', '--at', '2023-06-01');
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(made.stdout).toContain('推荐.iso：13个文件');
    expect(made.stdout).toContain('请妥善保管');
    expect(statSync(at('lianheti-disc.key')).mode & 0o777).toBe(0o600);
    const verified = disc('verify', at('推荐.iso'));
    expect(verified).toMatchObject({ status: 0, stderr: '' });
    expect(verified.stdout).toContain('推荐，某省，2023-06-01 00:00制作');
    expect(verified.stdout).toContain('核验通过：13个文件与清单一致，清单签名有效。');
    const again = disc('make', at('推荐'), '--out', at('再次.iso'), '--json', '--key', at('lianheti-disc.key'));
    const { fingerprint, isNewKey } = JSON.parse(again.stdout);
    expect(isNewKey).toBe(false);
    expect(made.stdout).toContain(fingerprint);
    expect(disc('verify', at('再次.iso'), '--fingerprint', fingerprint).status).toBe(0);
    expect(disc('verify', at('再次.iso'), '--fingerprint', '0000').status).toBe(1);
  });

  test('names the file of which one byte was altered', () => {
    const bytes = readFileSync(at('推荐.iso'));
    bytes[bytes.indexOf(Buffer.alloc(1000, 7)) + 500] = 8;
    writeFileSync(at('改动.iso'), bytes);
    const found = disc('verify', at('改动.iso'), '--json');
    expect(found.status).toBe(1);
    expect(JSON.parse(found.stdout)).toMatchObject({
      intact: false,
      altered: ['支撑材料/证明7.pdf'],
      missing: [],
      added: [],
      problems: [{ kind: 'altered' }],
    });
    expect(disc('verify', at('改动.iso')).stdout).toContain('被改动：支撑材料/证明7.pdf');
  });

  test('makes several images where one does not fit the medium', () => {
    const made = disc('make', at('推荐'), '--out', at('分盘.iso'), '--medium', '1.5MB', '--json');
    expect(made.status).toBe(0);
    const { discs } = JSON.parse(made.stdout);
    expect(discs).toMatchObject([
      { part: 1, of: 2 },
      { part: 2, of: 2 },
    ]);
    for (const { file } of discs) expect(disc('verify', file).stdout).toMatch(/第[12]张，共2张/);
    expect(existsSync(at('分盘.iso'))).toBe(false);
  });

  test('ends with 2 and a clear word where there is nothing to read, and never puts a private key on a disc', () => {
    mkdirSync(at('空'));
    writeFileSync(at('不是映像.iso'), 'words');
    writeFileSync(at('坏.key'), '{}');
    writeFileSync(at('推荐/支撑材料/k.key'), readFileSync(at('lianheti-disc.key')));
    const out = at('没有.iso');
    const cases: readonly (readonly [args: readonly string[], code: string])[] = [
      [['verify', at('不存在.iso')], 'missing'],
      [['verify', at('不是映像.iso')], 'not-an-image'],
      [['make', at('不存在'), '--out', out], 'missing'],
      [['make', at('空'), '--out', out], 'empty'],
      [['make', at('推荐.iso'), '--out', out], 'unreadable'],
      [['make', at('推荐'), '--out', at('没有/没有.iso')], 'unwritable'],
      [['make', at('推荐'), '--out', at('推荐/自己.iso')], 'same-file'],
      [['make', at('推荐'), '--out', out, '--key', at('推荐/支撑材料/k.key')], 'same-file'],
      [['make', at('推荐'), '--out', out, '--key', at('坏.key')], 'wrong-key'],
      [['make', at('推荐'), '--out', out, '--key', at('没有.key')], 'missing'],
      [['make', at('推荐'), '--out', out, '--medium', '600MB', '--at', '明天'], 'usage'],
      [['make', at('推荐'), '--out', out, '--medium', '大'], 'usage'],
      [['make', at('推荐')], 'usage'],
      [['burn'], 'usage'],
    ];
    for (const [args, code] of cases) {
      const { status, stdout } = disc(...args, '--json');
      expect({ args, status, code: JSON.parse(stdout).error.code }).toEqual({ args, status: 2, code });
    }
    expect(disc('verify', at('空')).status).toBe(1);
    expect(readdirSync(folder).filter((name) => name.includes('没有') || name.startsWith('.'))).toEqual([]);
  });
});
