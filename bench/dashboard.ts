import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type BenchRow, median } from './bench-row.ts';
import { startChild, stopChild } from './saving/child.ts';

const Ours = z.object({
  port: z.int(),
  ministry: z.string(),
  provinces: z.array(z.string()),
  secretaries: z.array(z.object({ token: z.string(), consortium: z.string() })),
});
type Ours = z.infer<typeof Ours>;
const Load = z.object({ rate: z.number(), p99: z.number(), failures: z.int() });

/** How many consortia: `DASHBOARD_CONSORTIA=150,1500` for a small run. */
const sizes = (process.env.DASHBOARD_CONSORTIA ?? '150,15000').split(',').map(Number);
const seconds = Number(process.env.DASHBOARD_SECONDS ?? 4);
const people = 50;
const rounds = 3;
const figures = ['apprentices', 'employmentRate', 'coBuiltMajors', 'internshipMonths'];

/** What people look at: each kind for four figures, a ministry officer, provincial officers and secretaries among them. */
const kinds = ['overview', 'tiles', 'trend', 'ranking', 'distribution', 'funnel', 'compare', 'band'] as const;
type Kind = (typeof kinds)[number];

/** Every kind of dashboard, warm, at 50 people at once; and how it grows with a hundred times as many consortia. */
export async function benchDashboard(): Promise<readonly BenchRow[]> {
  const measured = new Map<number, ReadonlyMap<Kind, z.infer<typeof Load>>>();
  for (const size of sizes) measured.set(size, await measure(size));
  const [few = 0, many = 0] = [sizes[0], sizes.at(-1)];
  return kinds.flatMap((kind) => {
    const [small, large] = [measured.get(few)?.get(kind), measured.get(many)?.get(kind)];
    if (!small || !large) return [];
    const ratio = large.p99 / small.p99;
    const failures = small.failures + large.failures;
    return [
      {
        what: `dashboard ${kind}, ${people} people at once, p99 at ${many.toLocaleString('en')} consortia beside ${few.toLocaleString('en')}`,
        ours: `${large.p99.toFixed(1)} ms (${Math.round(large.rate)}/s)`,
        peer: `${small.p99.toFixed(1)} ms (${Math.round(small.rate)}/s)`,
        ratio: `${ratio.toFixed(2)} ×`,
        atLeast: 'under 100 ms, within 3 ×',
        met: failures === 0 && large.p99 < 100 && small.p99 < 100 && ratio <= 3,
      },
    ];
  });
}

async function measure(consortia: number): Promise<ReadonlyMap<Kind, z.infer<typeof Load>>> {
  const { dataDir, isKept } = await dataFolder(consortia);
  const env = { DATA_DIR: dataDir };
  const child = await startChild('../dashboard/serve-dashboard.ts', String(consortia), env);
  try {
    const ours = Ours.parse(child.told);
    const results = new Map<Kind, z.infer<typeof Load>>();
    for (const kind of kinds) {
      const looks = looksAt(kind, ours);
      const load = async (time: number) => {
        const order = JSON.stringify({ port: ours.port, seconds: time, looks });
        return Load.parse((await startChild('../dashboard/load-dashboard.ts', order, env)).told);
      };
      await load(Math.max(1, seconds / 2));
      const runs: z.infer<typeof Load>[] = [];
      for (let round = 0; round < rounds; round++) runs.push(await load(seconds));
      results.set(kind, {
        rate: median(runs.map(({ rate }) => rate)),
        p99: median(runs.map(({ p99 }) => p99)),
        failures: runs.reduce((sum, run) => sum + run.failures, 0),
      });
    }
    return results;
  } finally {
    await stopChild(child.child);
    if (!isKept) await rm(dataDir, { recursive: true, force: true });
  }
}

/** A kept folder is found filled by a later run. */
async function dataFolder(consortia: number): Promise<{ dataDir: string; isKept: boolean }> {
  const kept = process.env.BENCH_DATA;
  if (kept === undefined) return { dataDir: await mkdtemp(join(tmpdir(), 'lianheti-bench-')), isKept: false };
  const dataDir = join(kept, `dashboard-${consortia}`);
  await mkdir(dataDir, { recursive: true });
  return { dataDir, isKept: true };
}

/** Of 50 people, a band is looked at by secretaries, all else by officers and some secretaries. */
function looksAt(kind: Kind, { ministry, provinces, secretaries }: Ours): { token: string; path: string }[][] {
  return Array.from({ length: people }, (_, number) => {
    const secretary = secretaries[number % secretaries.length];
    const isSecretary = kind === 'band' || number % 5 === 4;
    const officer = number % 2 === 0 ? ministry : (provinces[number % provinces.length] ?? ministry);
    const token = isSecretary ? (secretary?.token ?? '') : kind === 'compare' ? ministry : officer;
    const own = secretary?.consortium ?? '';
    const ids = isSecretary
      ? own
      : secretaries
          .slice(0, 6)
          .map(({ consortium }) => consortium)
          .join();
    const more = kind === 'band' ? `&consortium=${own}` : kind === 'compare' ? `&ids=${ids}` : '';
    return figures.map((figure) => ({ token, path: `/api/monitoring/${kind}?year=2024&figure=${figure}${more}` }));
  });
}
