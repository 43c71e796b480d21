import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { memberCategories } from '#core/ledger/member-categories.ts';
import { ledgers } from '#packs/moe-2023-15/ledgers/book.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { rowsXml, writeSheets } from '#test/write-sheet.ts';
import type { LedgerRow } from './ledger-workbook.ts';
import { type ReadOptions, readLedgerWorkbook } from './read-ledger-workbook.ts';

const categories = memberCategories(moe202315.form, ledgers);
const fixture = (name: string) => readFileSync(new URL(`../../../../test/ledgers/${name}`, import.meta.url));

async function read(bytes: Uint8Array, options: Partial<ReadOptions> = {}) {
  const workbook = await readLedgerWorkbook(bytes, ledgers, { categories, ...options });
  const rows: LedgerRow[] = [];
  for await (const piece of workbook.rows()) rows.push(...piece);
  return { ...workbook, rows };
}

const told = (findings: readonly { check: string; message: string }[]) =>
  findings.map(({ check, message }) => `${check}: ${message}`);

/** One ledger alone: header and rows as typed. */
const apprentices = (...rows: readonly (readonly (string | number | null)[])[]) =>
  writeSheets({
    sheets: { 中国特色学徒制培养: [['学校', '企业', '专业', '学徒人数', '开始日期', '结束日期'], ...rows] },
  });

describe.each(['typed-by-hand.xlsx', 'typed-by-hand-libreoffice.xlsx'])(
  'a workbook as people fill it in: %s',
  (name) => {
    const reading = read(fixture(name));

    test('members are read below their title, by header', async () => {
      const { members } = await reading;
      expect(members?.map(({ name, category, row }) => `${row} ${name} ${category}`)).toEqual([
        '3 虚构职业技术学院 higherVocational',
        '4 虚构中等职业学校 secondaryVocational',
        '5 虚构制造有限公司 enterprise',
        '6 虚构集团（原甲、乙厂） enterprise',
        '7 虚构大学 university',
      ]);
      expect(members?.[0]?.creditCode).toBe('12100000400000000X');
    });

    test('a header of two rows with merged cells, a title above it, and dates in every way', async () => {
      const rows = (await reading).rows.filter(({ kind }) => kind.id === 'apprenticeship');
      expect(rows[0]).toMatchObject({
        row: 4,
        values: {
          school: '虚构职业技术学院',
          enterprise: '虚构制造有限公司',
          major: '460101',
          headcount: 1200,
          startedOn: '2021-09-01',
          endedOn: '2023-06-30',
        },
      });
      expect(rows.map(({ row, values }) => [row, values.startedOn, values.endedOn])).toEqual([
        [4, '2021-09-01', '2023-06-30'],
        [5, '2022-03-01', '2022-12-31'],
        [6, '2022-09-01', undefined],
        [7, '2022-09-01', '2023-01-15'],
        [9, '2022-01-01', undefined],
        [10, '2022-01-01', undefined],
        [11, '2022-01-01', '2021-01-01'],
      ]);
      expect(rows.map(({ values }) => values.headcount).slice(2, 3)).toEqual([25]);
      expect(rows.map(({ values }) => values.headcount)).toContain('约20');
      expect(told(rows[1]?.findings ?? [])).toEqual(['hidden-row: 此行是隐藏的，已读取']);
    });

    test('what was read otherwise than it was named is told', async () => {
      const { findings } = await reading;
      expect(told(findings)).toEqual(
        expect.arrayContaining([
          'renamed-column: “企业名称”列按“企业”读取',
          'renamed-column: “专业代码”列按“专业”读取',
          'renamed-column: “开始时间”列按“开始日期”读取',
          'sheet-name: 工作表“Sheet3”不是台账名称，按表头识别为“共建课程”',
          'column-unit: “销售总额（元）”列的单位与“销售总额（万元）”不同，未读取，请换算后改用原表头',
          'unknown-sheet: 工作表“备忘”无法识别为任何台账，未读取',
        ]),
      );
    });

    test('a list of members in one cell, and a mark inside brackets that belongs to a name', async () => {
      const rows = (await reading).rows.filter(({ kind }) => kind.id === 'co-built-course');
      const both = ['虚构制造有限公司', '虚构集团（原甲、乙厂）'];
      expect(rows.map(({ values }) => [values.enterprises, values.hours])).toEqual([
        [both, '64'],
        [both, '48'],
      ]);
    });

    test('a number where a text belongs is warned of; units and separators are understood; another unit is not', async () => {
      const rows = (await reading).rows.filter(({ kind }) => kind.id === 'technology-receipt');
      expect(rows.map(({ values }) => [values.voucher, values.amount, values.receivedOn])).toEqual([
        ['12', '1250.5', '2022-06-01'],
        ['00013', '0.3', '2022-07-01'],
        ['00014', '5000元', '2022-07-01'],
      ]);
      expect(rows.map(({ findings }) => findings.map(({ check }) => check))).toEqual([['number-as-text'], [], []]);
    });
  },
);

