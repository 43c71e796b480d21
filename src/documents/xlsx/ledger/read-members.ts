import type { LedgerFields } from '#core/ledger/kind.ts';
import { bareKeyOf, keyOf } from '#documents/docx/read/likeness.ts';
import type { SheetFinding, WorkbookMember } from './ledger-workbook.ts';
import { findHeader } from './match-columns.ts';
import { memberKey } from './read-cell.ts';
import type { SheetRow } from './sheet-row.ts';

/** The sheet of members and its columns, in order. */
export const memberSheet = '成员单位';
export const memberFields = {
  name: { type: 'text', label: '单位名称' },
  category: { type: 'text', label: '类别' },
  creditCode: { type: 'text', label: '统一社会信用代码', optional: true },
} as const satisfies LedgerFields;

export type MemberCategory = { id: string; label: string };

/** The members that the rows of a sheet list, with what is wrong among them. A name that stands twice is one member where both rows agree. */
export function readMembers(
  sheet: string,
  rows: readonly SheetRow[],
  categories: readonly MemberCategory[],
  isCreditCode?: (code: string) => boolean,
): { members: readonly WorkbookMember[]; findings: readonly SheetFinding[] } {
  const header = findHeader(memberFields, rows.slice(0, 30));
  const findings: SheetFinding[] = [];
  const tell = (
    check: string,
    severity: SheetFinding['severity'],
    row: number,
    fields: readonly string[],
    message: string,
  ) => findings.push({ check, severity, sheet, row, fields, message });
  const columns = [...(header?.columns.fieldIn ?? [])];
  const nameColumn = columns.find(([, id]) => id === 'name')?.[0];
  if (!header || nameColumn === undefined) {
    if (rows.length > 0)
      tell('missing-column', 'error', rows[0]?.number ?? 1, ['name'], `没有“${memberFields.name.label}”列`);
    return { members: [], findings };
  }
  const members = new Map<string, WorkbookMember>();
  for (const { number, cells } of rows) {
    if (number <= header.row) continue;
    const textIn = (field: string) => {
      const column = columns.find(([, id]) => id === field)?.[0];
      return (column === undefined ? undefined : cells[column]?.text.trim()) || undefined;
    };
    const name = textIn('name');
    if (name === undefined) {
      if (textIn('category') ?? textIn('creditCode')) tell('required', 'error', number, ['name'], '“单位名称”没有填写');
      continue;
    }
    const typed = textIn('category');
    const category = typed === undefined ? undefined : categoryOf(typed, categories);
    if (category === undefined)
      tell(
        'member-category',
        'error',
        number,
        ['category'],
        `“${name}”的类别${typed === undefined ? '没有填写' : `“${typed}”无法识别`}，应为以下之一：${categories.map(({ label }) => label).join('、')}`,
      );
    const creditCode = textIn('creditCode')?.normalize('NFKC').replace(/\s/g, '').toUpperCase();
    if (creditCode !== undefined && isCreditCode && !isCreditCode(creditCode))
      tell(
        'credit-code',
        'warning',
        number,
        ['creditCode'],
        `“${name}”的统一社会信用代码“${creditCode}”不正确，请核对`,
      );
    const member = { name, category: category ?? '', creditCode, row: number };
    const known = members.get(memberKey(name));
    if (known && known.category !== member.category)
      tell('member-repeat', 'error', number, ['name'], `“${name}”与第${known.row}行重复，且类别不同`);
    else if (known) tell('member-repeat', 'warning', number, ['name'], `“${name}”与第${known.row}行重复`);
    else members.set(memberKey(name), member);
  }
  return { members: [...members.values()], findings };
}

function categoryOf(typed: string, categories: readonly MemberCategory[]): string | undefined {
  const same = (key: (text: string) => string) => categories.find(({ label }) => key(label) === key(typed));
  return (same(keyOf) ?? same(bareKeyOf) ?? categories.find(({ id }) => id === typed))?.id;
}
