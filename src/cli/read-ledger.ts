import { findItem } from '#core/catalogue/catalogue.ts';
import { checkEntry, type EntryContext } from '#core/ledger/check-entry.ts';
import { type JoinedRows, rowJoiner, type StatedRow } from '#core/ledger/join-rows.ts';
import type { LedgerBook } from '#core/ledger/kind.ts';
import { memberCategories } from '#core/ledger/member-categories.ts';
import type { Pack } from '#core/pack/pack.ts';
import { isCreditCode } from '#core/quantity/credit-code.ts';
import { isIsbn } from '#core/quantity/isbn.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import type { LedgerRow, LedgerWorkbook, SheetFinding } from '#documents/xlsx/ledger/ledger-workbook.ts';
import { catalogues } from '#packs/catalogues/catalogues.ts';
import { Fault, UsageFault } from './fault.ts';
import { readBytes } from './files.ts';

const largestWorkbook = 50 * 2 ** 20;

/** A workbook of ledgers, read, checked and joined. */
export type LedgerReading = {
  bytes: Uint8Array;
  workbook: LedgerWorkbook;
  /** In the order of the sheets and rows. */
  findings: readonly SheetFinding[];
  /** Events from the rows without errors; those whose rows differ are in dispute and count in nothing. */
  events: readonly JoinedRows[];
  categoryOf: (member: string) => string | undefined;
  /** How many rows each kind has, with errors or without. */
  rows: ReadonlyMap<string, number>;
};

/** The ledgers of a pack. Throws `Fault` where it has none. */
export function ledgersOf(pack: Pack): LedgerBook {
  if (!pack.ledgers) throw new Fault('no-ledgers', `政策文件 ${pack.id} 没有台账。`);
  return pack.ledgers;
}

/** Reads a workbook (`.xlsx`) or one ledger (`.csv`) and judges each row. Throws `Fault` where the file cannot be read. */
export async function readLedger(pack: Pack, file: string, kind: string | undefined): Promise<LedgerReading> {
  const book = ledgersOf(pack);
  if (kind !== undefined && !book.kinds.some(({ id }) => id === kind))
    throw new UsageFault(`没有编号为 ${kind} 的台账，可用 lianheti ledger kinds 查看全部编号。`);
  const bytes = await readBytes(file, largestWorkbook);
  const { readLedgerWorkbook } = await import('#documents/xlsx/ledger/read-ledger-workbook.ts');
  try {
    const options = { categories: memberCategories(pack.form, book), fileName: file, isCreditCode };
    const workbook = await readLedgerWorkbook(bytes, book, kind === undefined ? options : { ...options, kind });
    if (workbook.sheets.length === 0)
      throw new Fault(
        'no-ledger',
        `${file} 中没有可以识别的台账。工作表应以台账名称命名，可用 lianheti ledger template 生成模板。`,
      );
    return { bytes, workbook, ...(await judge(book, workbook)) };
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw new Fault(cause.code, `${file}：${cause.message}`, { cause });
    throw cause;
  }
}

async function judge(book: LedgerBook, workbook: LedgerWorkbook): Promise<Omit<LedgerReading, 'bytes' | 'workbook'>> {
  const categories = new Map(workbook.members?.map(({ name, category }) => [name, category]));
  const categoryOf = (member: string) => categories.get(member);
  const context: EntryContext = { isListed, isIsbn, ...(workbook.members ? { categoryOf } : {}) };
  const findings = [...workbook.findings, ...membersUnknown(workbook)];
  const rows = new Map<string, number>();
  const { join, joined } = rowJoiner();
  for await (const piece of workbook.rows()) {
    for (const row of piece) {
      rows.set(row.kind.id, (rows.get(row.kind.id) ?? 0) + 1);
      const found = withoutEchoes([...row.findings, ...checkRow(book, row, context)]);
      findings.push(...found);
      if (found.every(({ severity }) => severity !== 'error')) join(row);
    }
  }
  const events = [...joined()];
  findings.push(...events.flatMap(disputeIn));
  const place = new Map(workbook.sheets.map(({ sheet }, at) => [sheet, at]));
  const placeOf = (sheet: string) => place.get(sheet) ?? -1;
  findings.sort((a, b) => placeOf(a.sheet) - placeOf(b.sheet) || a.row - b.row);
  return { findings, events, categoryOf, rows };
}

function checkRow(book: LedgerBook, { kind, sheet, row, values }: LedgerRow, context: EntryContext) {
  return checkEntry(book, kind, values, context).map(
    ({ check, severity, field, message }): SheetFinding => ({ check, severity, sheet, row, fields: [field], message }),
  );
}

/** A cell that could not be read is told once, not as unanswered too. */
function withoutEchoes(findings: readonly SheetFinding[]): readonly SheetFinding[] {
  const unread = findings.filter(({ check }) => check === 'cell-error').flatMap(({ fields }) => fields);
  if (unread.length === 0) return findings;
  return findings.filter(({ check, fields }) => check !== 'required' || !fields.some((id) => unread.includes(id)));
}

/** Names cannot be judged where the workbook lists no members. */
function membersUnknown({ members, sheets: [first] }: LedgerWorkbook): readonly SheetFinding[] {
  if (members || !first) return [];
  const message = '没有“成员单位”工作表，成员名称未经核对，按所填读取；按单位类别统计的数据不计';
  return [{ check: 'member', severity: 'warning', sheet: first.sheet, row: first.headerRow, fields: [], message }];
}

function disputeIn({ kind, rows, fields }: JoinedRows): readonly SheetFinding[] {
  const [first, ...others] = rows;
  const last = others.at(-1);
  if (fields.length === 0 || !first || !last) return [];
  const same = kind.identity.map((id) => kind.fields[id]?.label ?? id).join('、');
  const differ = fields.map((id) => `“${kind.fields[id]?.label ?? id}”${rows.map((row) => said(row, id)).join('、')}`);
  const places = rows.slice(0, -1).map(({ sheet, row }) => `${sheet === last.sheet ? '' : `“${sheet}”`}第${row}行`);
  const message = `与${shortList(places)}是同一事项（${same}相同），但所填不同：${differ.join('；')}。这些行均不计入，请核对后保留一致的内容`;
  return [{ check: 'dispute', severity: 'error', sheet: last.sheet, row: last.row, fields, message }];
}

/** The first few: a dispute among a thousand rows is told by four. */
function shortList(texts: readonly string[]): string {
  return `${texts.slice(0, 4).join('、')}${texts.length > 4 ? `等${texts.length}处` : ''}`;
}

function said({ values }: StatedRow, field: string): string {
  const value = values[field];
  return value === undefined ? '未填' : typeof value === 'object' ? value.join('、') : String(value);
}

/** Whether an edition of the list knows the code; what has no list is taken as it is. */
function isListed(id: 'major' | 'occupation', typed: string): boolean {
  const { editions } = catalogues[id];
  return editions.length === 0 || editions.some((edition) => findItem(edition, typed) !== undefined);
}
