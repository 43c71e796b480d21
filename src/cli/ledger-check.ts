import type { SheetFinding } from '#documents/xlsx/ledger/ledger-workbook.ts';
import { chosenPack } from './chosen-pack.ts';
import { type Command, exit, jsonOption, onlyFile, packOption, parse, type Speech } from './command.ts';
import { refuseOverwriting, writeWhole } from './files.ts';
import { type LedgerReading, readLedger } from './read-ledger.ts';

export const ledgerCheck: Command = {
  usage: 'lianheti ledger check 文件 [选项]',
  summary: '检查填好的台账（.xlsx 或 .csv）',
  options: [
    ['--kind 编号', '.csv 为哪一种台账；默认按表头识别'],
    ['--report 文件', '另存一份带“校验结果”列的原文件'],
    packOption,
    jsonOption,
  ],
  run: async (args, speech) => {
    const { values, positionals } = parse(args, {
      kind: { type: 'string' },
      report: { type: 'string' },
      pack: { type: 'string' },
      json: { type: 'boolean' },
    });
    const file = onlyFile(positionals);
    if (values.report !== undefined) refuseOverwriting(values.report, [file]);
    const reading = await readLedger(chosenPack(values.pack), file, values.kind);
    const { findings } = reading;
    if (values.report !== undefined) {
      const { writeLedgerReport } = await import('#documents/xlsx/ledger/write-ledger-report.ts');
      await writeWhole(
        values.report,
        await writeLedgerReport(reading.bytes, reading.workbook, [...findings, ...earlierVoices(reading)]),
      );
    }
    if (values.json) speech.say(JSON.stringify({ findings }, null, 2));
    else tellFindings(findings, speech);
    return isFaultless(findings) ? exit.done : exit.notAllWell;
  },
};

/** In the file itself a dispute is marked beside each of its rows, not only the last. */
function earlierVoices({ events }: LedgerReading): readonly SheetFinding[] {
  return events.flatMap(({ rows, fields }) => {
    const last = rows.at(-1);
    if (fields.length === 0 || !last) return [];
    const message = `与“${last.sheet}”第${last.row}行是同一事项，但所填不同，均不计入`;
    return rows
      .slice(0, -1)
      .map(({ sheet, row }): SheetFinding => ({ check: 'dispute', severity: 'error', sheet, row, fields, message }));
  });
}

export const isFaultless = (findings: readonly SheetFinding[]) =>
  findings.every(({ severity }) => severity !== 'error');

/** More than these are not printed line by line: nobody reads a hundred thousand. */
const mostPrinted = 200;

export function tellFindings(findings: readonly SheetFinding[], { say }: Speech): void {
  for (const [severity, heading] of [
    ['error', '错误（该行不计入）'],
    ['warning', '提醒'],
  ] as const) {
    const those = findings.filter((finding) => finding.severity === severity);
    if (those.length === 0) continue;
    say(`${heading}：${those.length}项`);
    for (const { sheet, row, message, check } of those.slice(0, mostPrinted))
      say(`  · “${sheet}”第${row}行：${message}〔${check}〕`);
    if (those.length > mostPrinted) say(`  ……另有${those.length - mostPrinted}项，可用 --json 查看全部`);
    say('');
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  say(findings.length === 0 ? '检查通过，没有发现问题。' : `共${errors}项错误、${findings.length - errors}项提醒。`);
}
