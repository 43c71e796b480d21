import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answers, isRecord } from '#core/form/answers.ts';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { renderPdf, warmPdf } from '#documents/pdf/render-pdf.ts';
import { currentPack } from '#packs/packs.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { type BenchRow, median, timed } from './bench-row.ts';

const { form } = currentPack;
const rounds = 5;
const oursPerRound = 5;
const atLeastTimes = 10;
const atMostMs = 150;

/** PDF from full answers in milliseconds, no two forms alike, beside LibreOffice converting our Word file of the same answers. */
export async function benchPdf(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lianheti-bench-'));
  try {
    return await measured(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(folder: string): Promise<readonly BenchRow[]> {
  const hasOffice = spawnSync('soffice', ['--version']).status === 0;
  const answers = exampleAnswers('perfect');
  const ours: number[] = [];
  const peer: number[] = [];
  warmPdf();
  renderPdf(form, answers);
  if (hasOffice) convert(folder, answers);
  for (let round = 0; round < rounds; round++) {
    for (let run = 0; run < oursPerRound; run++) {
      const unlike = changed(answers, round * oursPerRound + run);
      ours.push(await timed(() => renderPdf(form, unlike)));
    }
    if (hasOffice) peer.push(await timed(() => convert(folder, changed(answers, round))));
  }
  const [own, other] = [median(ours), median(peer)];
  const row = { what: 'PDF from answers, warm', ours: `${own.toFixed(0)} ms` };
  return [
    { ...row, peer: '—', ratio: '—', atLeast: `under ${atMostMs} ms`, met: own < atMostMs },
    hasOffice
      ? {
          ...row,
          peer: `${other.toFixed(0)} ms (LibreOffice, from our Word file)`,
          ratio: `${(other / own).toFixed(1)} ×`,
          atLeast: `${atLeastTimes} ×`,
          met: other >= own * atLeastTimes,
        }
      : { ...row, peer: 'LibreOffice is not installed', ratio: '—', atLeast: `${atLeastTimes} ×`, met: true },
  ];
}

/** LibreOffice starts anew for each file, as a program that calls it does; its profile is warm. */
function convert(folder: string, answers: Answers): void {
  const file = join(folder, 'form.docx');
  writeFileSync(file, renderDocx(form, answers));
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], {
    stdio: 'ignore',
  });
}

/** The same answers with another text in every field, so that nothing set before can be used again. */
function changed(answers: Answers, number: number): Answers {
  const change = (value: unknown): unknown => {
    if (typeof value === 'string') return /^\d{4}-/.test(value) ? value : `${value}${number}`;
    if (typeof value === 'number') return value + number;
    if (Array.isArray(value)) return value.map(change);
    return isRecord(value) ? changed(value, number) : value;
  };
  return Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, change(value)]));
}
