import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitoringReport } from '#core/monitoring-report/monitoring-report.ts';
import type { ReportRules } from '#core/monitoring-report/report-rules.ts';
import type { ReportValues } from '#core/monitoring-report/report-values.ts';
import { writeZip } from '#documents/archive/write-zip.ts';
import { officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import { renderOfficialPdf } from '#documents/official/render-official-pdf.ts';
import { resultPart } from '#server/job/job-folder.ts';
import type { ResultFile } from '#server/job/job-kind.ts';
import { inThread, type Report } from '#server/job/job-thread.ts';

export type ReportStart = { rules: ReportRules; values: readonly ReportValues[]; folder: string };

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

// A thread of its own: a hundred reports never hold up a request.
inThread(async (start: ReportStart, report) =>
  start.values.length === 1
    ? { files: await writeReports(start, report) }
    : { files: [await packReports(start, report)] },
);

/** Each report as PDF and as Word file, in the places of the job's results. */
async function writeReports({ rules, values, folder }: ReportStart, report: Report): Promise<readonly ResultFile[]> {
  const files: ResultFile[] = [];
  const keep = async (name: string, mediaType: string, bytes: Uint8Array) => {
    files.push({ name, mediaType, bytes: bytes.length });
    await writeFile(join(folder, resultPart(files.length)), bytes);
  };
  const taken = new Set<string>();
  for (const [at, one] of values.entries()) {
    report(at, values.length, `正在生成“${one.name}”的报告`);
    const { day, ...filled } = monitoringReport(rules, one);
    const document = { ...filled, day: officialDay(new Date(`${day}T00:00:00+08:00`)) };
    const plain = document.title.replace(/[\\/:*?"<>|]/g, '_');
    const name = taken.has(plain) ? `${plain}（${at}）` : plain;
    taken.add(name);
    await keep(`${name}.pdf`, 'application/pdf', renderOfficialPdf(document));
    await keep(`${name}.docx`, wordType, await renderOfficialDocx(document));
  }
  return files;
}

/** The same, in one zip. */
async function packReports(start: ReportStart, report: Report): Promise<ResultFile> {
  const { values, folder } = start;
  const [whole] = values;
  const files = await writeReports(start, report);
  const packed = join(folder, 'packed');
  await rm(packed, { force: true });
  await writeZip(
    packed,
    files.map(({ name, bytes }, at) => ({ path: name, size: bytes, content: join(folder, resultPart(at + 1)) })),
  );
  for (const at of files.keys()) await rm(join(folder, resultPart(at + 1)));
  await rename(packed, join(folder, resultPart(1)));
  const { size: bytes } = await stat(join(folder, resultPart(1)));
  return { name: `${whole?.name ?? ''}${whole?.year ?? ''}年建设监测报告.zip`, mediaType: 'application/zip', bytes };
}
