import type { CellValue, WriteSheet } from 'hucre/xlsx';
import type { RosterCategory } from '#core/form/field.ts';
import { importColumns } from '#core/member/import-columns.ts';
import { head, templateSheets, text, writeSheets } from './template-sheets.ts';

const templateRows = 2000;

/** The members' Excel template: headings, a drop-down of categories, and a second sheet that says how to fill it in. */
export function writeMemberTemplate(categories: readonly RosterCategory[]): Promise<Uint8Array> {
  const categoryColumn = importColumns.findIndex(({ field }) => field === 'category');
  const [sheet, notes] = templateSheets('成员单位', importColumns, [
    ['类别', categories.map(({ label }) => label).join('、')],
    ['再次上传', '按统一社会信用代码、单位名称识别同一单位；空着的格保留原有内容；内容相同的不重复登记。'],
  ]);
  const choices: WriteSheet = {
    ...sheet,
    dataValidations: [
      {
        type: 'list',
        range: `${letter(categoryColumn)}2:${letter(categoryColumn)}${templateRows}`,
        values: categories.map(({ label }) => label),
        errorTitle: '类别',
        errorMessage: '请从下拉列表中选择类别。',
        showErrorMessage: true,
        allowBlank: true,
      },
    ],
  };
  return writeSheets([choices, notes], '成员单位导入模板');
}

export type InvitationLine = { name: string; contact: string; email: string; link: string; expiresAt: string };

/** Links to hand out, one a member. Whoever has the file can use them: it is for the secretariat alone. */
export function writeInvitations(lines: readonly InvitationLine[]): Promise<Uint8Array> {
  const columns = ['单位名称', '联系人', '联系邮箱', '邀请链接（只能使用一次）', '有效期至'];
  const rows: CellValue[][] = [
    columns,
    ...lines.map(({ name, contact, email, link, expiresAt }) => [name, contact, email, link, expiresAt]),
  ];
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  rows.forEach((row, at) => {
    row.forEach((_, column) => {
      cells.set(`${at},${column}`, { style: at === 0 ? head : text });
    });
  });
  const widths = [36, 12, 28, 80, 22];
  const sheet: WriteSheet = {
    name: '邀请',
    columns: widths.map((width) => ({ width })),
    rows,
    cells,
    freezePane: { rows: 1 },
  };
  return writeSheets([sheet], '成员单位邀请');
}

function letter(column: number): string {
  return String.fromCharCode(65 + column);
}