describe('formulas', () => {
  test('give the result that was stored with them, and say so; one without a result is an error', async () => {
    const stored = (await read(fixture('typed-by-hand-libreoffice.xlsx'))).rows.find(
      ({ row, kind }) => row === 7 && kind.id === 'apprenticeship',
    );
    expect(stored?.values.headcount).toBe(15);
    expect(told(stored?.findings ?? [])).toEqual(['formula: “学徒人数”是公式，按其保存的结果“15”读取']);
    const absent = (await read(fixture('typed-by-hand.xlsx'))).rows.find(
      ({ row, kind }) => row === 7 && kind.id === 'apprenticeship',
    );
    expect(absent?.findings.map(({ check, severity }) => [check, severity])).toEqual([['cell-error', 'error']]);
  });

  test('that failed are errors', async () => {
    const xml = `${rowsXml([['学校', '年度', '毕业人数', '就业人数']])}<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>2022</v></c><c t="e"><f>A9/0</f><v>#DIV/0!</v></c><c><v>1</v></c></row>`;
    const { rows } = await read(writeSheets({ sheets: { 毕业生就业: xml } }));
    expect(told(rows[0]?.findings ?? [])).toEqual(['cell-error: “毕业人数”的公式出错，现为“#DIV/0!”']);
  });
});

