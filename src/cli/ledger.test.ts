import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { memberCategories } from '#core/ledger/member-categories.ts';
import { readLedgerWorkbook } from '#documents/xlsx/ledger/read-ledger-workbook.ts';
import { ledgers } from '#packs/moe-2023-15/ledgers/book.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { rowsXml, writeSheets } from '#test/write-sheet.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lianheti-ledger-cli-'));
const inFolder = (name: string) => join(folder, name);
const byHand = (name: string) => join(root, 'test/ledgers', name);
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the real command, without any server or database. */
function ledger(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'src/cli/lianheti.js'), 'ledger', ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  return { status, stdout, stderr };
}

type Cells = readonly (readonly (string | number | null)[])[];

function write(name: string, sheets: Readonly<Record<string, string | Cells>>): string {
  writeFileSync(inFolder(name), writeSheets({ sheets }));
  return inFolder(name);
}

function total(file: string, ...options: readonly string[]) {
  const { status, stdout } = ledger('total', file, '--json', ...options);
  return { status, ...JSON.parse(stdout) };
}

const members: Cells = [
  ['单位名称', '类别', '统一社会信用代码'],
  ['虚构职业技术学院', '高职院校（含职教本科）', null],
  ['虚构中专', '中职学校', null],
  ['虚构制造有限公司', '企业', null],
];
const header = ['学校', '企业', '专业', '学徒人数', '开始日期', '结束日期'];
const apprentices = (
  headcount: number,
  startedOn: string,
  endedOn: string | null = null,
  school = '虚构职业技术学院',
) => [school, '虚构制造有限公司', '460101', headcount, startedOn, endedOn];

