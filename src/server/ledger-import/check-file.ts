import { writeFile } from 'node:fs/promises';
import { findingText, writeLedgerReport } from '#documents/xlsx/ledger/write-ledger-report.ts';
import type { JobResult } from '#server/job/job-kind.ts';
import type { ImportTask, RowOutcome } from './import-task.ts';
import type { Judge, JudgedRow } from './judge-rows.ts';
import type { LedgerFile } from './read-rows.ts';
import { outcomeTexts, tellFinding, tellRows } from './tell-rows.ts';

const mostFindings = 200;

/** Tells of each row what an import would make of it, and writes the file itself with that beside each row. Nothing else is written. */
export async function checkFile(
  task: Extract<ImportTask, { type: 'check' }>,
  { bytes, workbook, chunks }: LedgerFile,
  judge: Judge,
  report: (done: number, total: number | null, text: string) => void,
): Promise<JobResult> {
  const told = tellRows();
  // Of each row one text is held, and nothing else: a file may have a finding in each of its 100,000 rows.
  const texts = new Map<string, Map<number, string>>();
  let closed = 0;
  for await (const rows of chunks()) {
    for (const judged of await judge.judge(rows, { mode: 'good', dryRun: true })) {
      const { row, outcome, findings } = judged;
      told.add(judged);
      if (findings.some(({ check }) => check === 'year-closed')) closed += 1;
      const ofSheet = texts.get(row.sheet) ?? new Map<number, string>();
      texts.set(row.sheet, ofSheet);
      ofSheet.set(row.row, textOf(outcome, findings));
    }
    report(told.total(), null, `已核对${told.total()}行`);
  }
  report(told.total(), told.total(), '正在写出校验结果');
  const isCsv = bytes[0] !== 0x50 || bytes[1] !== 0x4b;
  await writeFile(task.reportPath, await writeLedgerReport(bytes, workbook, workbook.findings, texts));
  return {
    rows: told.total(),
    counts: told.counts(),
    /** Rows that an import takes only with a reason, since their year is closed. */
    closed,
    sheets: workbook.sheets.map(({ sheet, kind }) => ({ sheet, kind: kind.id, label: kind.label })),
    findings: workbook.findings
      .slice(0, mostFindings)
      .map((each) => ({ sheet: each.sheet, row: each.row, ...tellFinding(each) })),
    told: told.rows(),
    fileName: task.fileName,
    file: {
      name: `${task.fileName.replace(/\.\w+$/, '')}（校验结果）.${isCsv ? 'csv' : 'xlsx'}`,
      mediaType: isCsv
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
  };
}

/** What becomes of a row, and what was found in it. */
function textOf(outcome: RowOutcome, findings: JudgedRow['findings']): string {
  // One text for all rows of which there is no more to say.
  if (findings.length === 0 && outcome !== 'refused') return outcomeTexts[outcome];
  const [found, told] = [findings.map(findingText), outcome === 'refused' ? [] : [outcomeTexts[outcome]]];
  return [...told, ...found].join('\n');
}
