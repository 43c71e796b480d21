import type { Severity } from '#core/check/finding.ts';
import type { EntryValues } from '#core/ledger/entry.ts';
import type { LedgerKind } from '#core/ledger/kind.ts';
import type { ReportPlace } from './report-place.ts';

/** Something to be told of a workbook. `row` is the number that Excel shows beside the row; of a whole sheet, its header's. */
export type SheetFinding = {
  check: string;
  severity: Severity;
  sheet: string;
  row: number;
  /** Field ids of the kind. */
  fields: readonly string[];
  message: string;
};

/** A row of a ledger, read and not yet checked. Members are names as the list of members spells them. */
export type LedgerRow = {
  kind: LedgerKind;
  sheet: string;
  row: number;
  values: EntryValues;
  findings: readonly SheetFinding[];
};

/** A row of the sheet 成员单位. `category` is the id; empty where it could not be recognised. */
export type WorkbookMember = { name: string; category: string; creditCode: string | undefined; row: number };

/** A sheet that was recognised as a ledger. */
export type LedgerSheet = { sheet: string; kind: LedgerKind; headerRow: number };

export type LedgerWorkbook = {
  /** `undefined` where the workbook has no sheet 成员单位. */
  members: readonly WorkbookMember[] | undefined;
  sheets: readonly LedgerSheet[];
  /** Of the workbook, its headers and its members. */
  findings: readonly SheetFinding[];
  /** The rows of all ledgers, sheet by sheet; each call reads from the beginning. Throws `UnreadableFile` where a part turns out damaged. */
  rows: () => AsyncGenerator<readonly LedgerRow[], void>;
  /** Where a report goes in a ledger whose rows were read to the end. */
  reportPlaces: ReadonlyMap<string, ReportPlace>;
};
