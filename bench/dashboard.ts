import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { type BenchRow, median } from './bench-row.ts';
import { keptFolder } from './kept-folder.ts';
import { dataFolder, Ours } from './ledger/served.ts';
import { startChild, stopChild } from './saving/child.ts';

const Filled = z.object({
  port: z.int(),
  ministry: z.string(),
  provinces: z.array(z.string()),
  secretaries: z.array(z.object({ token: z.string(), consortium: z.string() })),
});
/** Who asks, and where; with a member of each secretary's consortium where there are ledgers. */
type Asking = Omit<z.infer<typeof Filled>, 'secretaries'> & {
  secretaries: readonly { token: string; consortium: string; member?: string }[];
};
const Load = z.object({ rate: z.number(), p99: z.number(), failures: z.int() });
type Load = z.infer<typeof Load>;

/** How many consortia: `DASHBOARD_CONSORTIA=150,1500` for a small run. */
const sizes = (process.env.DASHBOARD_CONSORTIA ?? '150,15000').split(',').map(Number);
const seconds = Number(process.env.DASHBOARD_SECONDS ?? 4);
const people = 50;
const rounds = 3;
const figures = ['apprentices', 'employmentRate', 'coBuiltMajors', 'internshipMonths'];

/** What people look at: each kind for four figures, a ministry officer, provincial officers and secretaries among them. */
const kinds = [
  'overview',
  'tiles',
  'trend',
  'ranking',
  'distribution',
  'funnel',
  'fulfilment',
  'compare',
  'band',
] as const;
/** What stands on entries, not on sums alone: there are such in ledgers only. */
const memberKinds = ['members', 'member'] as const;
type Kind = (typeof kinds)[number] | (typeof memberKinds)[number];

/** Ledgers as `bench/ledgers.ts` fills them: the most of `LEDGER_ENTRIES`, where `BENCH_DATA` keeps them. */
const ledgers = {
  consortia: 150,
  entries: Math.max(...(process.env.LEDGER_ENTRIES ?? '1000000').split(',').map(Number)),
};

/** Every kind of dashboard, warm, at 50 people at once; and how it grows with a hundred times as many consortia. */
export async function benchDashboard(): Promise<readonly BenchRow[]> {
  const measured = new Map<number, ReadonlyMap<Kind, Load>>();
  for (const size of sizes) measured.set(size, await measureFigures(size));
  return [...besideFew(measured), ...(process.env.BENCH_DATA === undefined ? [] : await benchLedgers())];
}

function besideFew(measured: ReadonlyMap<number, ReadonlyMap<Kind, Load>>): readonly BenchRow[] {
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

/** The same over entries, of which each dashboard is a sum. */
async function benchLedgers(): Promise<readonly BenchRow[]> {
  const { dataDir } = await dataFolder(ledgers);
  const measured = await measure('../ledger/serve-ledgers.ts', JSON.stringify(ledgers), dataDir, (told) => {
    const { port, officer, consortia } = Ours.parse(told);
    const secretaries = consortia
      .slice(0, 40)
      .map(({ id, school, token }) => ({ token, consortium: id, member: school }));
    return { asking: { port, ministry: officer, provinces: [], secretaries }, shown: [...kinds, ...memberKinds] };
  });
  return [...measured].map(([kind, { p99, rate, failures }]) => ({
    what: `dashboard ${kind}, ${people} people at once, p99 over ${ledgers.entries.toLocaleString('en')} ledger entries`,
    ours: `${p99.toFixed(1)} ms (${Math.round(rate)}/s)`,
    peer: '—',
    ratio: '—',
    atLeast: 'under 100 ms',
    met: failures === 0 && p99 < 100,
  }));
}

async function measureFigures(consortia: number): Promise<ReadonlyMap<Kind, Load>> {
  const { dataDir, isKept } = await keptFolder(`dashboard-${consortia}`);
  try {
    return await measure('../dashboard/serve-dashboard.ts', String(consortia), dataDir, (told) => ({
      asking: Filled.parse(told),
      shown: kinds,
    }));
  } finally {
    if (!isKept) await rm(dataDir, { recursive: true, force: true });
  }
}

/** Each kind of dashboard of a server that is started on a folder. */
async function measure(
  script: string,
  order: string,
  dataDir: string,
  read: (told: unknown) => { asking: Asking; shown: readonly Kind[] },
): Promise<ReadonlyMap<Kind, Load>> {
  const env = { DATA_DIR: dataDir };
  const child = await startChild(script, order, env);
  try {
    const { asking, shown } = read(child.told);
    const results = new Map<Kind, Load>();
    for (const kind of shown) {
      const looks = looksAt(kind, asking);
      const load = async (time: number) => {
        const sent = JSON.stringify({ port: asking.port, seconds: time, looks });
        return Load.parse((await startChild('../dashboard/load-dashboard.ts', sent, env)).told);
      };
      await load(Math.max(1, seconds / 2));
      const runs: Load[] = [];
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
  }
}

/** Of 50 people, bands and members are looked at by secretaries, all else by officers and some secretaries. */
function looksAt(kind: Kind, { ministry, provinces, secretaries }: Asking): { token: string; path: string }[][] {
  return Array.from({ length: people }, (_, number) => {
    const secretary = secretaries[number % secretaries.length];
    const isSecretary = kind === 'band' || kind === 'members' || kind === 'member' || number % 5 === 4;
    const officer = number % 2 === 0 ? ministry : (provinces[number % provinces.length] ?? ministry);
    const token = isSecretary ? (secretary?.token ?? '') : kind === 'compare' ? ministry : officer;
    const own = secretary?.consortium ?? '';
    const ids = isSecretary
      ? own
      : secretaries
          .slice(0, 6)
          .map(({ consortium }) => consortium)
          .join();
    if (kind === 'member') return [{ token, path: `/api/monitoring/member?year=2024&member=${secretary?.member}` }];
    const isOwn = kind === 'band' || kind === 'members';
    const more = isOwn ? `&consortium=${own}` : kind === 'compare' ? `&ids=${ids}` : '';
    return figures.map((figure) => ({ token, path: `/api/monitoring/${kind}?year=2024&figure=${figure}${more}` }));
  });
}
