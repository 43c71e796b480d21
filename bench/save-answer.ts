import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type BenchRow, median } from './bench-row.ts';
import { startChild, stopChild } from './saving/child.ts';

const Ours = z.object({ port: z.int(), forms: z.array(z.object({ id: z.string(), token: z.string() })) });
const Bare = z.object({ port: z.int() });
const Load = z.object({ rate: z.number(), p99: z.number(), failures: z.int() });

const connections = 32;
const seconds = 4;
const rounds = 5;

/**
 * Saving one field through HTTP, with session, rights, versions, history, findings and audit chain, against a bare Node server that does
 * one `update`. Both on one PostgreSQL with its durability on, each server and the load in a process of its own, runs alternating.
 */
export async function benchSaveAnswer(): Promise<readonly BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lianheti-bench-'));
  const env = { DATA_DIR: dataDir };
  const ours = await startChild('serve-ours.ts', String(connections), env);
  const bare = await startChild('serve-bare.ts', String(connections), env);
  const { port, forms } = Ours.parse(ours.told);
  const load = async (order: object) =>
    Load.parse((await startChild('load-saves.ts', JSON.stringify({ connections, ...order }), env)).told);
  try {
    await load({ port, forms, seconds: 2 });
    await load({ port: Bare.parse(bare.told).port, seconds: 2 });
    const [our, bares]: [z.infer<typeof Load>[], z.infer<typeof Load>[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      our.push(await load({ port, forms, seconds }));
      bares.push(await load({ port: Bare.parse(bare.told).port, seconds }));
    }
    const [rate, peer] = [our, bares].map((runs) => median(runs.map((run) => run.rate)));
    if (rate === undefined || peer === undefined) throw new Error('no run');
    const failures = our.reduce((sum, run) => sum + run.failures, 0);
    const p99 = median(our.map((run) => run.p99));
    return [
      {
        what: `saving one field through HTTP, ${connections} people at once (p99 ${p99.toFixed(0)} ms)`,
        ours: `${Math.round(rate)} saves/s`,
        peer: `bare Node server, one update: ${Math.round(peer)}/s`,
        ratio: `1 : ${(peer / rate).toFixed(1)}`,
        atLeast: 'a sixth of the bare server',
        met: failures === 0 && rate * 6 >= peer,
      },
    ];
  } finally {
    await stopChild(bare.child);
    await stopChild(ours.child);
    await rm(dataDir, { recursive: true, force: true });
  }
}
