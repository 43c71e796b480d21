import type { SheetFinding } from '#documents/xlsx/ledger/ledger-workbook.ts';
import { type Counts, noCounts, type RowOutcome, type ToldFinding, type ToldRow } from './import-task.ts';
import type { JudgedRow } from './judge-rows.ts';

/** What a row's outcome is called beside it. A refused row says why instead. */
export const outcomeTexts: Readonly<Record<RowOutcome, string>> = {
  added: '新增',
  confirmed: '与对方填报一致，成为确认',
  joined: '已有他方填报，补充一方',
  disputed: '与他方填报不一致，成为争议',
  changed: '修改',
  repeated: '重复，不变',
  refused: '不能导入',
};

/** Rows of one outcome that are told one by one; the file with its results tells them all. */
const mostTold = 200;

/** Gathers what became of a file's rows: how many of each outcome, and the first of each. */
export function tellRows(before: Counts = noCounts) {
  const counts: Record<RowOutcome, number> = { ...before };
  const told = new Map<RowOutcome, ToldRow[]>();
  return {
    add: ({ row, outcome, findings }: JudgedRow) => {
      counts[outcome] += 1;
      const rows = told.get(outcome) ?? [];
      told.set(outcome, rows);
      if (rows.length < mostTold)
        rows.push({ kind: row.kind.id, sheet: row.sheet, row: row.row, outcome, findings: findings.map(tellFinding) });
    },
    counts: (): Counts => ({ ...counts }),
    total: () => Object.values(counts).reduce((sum, each) => sum + each, 0),
    rows: (): readonly ToldRow[] => [...told.values()].flat(),
  };
}

export function tellFinding({ check, severity, fields, message }: SheetFinding): ToldFinding {
  return { check, severity, fields, message };
}
