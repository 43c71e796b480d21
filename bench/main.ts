/** Measures each promise of speed and writes `bench/RESULTS.md`. Names given as arguments (`checks`, `pdf` …) run only those and write nothing. */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { BenchRow } from './bench-row.ts';

const benches: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  'docx-render': async () => (await import('./docx-render.ts')).benchDocxRender(),
  pdf: async () => (await import('./pdf.ts')).benchPdf(),
  'docx-read': async () => (await import('./docx-read.ts')).benchDocxRead(),
  checks: async () => (await import('./checks.ts')).benchChecks(),
  web: async () => (await import('./web.ts')).benchWeb(),
  'save-answer': async () => (await import('./save-answer.ts')).benchSaveAnswer(),
  ledgers: async () => (await import('./ledgers.ts')).benchLedgers(),
  'ledger-files': async () => (await import('./ledger-files.ts')).benchLedgerFiles(),
  disc: async () => (await import('./disc.ts')).benchDisc(),
  submissions: async () => (await import('./submissions.ts')).benchSubmissions(),
};

const chosen = process.argv.slice(2);
const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`… ${name}`);
  for (const row of await bench()) {
    rows.push(row);
    console.log(
      `  ${row.what}: ${row.ours} | ${row.peer} | ${row.ratio} | at least ${row.atLeast} | ${row.met ? 'met' : 'NOT MET'}`,
    );
  }
}
if (chosen.length === 0) writeFileSync(new URL('RESULTS.md', import.meta.url), report(rows));
process.exit(rows.every((row) => row.met) ? 0 : 1);

function report(all: readonly BenchRow[]): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  return [
    '# Speed',
    '',
    `Written by \`npm run bench\`. Medians, ours and the peer's alternating in the same run, on ${machine}.`,
    '',
    '| what | ours | peer | ours : peer | at least | met |',
    '|---|---|---|---|---|---|',
    ...all.map(
      (row) =>
        `| ${row.what} | ${row.ours} | ${row.peer} | ${row.ratio} | ${row.atLeast} | ${row.met ? 'yes' : '**no**'} |`,
    ),
    '',
  ].join('\n');
}
