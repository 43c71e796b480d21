/** Measures each promise of speed and writes `bench/RESULTS.md`. Names given as arguments (`checks`, `pdf` …) run only those. */
import type { BenchRow } from './bench-row.ts';
import { keepResults } from './results.ts';

const benches: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  'docx-render': async () => (await import('./docx-render.ts')).benchDocxRender(),
  pdf: async () => (await import('./pdf.ts')).benchPdf(),
  'docx-read': async () => (await import('./docx-read.ts')).benchDocxRead(),
  checks: async () => (await import('./checks.ts')).benchChecks(),
  web: async () => (await import('./web.ts')).benchWeb(),
  'save-answer': async () => (await import('./save-answer.ts')).benchSaveAnswer(),
  ledgers: async () => (await import('./ledgers.ts')).benchLedgers(),
  'ledger-files': async () => (await import('./ledger-files.ts')).benchLedgerFiles(),
  dashboard: async () => (await import('./dashboard.ts')).benchDashboard(),
  disc: async () => (await import('./disc.ts')).benchDisc(),
  public: async () => (await import('./public.ts')).benchPublic(),
  'repeated-text': async () => (await import('./repeated-text.ts')).benchRepeatedText(),
  quality: async () => (await import('./quality.ts')).benchQuality(),
  search: async () => (await import('./search.ts')).benchSearch(),
  'talent-search': async () => (await import('./talent-search.ts')).benchTalentSearch(),
  council: async () => (await import('./council.ts')).benchCouncil(),
  reports: async () => (await import('./reports.ts')).benchReports(),
  assignment: async () => (await import('./assignment.ts')).benchAssignment(),
  placement: async () => (await import('./placement.ts')).benchPlacement(),
  booking: async () => (await import('./booking.ts')).benchBooking(),
  training: async () => (await import('./training.ts')).benchTraining(),
  submissions: async () => (await import('./submissions.ts')).benchSubmissions(),
};

const chosen = process.argv.slice(2);
const order = Object.keys(benches);
let isAllMet = true;
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`… ${name}`);
  const rows = await bench();
  for (const row of rows)
    console.log(
      `  ${row.what}: ${row.ours} | ${row.peer} | ${row.ratio} | at least ${row.atLeast} | ${row.met ? 'met' : 'NOT MET'}`,
    );
  keepResults(name, rows, order);
  isAllMet &&= rows.every((row) => row.met);
}
process.exit(isAllMet ? 0 : 1);
