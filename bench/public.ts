import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type BenchRow, median } from './bench-row.ts';
import { startChild, stopChild } from './saving/child.ts';

const Ours = z.object({ port: z.int(), list: z.string() });
const Load = z.object({ rate: z.number(), p99: z.number(), failures: z.int() });

const consortia = 150;
const connections = 32;
const seconds = 4;
const rounds = 5;
const atLeast = 2000;

/** Public pages as they are served, with their limits on, to readers over connections that stay open; server and readers each in a process of its own. */
export async function benchPublic(): Promise<readonly BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lianheti-bench-'));
  const env = { DATA_DIR: dataDir };
  const ours = await startChild('../public/serve-public.ts', String(consortia), env);
  try {
    const { port, list } = Ours.parse(ours.told);
    const load = async (path: string, time: number) => {
      const order = JSON.stringify({ port, path, seconds: time, connections });
      return Load.parse((await startChild('../public/load-pages.ts', order, env)).told);
    };
    const rows: BenchRow[] = [];
    for (const [what, path] of [
      ['first page', '/public'],
      [`list of ${consortia}`, `/public/lists/${list}`],
      [`data of ${consortia}, JSON`, '/public/data/consortia.json'],
    ] as const) {
      await load(path, 1);
      const runs: z.infer<typeof Load>[] = [];
      for (let round = 0; round < rounds; round++) runs.push(await load(path, seconds));
      const rate = median(runs.map((run) => run.rate));
      const p99 = median(runs.map((run) => run.p99));
      rows.push({
        what: `public pages: the ${what}, ${connections} readers at once (p99 ${p99.toFixed(0)} ms)`,
        ours: `${Math.round(rate)} requests/s`,
        peer: '—',
        ratio: '—',
        atLeast: `${atLeast} requests/s`,
        met: rate >= atLeast && runs.every((run) => run.failures === 0),
      });
    }
    return rows;
  } finally {
    await stopChild(ours.child);
    await rm(dataDir, { recursive: true, force: true });
  }
}
