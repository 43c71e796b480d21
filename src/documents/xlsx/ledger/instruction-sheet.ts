import type { CellValue, WriteSheet } from 'hucre/xlsx';
import type { LedgerKind } from '#core/ledger/kind.ts';
import { headStyle, printed } from './sheet-style.ts';

const ledgerLines = [
  '1. 先在“成员单位”工作表核对或填写单位名称、类别和统一社会信用代码；各台账中的单位名称须与该表一致。',
  '2. 每张工作表是一种台账，每行登记一个事项。没有发生的台账留空即可，不需要删除工作表。',
  '3. 深色表头为必填列，浅色表头为选填列。鼠标停在表头上可看到填写要求。',
  '4. 请不要修改工作表名称和表头文字；列的先后可以调整，也可以在表头上方加标题行。',
  '5. 一格中填写多个单位时用“、”分隔，如：甲公司、乙公司。',
  '6. 日期填写为 2023-05-01，年度填写为 2023，金额按表头所示单位填写，数字后不写单位。',
  '7. 尚未结束的事项，结束日期留空；结束后再补填。',
  '8. 同一事项只登记一行。学校与企业分别登记的同一事项会自动对应，内容不同的须双方核对。',
  '9. 填完后交给秘书处，或上传到联合体系统；上传时先逐行告知新增、更改、重复或有误，确认后才登记。',
];

/** 填写说明: what a member needs to know who has nothing but the file, and which sheets it holds; `lines` where they are no ledgers. */
export function instructionSheet(kinds: readonly LedgerKind[], lines: readonly string[] = ledgerLines): WriteSheet {
  const rows: CellValue[][] = [
    ['填写说明'],
    ...lines.map((line) => [line]),
    [null],
    [lines === ledgerLines ? '台账' : '工作表', '每行登记'],
    ...kinds.map((kind) => [
      kind.label,
      Object.values(kind.fields)
        .map(({ label }) => label)
        .join('、'),
    ]),
  ];
  const heading = lines.length + 2;
  const wrapped = { alignment: { vertical: 'center', wrapText: true } } as const;
  const cells: NonNullable<WriteSheet['cells']> = new Map([['0,0', { style: { font: { bold: true, size: 16 } } }]]);
  for (const column of [0, 1]) cells.set(`${heading},${column}`, { style: headStyle(true) });
  kinds.forEach((_, at) => {
    cells.set(`${heading + 1 + at},1`, { style: wrapped });
  });
  return {
    name: '填写说明',
    columns: [{ width: 28 }, { width: 110 }],
    rows,
    cells,
    rowDefs: new Map([[0, { height: 30 }]]),
    merges: lines.map((_, at) => ({ startRow: at + 1, endRow: at + 1, startCol: 0, endCol: 1 })),
    view: { showGridLines: false },
    ...printed,
  };
}
