import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import type { EntryValues } from '#core/ledger/entry.ts';
import { kindOf, type LedgerKind } from '#core/ledger/kind.ts';
import { memberCategories } from '#core/ledger/member-categories.ts';
import { ledgers } from '#packs/moe-2023-15/ledgers/book.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { anEntryOf, fictionalMembers } from '#test/arbitrary-entries.ts';
import { writeSheets } from '#test/write-sheet.ts';
import { readLedgerWorkbook } from './read-ledger-workbook.ts';
import { streamLedgerExport } from './stream-ledger-export.ts';
import { writeLedgerReport } from './write-ledger-report.ts';
import { writeLedgerTemplate } from './write-ledger-template.ts';

const categories = memberCategories(moe202315.form, ledgers);
const folder = mkdtempSync(path.join(tmpdir(), 'lianheti-ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));

const python = ['/usr/bin/python3', '/usr/local/bin/python3'].find((file) => existsSync(file) && succeeds(file));
const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((file) => existsSync(file));

function succeeds(file: string): boolean {
  try {
    execFileSync(file, ['-c', 'import openpyxl'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What openpyxl finds in a file: `script` prints JSON of the workbook `wb`. */
function openpyxl(bytes: Uint8Array, script: string): unknown {
  const file = path.join(folder, 'read.xlsx');
  writeFileSync(file, bytes);
  const code = `import sys, json, openpyxl\nwb = openpyxl.load_workbook(sys.argv[1])\nprint(json.dumps(${script}, default=str, ensure_ascii=False))`;
  return JSON.parse(
    execFileSync(python ?? '', ['-c', code, file], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONIOENCODING: 'utf8' },
    }),
  );
}

function inLibreOffice(bytes: Uint8Array): Uint8Array {
  const file = path.join(folder, 'office.xlsx');
  writeFileSync(file, bytes);
  execFileSync(
    office ?? '',
    [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      path.join(folder, 'out'),
      file,
    ],
    { stdio: 'ignore' },
  );
  return readFileSync(path.join(folder, 'out', 'office.xlsx'));
}

async function valuesIn(
  bytes: Uint8Array,
  fileName: string,
  memberNames?: readonly string[],
): Promise<readonly EntryValues[]> {
  const workbook = await readLedgerWorkbook(bytes, ledgers, {
    categories,
    fileName,
    ...(memberNames ? { memberNames } : {}),
  });
  const values: EntryValues[] = [];
  for await (const piece of workbook.rows()) values.push(...piece.map((row) => row.values));
  return values;
}

const gathered = async (stream: ReadableStream<Uint8Array>) => new Uint8Array(await new Response(stream).arrayBuffer());

async function* each<T>(rows: Iterable<T>) {
  yield* rows;
}

const exported = (kind: LedgerKind, rows: Iterable<EntryValues>, format: 'xlsx' | 'csv') =>
  gathered(streamLedgerExport(kind, each(rows), { format, valuesOf: (values) => values }));

describe('the template', () => {
  const members = [{ name: '虚构职业技术学院', category: 'higherVocational', creditCode: '12100000400000000X' }];
  const catalogues = { major: [{ code: '460101', name: '机械设计与制造' }] };
  const template = writeLedgerTemplate(ledgers.kinds, { categories, members, catalogues });

  test('has a sheet a kind named by its label, headed by its fields’ labels in order, and is read back as empty ledgers', async () => {
    const workbook = await readLedgerWorkbook(await template, ledgers, { categories });
    expect(workbook.sheets.map(({ sheet, kind, headerRow }) => [sheet, kind.id, headerRow])).toEqual(
      ledgers.kinds.map(({ id, label }) => [label, id, 1]),
    );
    expect(workbook.findings).toEqual([]);
    expect(workbook.members).toEqual([{ ...members[0], row: 2 }]);
    expect(await valuesIn(await template, 'a.xlsx')).toEqual([]);
  });

  test('is the same bytes each time', async () => {
    expect(await writeLedgerTemplate(ledgers.kinds, { categories, members, catalogues })).toEqual(await template);
  });

  test.runIf(python)(
    'openpyxl finds headers, drop-downs, input checks, notes, formats and the frozen header',
    async () => {
      const found = openpyxl(
        await template,
        `(lambda ws: {
        'first': wb.sheetnames[:3], 'sheets': len(wb.sheetnames), 'header': [c.value for c in ws[1]], 'frozen': ws.freeze_panes,
        'note': ws['D1'].comment.text, 'checks': [[str(d.sqref), d.type, d.operator, d.formula1, d.errorStyle] for d in ws.data_validations.dataValidation],
        'formats': [ws.column_dimensions[c].width > 10 and ws[c + '2'].number_format for c in 'ACDE'],
        'dark': ws['A1'].fill.fgColor.rgb != ws['F1'].fill.fgColor.rgb,
        'categories': wb['成员单位'].data_validations.dataValidation[0].formula1,
        'codes': wb['目录代码']['A2'].value, 'hidden': wb['目录代码'].sheet_state,
      })(wb['中国特色学徒制培养'])`,
      );
      expect(found).toEqual({
        first: ['填写说明', '成员单位', '共建专业'],
        sheets: 50,
        header: ['学校', '企业', '专业', '学徒人数', '开始日期', '结束日期'],
        frozen: 'A2',
        note: '必填：不小于0的整数',
        checks: [
          ['A2:A1048576', 'list', null, "'成员单位'!$A$2:$A$5000", 'stop'],
          ['B2:B1048576', 'list', null, "'成员单位'!$A$2:$A$5000", 'stop'],
          ['C2:C1048576', 'list', null, "'目录代码'!$A$2:$A$2", 'information'],
          ['D2:D1048576', 'whole', 'greaterThanOrEqual', '0', 'stop'],
          ['E2:E1048576', 'date', 'between', '18264', 'stop'],
          ['F2:F1048576', 'date', 'between', '18264', 'stop'],
        ],
        formats: ['@', '@', '0', 'yyyy-mm-dd'],
        dark: true,
        categories: '"中职学校,高职院校（含职教本科）,普通本科学校,政府部门,企业,科研机构,其他组织"',
        codes: '460101 机械设计与制造',
        hidden: 'hidden',
      });
    },
  );

  test.runIf(office)(
    'LibreOffice opens it and writes it anew, and it is the same template',
    { timeout: 120_000 },
    async () => {
      const workbook = await readLedgerWorkbook(inLibreOffice(await template), ledgers, { categories });
      expect(workbook.sheets).toHaveLength(47);
      expect(workbook.findings).toEqual([]);
      expect(workbook.members).toHaveLength(1);
    },
  );

  test('rules of a kind stand in the notes of its headers', async () => {
    const texts = Object.entries(unzipSync(await template))
      .filter(([name]) => name.includes('comments'))
      .map(([, bytes]) => strFromU8(bytes))
      .join('');
    for (const note of [
      '选填：日期，如 2023-05-01\n不早于“开始日期”',
      '不大于“毕业人数”',
      '与“年度”一起确定一个事项，不要重复登记',
      '成员单位名称，多个用“、”分隔',
    ])
      expect(texts.replaceAll('&#10;', '\n')).toContain(note);
  });
});

describe('an export', () => {
  test.each(['xlsx', 'csv'] as const)(
    'as %s is read back as it was, whatever stands in the entries',
    async (format) => {
      for (const kind of ledgers.kinds) {
        await fc.assert(
          fc.asyncProperty(fc.array(anEntryOf(ledgers, kind), { minLength: 1, maxLength: 4 }), async (entries) => {
            const names = fictionalMembers.map(({ name }) => name);
            expect(await valuesIn(await exported(kind, entries, format), `${kind.label}.${format}`, names)).toEqual(
              entries,
            );
          }),
          { numRuns: 3 },
        );
      }
    },
  );

  const honour = kindOf(ledgers, 'honour');
  const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '=cmd|"/c calc"!A1', '\t=1', "'=1", '_x0041_', '<&>"'];
  const entries = dangerous.map((title) => ({
    title,
    awarder: '示例厅',
    level: '市级',
    kind: '媒体报道',
    awardedOn: '2022-01-01',
  }));

  test('never holds a formula: cells that begin with = + - @ are texts in Excel and marked in csv', async () => {
    const sheet = strFromU8(
      unzipSync(await exported(honour, entries, 'xlsx'))['xl/worksheets/sheet1.xml'] ?? new Uint8Array(),
    );
    expect(sheet).not.toContain('<f>');
    const csv = new TextDecoder().decode(await exported(honour, entries, 'csv'));
    expect(csv).not.toMatch(/(^|,|\n)"?[=+\-@\t]/);
    const back = dangerous.map((title) => title.trim());
    for (const format of ['xlsx', 'csv'] as const)
      expect(
        (await valuesIn(await exported(honour, entries, format), `a.${format}`)).map(({ title }) => title),
      ).toEqual(format === 'csv' ? back.map((title) => title.replace(/^'=/, '=')) : back);
  });

  test.runIf(python)('openpyxl reads texts as texts, numbers as numbers and days as days', async () => {
    const kind = kindOf(ledgers, 'technology-receipt');
    const entry = {
      provider: '甲',
      enterprise: '乙',
      project: '=A1',
      voucher: '0012',
      amount: '12.5',
      receivedOn: '2022-12-31',
    };
    const found = openpyxl(
      await exported(kind, [entry], 'xlsx'),
      "[[c.value, c.data_type] for c in wb['技术服务到账'][2]]",
    );
    expect(found).toEqual([
      ['甲', 's'],
      ['乙', 's'],
      ['=A1', 's'],
      ['0012', 's'],
      [12.5, 'n'],
      ['2022-12-31 00:00:00', 'd'],
    ]);
  });

  test.runIf(office)(
    'LibreOffice computes nothing of it, and writes it anew as it was',
    { timeout: 120_000 },
    async () => {
      const kept = entries.filter(({ title }) => title.trim() === title);
      const anew = inLibreOffice(await exported(honour, kept, 'xlsx'));
      expect(strFromU8(unzipSync(anew)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).not.toMatch(/<f[ >]/);
      expect(await valuesIn(anew, 'a.xlsx')).toEqual(kept);
    },
  );

  test('of 100,000 rows begins at once and holds none of them', async () => {
    let made = 0;
    async function* many() {
      for (; made < 100_000; made++)
        yield { title: `荣誉${made}`, awarder: '示例厅', level: '市级', kind: '媒体报道', awardedOn: '2022-01-01' };
    }
    const before = process.memoryUsage().rss;
    let bytes = 0;
    let madeAtFirst: number | undefined;
    for await (const piece of streamLedgerExport(honour, many(), { format: 'xlsx', valuesOf: (values) => values })) {
      madeAtFirst ??= made;
      bytes += piece.length;
    }
    expect(madeAtFirst).toBeLessThan(20_000);
    expect(bytes).toBeGreaterThan(500_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
  });
});

describe('a report in the uploaded file', () => {
  const sheet = [
    ['学校', '年度', '毕业人数', '就业人数', null, '备注'],
    ['虚构甲', 2022, 10, 9, null, '=1+1'],
    ['虚构乙', 2022, 10, 11, null, '留着'],
  ];
  const findings = [
    {
      check: 'within',
      severity: 'error',
      sheet: '毕业生就业',
      row: 3,
      fields: ['employed'],
      message: '“就业人数”11大于“毕业人数”10 <&>',
    },
    { check: 'x', severity: 'warning', sheet: '毕业生就业', row: 3, fields: [], message: '提醒一' },
  ] as const;

  test('stands beside each row; a second one takes its place, and the rows are read as before', async () => {
    const bytes = writeSheets({ sheets: { 毕业生就业: sheet, 别的: [['不动']] } });
    const workbook = await readLedgerWorkbook(bytes, ledgers, { categories });
    const once = await writeLedgerReport(bytes, workbook, findings);
    const read = await readLedgerWorkbook(once, ledgers, { categories });
    expect(await valuesIn(once, 'a.xlsx')).toEqual(await valuesIn(bytes, 'a.xlsx'));
    expect(read.findings).toEqual(workbook.findings);
    const xml = (file: Uint8Array) => strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(xml(once)).toContain('错误：“就业人数”11大于“毕业人数”10 &lt;&amp;&gt;\n提醒：提醒一');
    expect(xml(once)).toContain('<f>1+1</f>');
    const twice = await writeLedgerReport(once, read, []);
    expect(xml(twice)).not.toContain('大于');
    expect(xml(twice).match(/校验结果/g)).toHaveLength(1);
    expect(strFromU8(unzipSync(once)['xl/worksheets/sheet2.xml'] ?? new Uint8Array())).toContain('不动');
  });

  test.runIf(python)('openpyxl finds it in a file of its own, styles and merged cells as they were', async () => {
    const bytes = readFileSync(new URL('../../../../test/ledgers/typed-by-hand.xlsx', import.meta.url));
    const workbook = await readLedgerWorkbook(bytes, ledgers, { categories });
    const told = [{ ...findings[0], row: 4 }];
    const script =
      "[[c.value for c in wb['毕业生就业'][4]], [str(x) for x in wb['3.中国特色学徒制培养'].merged_cells.ranges].__len__(), wb['3.中国特色学徒制培养'].row_dimensions[5].hidden, wb['3.中国特色学徒制培养']['F5'].number_format]";
    expect(openpyxl(await writeLedgerReport(bytes, workbook, told), script)).toEqual([
      ['虚构大学', 2022, 10, 11, '错误：“就业人数”11大于“毕业人数”10 <&>'],
      7,
      true,
      'yyyy"年"m"月"d"日"',
    ]);
  });

  test('in a csv too, whose other cells stay as they were', async () => {
    const bytes = Buffer.from('学校,年度,毕业人数,就业人数\n"虚构,甲",2022,10,9\n\n虚构乙,2022,10,11\n');
    const workbook = await readLedgerWorkbook(bytes, ledgers, { categories, fileName: '毕业生就业.csv' });
    const marked = await writeLedgerReport(bytes, workbook, [{ ...findings[0], row: 4 }]);
    expect(new TextDecoder().decode(marked)).toBe(
      '学校,年度,毕业人数,就业人数,校验结果\r\n"虚构,甲",2022,10,9,\r\n,,,,\r\n虚构乙,2022,10,11,错误：“就业人数”11大于“毕业人数”10 <&>\r\n',
    );
  });
});
