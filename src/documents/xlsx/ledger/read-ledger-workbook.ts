import type { EntryValue } from '#core/ledger/entry.ts';
import { kindOf, type LedgerBook, type LedgerKind } from '#core/ledger/kind.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import type { LedgerRow, LedgerSheet, LedgerWorkbook, SheetFinding, WorkbookMember } from './ledger-workbook.ts';
import type { Header } from './match-columns.ts';
import { openWorkbook } from './open-workbook.ts';
import { cellReader, memberKey } from './read-cell.ts';
import { decodeCsv, readCsv } from './read-csv.ts';
import { type MemberCategory, memberSheet, readMembers } from './read-members.ts';
import { readSheet } from './read-sheet.ts';
import { isNamed, recogniseSheet } from './recognise-sheets.ts';
import { type ReportPlace, reportPlace } from './report-place.ts';
import type { SheetRow, SheetRows } from './sheet-row.ts';

export type ReadOptions = {
  /** The categories of members that the form knows. */
  categories: readonly MemberCategory[];
  /** The file's name: `.csv` is read as such, whatever its content. */
  fileName?: string;
  /** The kind of a csv or of a workbook with one sheet, where its header alone would not tell. */
  kind?: string;
  /** Names of members as a directory spells them; otherwise those of the sheet 成员单位. */
  memberNames?: readonly string[];
  isCreditCode?: (code: string) => boolean;
};

/** Rows among which a header is looked for, and the most rows a list of members may have. */
const headerRows = 30;
const mostMembers = 20_000;

type Source = { name: string; isHidden: boolean; rows: () => SheetRows };

/**
 * Reads the ledgers of a workbook or a csv: recognises its sheets and columns first, then gives the rows as they are expanded, so that 100,000 take no more memory than
 * a thousand. Sheets that are none of the book's (such as 填写说明) are passed over. Throws `UnreadableFile`.
 */
export async function readLedgerWorkbook(
  bytes: Uint8Array,
  book: LedgerBook,
  options: ReadOptions,
): Promise<LedgerWorkbook> {
  const sources = await sourcesOf(bytes, options.fileName);
  const findings: SheetFinding[] = [];
  const ledgers: (LedgerSheet & { header: Header; source: Source })[] = [];
  let members: readonly WorkbookMember[] | undefined;
  for (const source of sources) {
    if (isPassedOver(source.name)) continue;
    if (isNamed(source.name, memberSheet) && options.kind === undefined) {
      const listed = readMembers(
        source.name,
        await firstRows(source, mostMembers),
        options.categories,
        options.isCreditCode,
      );
      members = [...(members ?? []), ...listed.members];
      findings.push(...listed.findings);
      continue;
    }
    const rows = await firstRows(source, headerRows);
    const wanted = options.kind !== undefined && sources.length === 1 ? kindOf(book, options.kind) : undefined;
    const found = recogniseSheet(book, source.name, rows, wanted);
    findings.push(...found.findings);
    if (found.kind === undefined) continue;
    if (source.isHidden) findings.push(hiddenSheet(source.name, found.header.row));
    ledgers.push({ sheet: source.name, kind: found.kind, headerRow: found.header.row, header: found.header, source });
  }
  const names = new Map(
    (options.memberNames ?? members?.map(({ name }) => name) ?? []).map((name) => [memberKey(name), name]),
  );
  const reportPlaces = new Map<string, ReportPlace>();
  return {
    members,
    findings,
    reportPlaces,
    sheets: ledgers.map(({ sheet, kind, headerRow }) => ({ sheet, kind, headerRow })),
    rows: async function* () {
      const readCell = cellReader(names);
      for (const { kind, header, source } of ledgers) {
        const place = reportPlace();
        yield* readLedger(source, kind, header, readCell, place.see);
        reportPlaces.set(source.name, place.found());
      }
    },
  };
}

async function sourcesOf(bytes: Uint8Array, fileName = ''): Promise<readonly Source[]> {
  if (bytes.length === 0) throw new UnreadableFile('empty', { program: 'Excel' });
  const [first, second] = bytes;
  const isBinary = (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf);
  if (/\.(csv|txt|tsv)$/i.test(fileName) && !isBinary) return [csvSource(bytes, fileName)];
  if (!isBinary && fileName !== '') throw new UnreadableFile('wrong-type', { program: 'Excel' });
  if (!isBinary) return [csvSource(bytes, 'csv')];
  const workbook = await openWorkbook(bytes);
  return workbook.sheets.map(({ name, isHidden, part }) => ({ name, isHidden, rows: () => readSheet(workbook, part) }));
}

function csvSource(bytes: Uint8Array, fileName: string): Source {
  const text = decodeCsv(bytes);
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');
  return { name, isHidden: false, rows: () => readCsv(text) };
}

/** Sheets of the template that hold no entries. */
const passedOver = ['填写说明', '目录代码'];
const isPassedOver = (sheet: string) => passedOver.some((name) => isNamed(sheet, name));

async function firstRows(source: Source, most: number): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const piece of source.rows()) {
    rows.push(...piece);
    if (rows.length >= most) break;
  }
  return rows.slice(0, most);
}

function hiddenSheet(sheet: string, row: number): SheetFinding {
  return {
    check: 'hidden-sheet',
    severity: 'warning',
    sheet,
    row,
    fields: [],
    message: `工作表“${sheet}”是隐藏的，已读取`,
  };
}

async function* readLedger(
  source: Source,
  kind: LedgerKind,
  { row: headerRow, columns }: Header,
  readCell: ReturnType<typeof cellReader>,
  see: (row: SheetRow) => void,
): AsyncGenerator<readonly LedgerRow[], void> {
  for await (const piece of source.rows()) {
    const rows = piece.flatMap((row): readonly LedgerRow[] => {
      see(row);
      const read = row.number > headerRow ? readRow(row, source.name, kind, columns.fieldIn, readCell) : undefined;
      return read ? [read] : [];
    });
    if (rows.length > 0) yield rows;
  }
}

/** `undefined` where no column of the ledger holds anything: a remark beside the table is no entry. */
function readRow(
  { number, isHidden, cells }: SheetRow,
  sheet: string,
  kind: LedgerKind,
  fieldIn: ReadonlyMap<number, string>,
  readCell: ReturnType<typeof cellReader>,
): LedgerRow | undefined {
  const values: Record<string, EntryValue> = {};
  const findings: SheetFinding[] = [];
  for (const [column, id] of fieldIn) {
    const [cell, field] = [cells[column], kind.fields[id]];
    if (!cell || !field) continue;
    const { value, remarks } = readCell(field, cell);
    if (value !== undefined) values[id] = value;
    for (const remark of remarks) findings.push({ ...remark, sheet, row: number, fields: [id] });
  }
  if (Object.keys(values).length === 0 && findings.length === 0) return undefined;
  if (isHidden)
    findings.push({
      check: 'hidden-row',
      severity: 'warning',
      sheet,
      row: number,
      fields: [],
      message: '此行是隐藏的，已读取',
    });
  return { kind, sheet, row: number, values, findings };
}