describe('lianheti ledger total', () => {
  test('adds facts up by figure and year, as decimal texts, and rates as their value', () => {
    const file = write('good.xlsx', {
      成员单位: members,
      中国特色学徒制培养: [
        header,
        apprentices(30, '2021-12-31', '2023-01-01'),
        apprentices(90, '2022-01-01', '2022-06-30'),
      ],
      毕业生就业: [
        ['学校', '年度', '毕业人数', '就业人数'],
        ['虚构职业技术学院', 2022, 5, 4],
        ['虚构中专', 2022, 2, 2],
      ],
      学校年度概况: [
        ['学校', '年度', '在校生数'],
        ['虚构中专', 2022, 800],
      ],
      技术服务到账: [
        ['收款单位', '付款企业', '项目名称', '凭证号', '到账金额（万元）', '到账日期'],
        ['虚构职业技术学院', '虚构制造有限公司', '甲', '001', 0.1, '2022-03-01'],
        ['虚构职业技术学院', '虚构制造有限公司', '乙', '002', 0.2, '2022-03-01'],
      ],
    });
    expect(total(file)).toEqual({
      status: 0,
      figures: {
        apprentices: { 2021: '30', 2022: '120', 2023: '30' },
        employmentRate: { 2022: '85.71' },
        enrolledStudents: { 2022: '800' },
        'enrolledStudents.secondaryVocational': { 2022: '800' },
        researchFundsReceived: { 2022: '0.3' },
      },
      findings: [],
    });
  });

  test('what has no end is counted up to this year, or to the year it is told', () => {
    const file = write('open.xlsx', { 成员单位: members, 中国特色学徒制培养: [header, apprentices(7, '2022-05-01')] });
    expect(total(file, '--through', '2023').figures).toEqual({ apprentices: { 2022: '7', 2023: '7' } });
    const years = Object.keys(total(file).figures.apprentices);
    expect(years).toContain('2024');
    expect(Math.max(...years.map(Number))).toBe(Math.min(new Date().getFullYear(), 2035));
  });

  test('two rows of one event count once where they agree; where they differ both are a finding and count in nothing', () => {
    const once = apprentices(30, '2022-01-01', '2022-12-31');
    const agreeing = write('agree.xlsx', {
      成员单位: members,
      中国特色学徒制培养: [
        header,
        once,
        ['虚构 职业技术学院', '虚构制造有限公司', '460101', '３０人', '2022年1月1日', '2022.12.31'],
      ],
    });
    expect(total(agreeing)).toEqual({ status: 0, figures: { apprentices: { 2022: '30' } }, findings: [] });
    const differing = write('differ.xlsx', {
      成员单位: members,
      中国特色学徒制培养: [
        header,
        once,
        apprentices(31, '2022-01-01', '2022-12-31'),
        apprentices(5, '2022-02-01', '2022-12-31'),
      ],
    });
    expect(total(differing)).toEqual({
      status: 1,
      figures: { apprentices: { 2022: '5' } },
      findings: [
        {
          check: 'dispute',
          severity: 'error',
          sheet: '中国特色学徒制培养',
          row: 3,
          fields: ['headcount'],
          message: expect.stringContaining('“学徒人数”30、31'),
        },
      ],
    });
  });

  test('a row with an error is not counted, one with a warning is; a member that is not listed is an error', () => {
    const file = write('errors.xlsx', {
      成员单位: members,
      中国特色学徒制培养: [
        header,
        apprentices(1, '2022-01-01', '2021-01-01'),
        apprentices(2, '2022-01-01', '2022-02-01', '别处学院'),
        apprentices(4, '2022-03-01', '2022-04-01', '虚构制造有限公司'),
        apprentices(8, '2022-05-01', '2022-06-01'),
      ],
      支持政策: [
        ['领域', '文件名称', '文号', '发文单位', '发文日期', '举措', '落实情况'],
        ['土地', '文件甲', 12, '示例市', '2022-01-01', '举措', '已落实'],
      ],
    });
    const { status, figures, findings } = total(file);
    expect([status, figures]).toEqual([1, { apprentices: { 2022: '8' }, supportPolicyCount: { 2022: '1' } }]);
    expect(
      findings.map(({ check, row, fields }: { check: string; row: number; fields: string[] }) => [
        check,
        row,
        ...fields,
      ]),
    ).toEqual([
      ['order', 2, 'endedOn'],
      ['member', 3, 'school'],
      ['member', 4, 'school'],
      ['number-as-text', 2, 'number'],
    ]);
  });

  test('without a list of members, names are taken as they are, with a warning', () => {
    const file = write('no-members.xlsx', {
      中国特色学徒制培养: [header, apprentices(3, '2022-01-01', '2022-02-01', '任何学院')],
    });
    const { status, figures, findings } = total(file);
    expect([status, figures]).toEqual([0, { apprentices: { 2022: '3' } }]);
    expect(findings).toMatchObject([{ check: 'member', severity: 'warning' }]);
  });

  test.each(['typed-by-hand.xlsx', 'typed-by-hand-libreoffice.xlsx'])(
    'reads what people typed in programs of their own: %s',
    (name) => {
      const { status, figures } = total(byHand(name), '--through', '2023');
      expect(status).toBe(1);
      expect(figures).toMatchObject({
        coBuiltCourses: { 2020: '1', 2021: '1', 2022: '1', 2023: '1' },
        employmentRate: { 2022: '92.86' },
        researchFundsReceived: { 2022: '1250.8' },
      });
      expect(figures.apprentices['2021']).toBe('1200');
    },
  );

  test('a csv of one ledger', () => {
    const { status, figures } = total(byHand('employment-gb18030.csv'));
    expect([status, figures]).toEqual([0, { employmentRate: { 2022: '92.86' } }]);
  });

  test('for people: a table by ledger, then what is wrong', () => {
    const { stdout } = ledger('total', byHand('typed-by-hand.xlsx'), '--through', '2023');
    expect(stdout).toContain('毕业生就业：读取3行，计入2项\n  联合体学校整体就业率（％）：2022年 92.86\n');
    expect(stdout).toContain('错误（该行不计入）：');
    expect(stdout).toContain('  · “毕业生就业”第4行：“就业人数”11大于“毕业人数”10〔within〕');
  });

  test('100,000 rows', () => {
    const enterprises = Array.from({ length: 1000 }, (_, at) => `虚构企业${at}`);
    const rows = Array.from({ length: 100_000 }, (_, at) => [
      '虚构中专',
      enterprises[at % 1000] ?? '',
      '460101',
      1,
      44_562 + Math.floor(at / 1000),
      44_926,
    ]);
    const file = write('large.xlsx', {
      成员单位: [...members, ...enterprises.map((name) => [name, '企业', null])],
      中国特色学徒制培养: rowsXml([header, ...rows]),
    });
    expect(total(file)).toMatchObject({ status: 0, figures: { apprentices: { 2022: '100000' } }, findings: [] });
  });
});

