import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { LedgerField, LedgerKind } from '#core/ledger/kind.ts';
import { headerNote } from './field-rule.ts';
import { formatWholeColumns } from './format-whole-columns.ts';
import { inputCheck } from './input-check.ts';
import { instructionSheet } from './instruction-sheet.ts';
import { type MemberCategory, memberFields, memberSheet } from './read-members.ts';
import { lettersOf } from './sheet-row.ts';
import { bodyStyle, headStyle, printed } from './sheet-style.ts';

export type TemplateOptions = {
  categories: readonly MemberCategory[];
  /** Members whose rows are there already; `category` is an id. */
  members?: readonly { name: string; category: string; creditCode?: string | undefined }[];
  /** Code lists that cells offer. */
  catalogues?: Partial<Record<'major' | 'occupation', readonly { code: string; name: string }[]>>;
  /** What the file is called and how it is filled in, where it holds no ledgers. */
  about?: { title: string; lines: readonly string[] };
};

/** The sheet that code lists stand on, hidden: cells offer them. */
export const catalogueSheet = '目录代码';
const catalogueColumns = ['major', 'occupation'] as const;

/** Not the moment of writing: the same template has the same bytes. */
const noTime = new Date(Date.UTC(2000, 0, 1));

/**
 * An Excel workbook to fill in ledgers without an account: 填写说明, 成员单位 and a sheet a kind, named by its label, headed by its fields' labels in order. Required columns
 * have a darker header; notes on the headers say what is asked; cells offer choices and refuse what is no number or date.
 */
export async function writeLedgerTemplate(
  kinds: readonly LedgerKind[],
  { categories, members = [], catalogues = {}, about }: TemplateOptions,
): Promise<Uint8Array> {
  const listed = Object.values(catalogues).some((list) => list.length > 0);
  const bytes = await writeXlsx({
    sheets: [
      instructionSheet(kinds, about?.lines),
      membersSheet(members, categories),
      ...kinds.map((kind) => kindSheet(kind, catalogues)),
      ...(listed ? [listSheet(catalogues)] : []),
    ],
    properties: {
      title: about?.title ?? (kinds.length === 1 ? `${kinds[0]?.label}台账` : '联合体台账'),
      created: noTime,
      modified: noTime,
    },
    defaultFont: { name: '宋体', size: 11 },
  });
  return formatWholeColumns(bytes);
}

function kindSheet(kind: LedgerKind, catalogues: NonNullable<TemplateOptions['catalogues']>): WriteSheet {
  const fields = Object.entries(kind.fields);
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  fields.forEach(([id, field], column) => {
    const note = [headerNote(kind, id), ...(column === 0 && kind.help ? [kind.help] : [])].join('\n');
    cells.set(`0,${column}`, { style: headStyle(!field.optional), comment: { author: '联合体', text: note } });
    cells.set(`1,${column}`, { style: bodyStyle(field) });
  });
  return {
    name: kind.label,
    columns: fields.map(([, field]) => ({ width: widthOf(field) })),
    rows: [fields.map(([, { label }]) => label), fields.map(() => null)],
    cells,
    rowDefs: new Map([[0, { height: 32 }]]),
    freezePane: { rows: 1 },
    ...printed,
    dataValidations: fields.flatMap(([, field], column) => {
      const list = field.type === 'code' ? (catalogues[field.catalogue]?.length ?? 0) : 0;
      const check = inputCheck(field, field.type === 'code' && list > 0 ? listRange(field.catalogue, list) : undefined);
      return check ? [{ ...check, range: columnRange(column) }] : [];
    }),
  };
}

function membersSheet(
  members: NonNullable<TemplateOptions['members']>,
  categories: readonly MemberCategory[],
): WriteSheet {
  const label = (id: string) => categories.find((each) => each.id === id)?.label ?? id;
  const rows: CellValue[][] = [
    Object.values(memberFields).map((field) => field.label),
    ...members.map(({ name, category, creditCode }) => [name, label(category), creditCode ?? null]),
  ];
  if (rows.length === 1) rows.push([null, null, null]);
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  Object.values(memberFields).forEach((field, column) => {
    const note =
      column === 1
        ? `必填，选一项：${categories.map((each) => each.label).join('、')}`
        : column === 0
          ? '必填：与公章一致的全称；各台账中的单位名称从这里选取'
          : '选填：18位';
    cells.set(`0,${column}`, { style: headStyle(!('optional' in field)), comment: { author: '联合体', text: note } });
    for (let row = 1; row < rows.length; row++) cells.set(`${row},${column}`, { style: bodyStyle(field) });
  });
  return {
    name: memberSheet,
    columns: [{ width: 40 }, { width: 26 }, { width: 26 }],
    rows,
    cells,
    rowDefs: new Map([[0, { height: 32 }]]),
    freezePane: { rows: 1 },
    ...printed,
    dataValidations: [
      {
        type: 'list',
        values: categories.map((each) => each.label),
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: '类别',
        errorMessage: '请从列表中选择单位类别',
        range: columnRange(1),
      },
    ],
  };
}

function listSheet(catalogues: NonNullable<TemplateOptions['catalogues']>): WriteSheet {
  const longest = Math.max(...catalogueColumns.map((id) => catalogues[id]?.length ?? 0));
  const entry = (id: 'major' | 'occupation', at: number) => {
    const found = catalogues[id]?.[at];
    return found ? `${found.code} ${found.name}` : null;
  };
  return {
    name: catalogueSheet,
    hidden: true,
    columns: [{ width: 40 }, { width: 40 }],
    rows: [
      ['专业', '职业'],
      ...Array.from({ length: longest }, (_, at) => catalogueColumns.map((id) => entry(id, at))),
    ],
  };
}

function listRange(catalogue: 'major' | 'occupation', length: number): string {
  const column = lettersOf(catalogueColumns.indexOf(catalogue));
  return `'${catalogueSheet}'!$${column}$2:$${column}$${length + 1}`;
}

/** To Excel's last row: a check costs the same for one row as for all. */
const columnRange = (column: number) => `${lettersOf(column)}2:${lettersOf(column)}1048576`;

function widthOf(field: LedgerField): number {
  const least = { member: 30, text: 26, person: 12, count: 12, decimal: 14, day: 14, year: 10, code: 22, choice: 16 }[
    field.type
  ];
  return Math.max(field.type === 'member' && field.many ? 44 : least, field.label.length * 2.2 + 4);
}
