import type { LedgerBook, LedgerKind } from '#core/ledger/kind.ts';
import { bareKeyOf, keyOf } from '#documents/docx/read/likeness.ts';
import type { SheetFinding } from './ledger-workbook.ts';
import { type Columns, findHeader, type Header } from './match-columns.ts';
import type { SheetRow } from './sheet-row.ts';

/** What a sheet was found to be. */
export type Recognised = { kind: LedgerKind; header: Header; findings: readonly SheetFinding[] };

/** A header that has this share of what it must have is that kind's where the sheet also has its name; without the name it takes more. */
const enough = { named: 0.4, unnamed: 0.7 };

/**
 * The kind of a sheet: by its name where its header agrees, else the one whose fields its header names best. `undefined` where there is none, with
 * an error where something that looks like a ledger is left unread, and a warning where it does not.
 */
export function recogniseSheet(
  book: LedgerBook,
  sheet: string,
  rows: readonly SheetRow[],
  wanted?: LedgerKind,
): Recognised | { kind: undefined; findings: readonly SheetFinding[] } {
  const named = wanted ?? book.kinds.find(({ label }) => isNamed(sheet, label));
  const own = named && findHeader(named.fields, rows);
  if (named && own && own.score >= enough.named)
    return { kind: named, header: own, findings: columnFindings(named, sheet, own.row, own.columns) };
  const others = wanted ? [] : byHeader(book, rows);
  const [best, second] = others;
  if (best && isUnmistakable(best.header, second?.header)) {
    const { kind, header } = best;
    const message = `工作表“${sheet}”不是台账名称，按表头识别为“${kind.label}”`;
    const renamed = { check: 'sheet-name', severity: 'warning', sheet, row: header.row, fields: [], message } as const;
    return { kind, header, findings: [renamed, ...columnFindings(kind, sheet, header.row, header.columns)] };
  }
  const isLedger = named !== undefined || (best !== undefined && best.header.columns.fieldIn.size >= 2);
  const message = named
    ? `工作表“${sheet}”中没有找到“${named.label}”的表头，未读取`
    : `工作表“${sheet}”${isLedger && second ? `的表头与“${best?.kind.label}”“${second.kind.label}”都相近` : '无法识别为任何台账'}，未读取`;
  const row = rows[0]?.number ?? 1;
  return {
    kind: undefined,
    findings:
      rows.length === 0
        ? []
        : [{ check: 'unknown-sheet', severity: isLedger ? 'error' : 'warning', sheet, row, fields: [], message }],
  };
}

/** By its header alone a sheet is a kind's that fits it wholly, and better than any other; or that fits it far better. */
function isUnmistakable({ score, columns }: Header, second: Header | undefined): boolean {
  const lead = score - (second?.score ?? 0);
  const isWhole = columns.missing.length === 0 && columns.unread.length === 0;
  return score >= enough.unnamed && lead > (isWhole ? 0.005 : 0.1);
}

function byHeader(book: LedgerBook, rows: readonly SheetRow[]): readonly { kind: LedgerKind; header: Header }[] {
  return book.kinds
    .flatMap((kind) => {
      const header = findHeader(kind.fields, rows);
      return header ? [{ kind, header }] : [];
    })
    .sort((a, b) => b.header.score - a.header.score);
}

/** `3.共建专业`, `共建专业（2022）` and the name cut to Excel's 31 characters are the label's. */
export function isNamed(sheet: string, label: string): boolean {
  const key = keyOf(label);
  return [keyOf(sheet), bareKeyOf(sheet), bareKeyOf(sheet).replace(/^\d+|\d+$/g, '')].includes(key);
}

/** What is to be told of a header: once a sheet, not once a row. */
function columnFindings(kind: LedgerKind, sheet: string, row: number, columns: Columns): readonly SheetFinding[] {
  const label = (id: string) => kind.fields[id]?.label ?? id;
  const tell = (check: string, severity: SheetFinding['severity'], fields: readonly string[], message: string) => ({
    check,
    severity,
    sheet,
    row,
    fields,
    message,
  });
  return [
    ...columns.otherUnit.map(({ field, header }) =>
      tell('column-unit', 'error', [field], `“${header}”列的单位与“${label(field)}”不同，未读取，请换算后改用原表头`),
    ),
    ...columns.missing.map((id) => tell('missing-column', 'error', [id], `没有“${label(id)}”列`)),
    ...columns.renamed.map(({ field, header }) =>
      tell('renamed-column', 'warning', [field], `“${header}”列按“${label(field)}”读取`),
    ),
    ...columns.unread.map((header) =>
      tell('unknown-column', 'warning', [], `“${header.trim()}”列不属于此台账，未读取`),
    ),
  ];
}