describe('lianheti ledger check', () => {
  test('ends with 0 without errors and 1 with; prints findings by sheet and row', () => {
    const good = write('fine.xlsx', { 成员单位: members, 中国特色学徒制培养: [header, apprentices(3, '2022-01-01')] });
    expect(ledger('check', good)).toMatchObject({ status: 0, stdout: '检查通过，没有发现问题。\n' });
    const { status, stdout } = ledger('check', byHand('typed-by-hand.xlsx'), '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings).toContainEqual({
      check: 'type',
      severity: 'error',
      sheet: '技术服务到账',
      row: 4,
      fields: ['amount'],
      message: '“到账金额（万元）”应为不小于0的数字，小数不超过4位，现为“5000元”',
    });
  });

  test('writes the file again with a column of what is wrong, and never over the file itself', () => {
    const file = byHand('typed-by-hand.xlsx');
    expect(ledger('check', file, '--report', inFolder('report.xlsx')).status).toBe(1);
    const again = ledger('check', inFolder('report.xlsx'), '--json');
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(ledger('check', file, '--json').stdout));
    expect(ledger('check', inFolder('report.xlsx'), '--report', inFolder('report.xlsx')).status).toBe(2);
  });

  test('marks both rows of a dispute in that column', async () => {
    const file = write('disputed.xlsx', {
      成员单位: members,
      中国特色学徒制培养: [header, apprentices(1, '2022-01-01'), apprentices(2, '2022-01-01')],
    });
    ledger('check', file, '--report', inFolder('marked.xlsx'));
    const sheet = strFromU8(
      unzipSync(readFileSync(inFolder('marked.xlsx')))['xl/worksheets/sheet2.xml'] ?? new Uint8Array(),
    );
    expect(sheet).toContain('错误：与“中国特色学徒制培养”第3行是同一事项，但所填不同，均不计入');
    expect(sheet).toContain('错误：与第2行是同一事项');
  });

  test('ends with 2 and a clear word where a file cannot be read', () => {
    writeFileSync(inFolder('text.xlsx'), '不是表格');
    writeFileSync(inFolder('other.csv'), '甲,乙\n1,2\n');
    const cases: readonly (readonly [file: string, code: string])[] = [
      [inFolder('absent.xlsx'), 'missing'],
      [inFolder('text.xlsx'), 'wrong-type'],
      [inFolder('other.csv'), 'no-ledger'],
      [join(root, 'test/forms/typed-elsewhere.docx'), 'not-excel'],
    ];
    for (const [file, code] of cases) {
      const { status, stdout } = ledger('check', file, '--json');
      expect([status, JSON.parse(stdout).error.code]).toEqual([2, code]);
    }
    expect(ledger('nonsense').status).toBe(2);
    expect(ledger('check', byHand('employment-gb18030.csv'), '--kind', 'nothing').status).toBe(2);
    expect(ledger('total', byHand('typed-by-hand.xlsx'), '--through', 'soon').status).toBe(2);
  });
});

describe('lianheti ledger template and kinds', () => {
  test('kinds lists all 47 by id and label', () => {
    const { stdout } = ledger('kinds');
    expect(stdout.trimEnd().split('\n')).toHaveLength(47);
    expect(stdout).toMatch(/^apprenticeship +中国特色学徒制培养$/m);
    expect(JSON.parse(ledger('kinds', '--json').stdout)[0]).toEqual({ id: 'co-built-major', label: '共建专业' });
  });

  test.each([
    ['all', 47],
    ['internship', 1],
  ])('a template of %s is a workbook that the other commands read', async (kind, count) => {
    const out = inFolder(`${kind}.xlsx`);
    expect(ledger('template', '--kind', kind, '--out', out).status).toBe(0);
    const categories = memberCategories(moe202315.form, ledgers);
    const workbook = await readLedgerWorkbook(readFileSync(out), ledgers, { categories });
    expect(workbook.sheets).toHaveLength(count);
    expect(total(out)).toEqual({ status: 0, figures: {}, findings: [] });
  });

  test('a chess club’s ledgers go through the same commands: no kind is known by name', () => {
    const out = inFolder('club.xlsx');
    expect(ledger('template', '--kind', 'all', '--pack', 'toy-club', '--out', out).status).toBe(0);
    const file = write('games.xlsx', {
      成员单位: [
        ['单位名称', '类别'],
        ['虚构棋手甲', '少年组'],
        ['虚构棋手乙', '成年组'],
      ],
      对局记录: [
        ['日期', '白方', '黑方', '结果', '手数'],
        ['2031.5.1', '虚构棋手甲', '虚构棋手乙', '白胜', '120手'],
        ['2031.5.2', '虚构棋手甲', '虚构棋手乙', '和棋', 40],
        ['2031.5.3', '虚构棋手乙', '虚构棋手甲', '黑胜', 30],
      ],
    });
    expect(total(file, '--pack', 'toy-club', '--through', '2032')).toEqual({
      status: 0,
      figures: {
        games: { 2031: '3' },
        'games.junior': { 2031: '2' },
        'games.senior': { 2031: '1' },
        winRate: { 2031: '33.33' },
        longGames: { 2031: '1' },
      },
      findings: [],
    });
  });

  test('a kind that is not there, or no file to write, is a mistyped command', () => {
    expect(ledger('template', '--kind', 'nothing', '--out', inFolder('x.xlsx'))).toMatchObject({ status: 2 });
    expect(ledger('template', '--kind', 'all')).toMatchObject({ status: 2 });
  });
});
