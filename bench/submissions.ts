import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import type { BenchRow } from './bench-row.ts';
import { startChild, stopChild } from './saving/child.ts';

const Ours = z.object({ port: z.int(), forms: z.array(z.object({ id: z.string(), token: z.string() })) });
const Load = z.object({ seconds: z.number(), receipts: z.int(), failures: z.int(), differing: z.int() });
const Counts = z.object({ revisions: z.int(), applications: z.int(), receipts: z.int(), late: z.int() });

const applications = 2000;

/** Two thousand full forms handed in within the last minute before the deadline, each twice at once: none lost, none twice, each with its receipt. */
export async function benchSubmissions(): Promise<readonly BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lianheti-bench-'));
  const env = { DATA_DIR: dataDir, OPEN_SECONDS: '60' };
  const ours = await startChild('serve-ours.ts', String(applications), env);
  try {
    const order = join(dataDir, 'order.json');
    await writeFile(order, JSON.stringify({ connections: 32, ...Ours.parse(ours.told) }));
    const load = Load.parse((await startChild('load-submissions.ts', order, env)).told);
    const counts = await count(dataDir);
    const whole = [load.receipts, counts.revisions, counts.applications, counts.receipts].every(
      (n) => n === applications,
    );
    return [
      {
        what: `${applications} applications submitted before the deadline, each clicked twice`,
        ours: `${load.receipts} receipts in ${load.seconds.toFixed(1)} s, ${load.failures} lost, ${counts.revisions - counts.applications} twice`,
        peer: '—',
        ratio: '—',
        atLeast: 'none lost, none twice, within 60 s',
        met: whole && load.failures === 0 && load.differing === 0 && counts.late === 0 && load.seconds < 60,
      },
    ];
  } finally {
    await stopChild(ours.child);
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function count(dataDir: string): Promise<z.infer<typeof Counts>> {
  const client = new pg.Client(embeddedConnection(dataDir));
  await client.connect();
  const { rows } = await client.query(`
    select count(*)::integer as revisions, count(distinct application_id)::integer as applications,
      count(distinct receipt_number)::integer as receipts,
      count(*) filter (where taken_at > (select deadline from batch))::integer as late from revision`);
  await client.end();
  return Counts.parse(rows[0]);
}