describe('what programs write in their own way', () => {
  test('prefixes, shared texts in pieces, readings of characters, cells without references, both date systems', async () => {
    const rich = '<si><r><t>虚构</t></r><r><t>学院</t></r><rPh sb="0" eb="1"><t>xu</t></rPh></si>';
    const header = rowsXml([['学校', '专业', '调整', '决定日期', '依据']]);
    const row =
      '<x:row r="5"><x:c r="A5" t="s"><x:v>0</x:v></x:c><x:c r="B5" t="str"><x:v>460101</x:v></x:c><x:c r="C5" t="inlineStr"><x:is><x:t>新 增</x:t></x:is></x:c><x:c r="D5" s="1"><x:v>43585.75</x:v></x:c><x:c r="E5" t="inlineStr"><x:is><x:t>甲_x000D_&amp;乙&lt;</x:t></x:is></x:c></x:row>';
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
    const workbookXml =
      '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="专业动态调整" sheetId="1" state="hidden" r:id="rId1"/></sheets></workbook>';
    const { rows, findings } = await read(
      writeSheets({ sheets: { 专业动态调整: header + row }, sharedStrings: rich, styles, workbookXml }),
    );
    expect(rows.map(({ row, values }) => ({ row, ...values }))).toEqual([
      { row: 5, school: '虚构学院', major: '460101', action: '新增', decidedOn: '2023-05-01', basis: '甲\r&乙<' },
    ]);
    expect(findings.map(({ check }) => check)).toEqual(['hidden-sheet']);
  });

  test('columns in any order, an unknown one told, a missing one an error, and no row made of remarks alone', async () => {
    const sheet = [
      ['就业人数', '备注', '学校', '年度', '校验结果'],
      [90, '好', '甲', '２０２２年度', '旧的结果'],
      [null, '只有备注', null, null, null],
    ];
    const { rows, findings } = await read(writeSheets({ sheets: { '毕业生就业 ': sheet } }));
    expect(rows.map(({ values }) => values)).toEqual([{ school: '甲', year: 2022, employed: 90 }]);
    expect(told(findings)).toEqual([
      'missing-column: 没有“毕业人数”列',
      'unknown-column: “备注”列不属于此台账，未读取',
    ]);
  });

  test('two ledgers whose headers are alike are not guessed between', async () => {
    const header = ['学校', '企业', '专业', '人数', '开始日期', '结束日期'];
    const { sheets, findings } = await read(
      writeSheets({ sheets: { 表一: [header, ['甲', '乙', '丙', 1, 45000, 45001]] } }),
    );
    expect(sheets).toEqual([]);
    expect(findings).toMatchObject([{ check: 'unknown-sheet', severity: 'error' }]);
  });

  test('an empty sheet of the template and one that is not ours are passed over', async () => {
    const { sheets, findings } = await read(
      writeSheets({
        sheets: {
          填写说明: [['填写说明']],
          共建专业: [],
          共建课程: [['学校', '课程名称', '合作企业', '学时', '开始日期', '结束日期']],
        },
      }),
    );
    expect([sheets.map(({ kind }) => kind.id), findings]).toEqual([['co-built-course'], []]);
  });

  test('years as dates, a serial number typed as text, a code picked from the list, members as the directory spells them', async () => {
    const { rows } = await read(
      apprentices(['虚构 学院', '（虚构）公司', '460101 机电技术', '12.0', '44805', '2023年6月31日']),
      { memberNames: ['虚构学院', '(虚构)公司'] },
    );
    expect(rows[0]?.values).toEqual({
      school: '虚构学院',
      enterprise: '(虚构)公司',
      major: '460101',
      headcount: 12,
      startedOn: '2022-09-01',
      endedOn: '2023年6月31日',
    });
  });
});

describe('csv', () => {
  const csv = '学校,年度,毕业人数,就业人数\r\n"虚构,学院",2022,"1,000",957\r\n\r\n虚构中专,2022年,400,343\r\n';
  const expected = [
    { school: '虚构,学院', year: 2022, graduates: 1000, employed: 957 },
    { school: '虚构中专', year: 2022, graduates: 400, employed: 343 },
  ];

  test.each([
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${csv}`)],
    ['GB18030', fixture('employment-gb18030.csv')],
    [
      'UTF-16 as Excel’s “Unicode text”',
      Buffer.from(
        `\uFEFF${csv.replaceAll(',年度', '\t年度').replaceAll(',毕', '\t毕').replaceAll(',就', '\t就').replace('",2022,"1,000",957', '"\t2022\t"1,000"\t957').replace('专,2022年,400,343', '专\t2022年\t400\t343')}`,
        'utf16le',
      ),
    ],
  ])('in %s is recognised by its header', async (_, bytes) => {
    const { rows, sheets } = await read(bytes, { fileName: '就业情况.csv' });
    expect(sheets.map(({ kind }) => kind.id)).toEqual(['graduate-employment']);
    expect(rows.map(({ values }) => values)).toEqual(expected);
    expect(rows.map(({ row }) => row)).toEqual([2, 4]);
  });

  test('takes the kind it is told', async () => {
    const { rows } = await read(Buffer.from('学校,企业,专业,培养人数,开始日期\n甲,乙,460101,3,2022-01-01\n'), {
      fileName: 'a.csv',
      kind: 'field-engineer-training',
    });
    expect(rows[0]?.kind.id).toBe('field-engineer-training');
  });
});
