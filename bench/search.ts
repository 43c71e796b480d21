import { rm } from 'node:fs/promises';
import pg from 'pg';
import { z } from 'zod';
import { foldText } from '#core/search/fold-text.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { type BenchRow, timed } from './bench-row.ts';
import { keptFolder } from './kept-folder.ts';
import { startChild, stopChild } from './saving/child.ts';
import { openConnection } from './saving/connection.ts';

const Ours = z.object({ port: z.int(), officer: z.string(), secretary: z.string(), queries: z.array(z.string()) });

const documents = Number(process.env.SEARCH_DOCUMENTS ?? 10_000);
const readers = 4;
const searches = 2000;
const most = 100;
/** The peer reads every text each time. */
const sample = 60;

/** Searches over all documents that a ministry's officer may see, several at once; beside them PostgreSQL looking through the same texts. */
export async function benchSearch(): Promise<readonly BenchRow[]> {
  const { dataDir, isKept } = await keptFolder(`search-${documents}`);
  const child = await startChild('../search/serve-search.ts', String(documents), { DATA_DIR: dataDir });
  try {
    const ours = Ours.parse(child.told);
    await searchAll(ours, 200);
    const { waits, failures, found } = await searchAll(ours, searches);
    const theirs = await lookThrough(dataDir, ours.queries);
    const [p95, median] = [quantile(waits, 0.95), quantile(waits, 0.5)];
    return [
      {
        what: `full-text search over ${documents.toLocaleString('en')} documents, ${readers} at once, p95 (median ${median.toFixed(0)} ms, longest ${quantile(waits, 1).toFixed(0)} ms)`,
        ours: `${p95.toFixed(1)} ms`,
        peer: `like '%…%' over the same texts: ${quantile(theirs, 0.95).toFixed(0)} ms`,
        ratio: `${(quantile(theirs, 0.95) / p95).toFixed(1)} ×`,
        atLeast: `under ${most} ms`,
        // What is looked for was taken from the documents: none finds nothing.
        met: p95 < most && failures === 0 && found === waits.length,
      },
    ];
  } finally {
    await stopChild(child.child);
    if (!isKept) await rm(dataDir, { recursive: true, force: true });
  }
}

async function searchAll({ port, officer, queries }: z.infer<typeof Ours>, count: number) {
  const waits: number[] = [];
  let [failures, found, at] = [0, 0, 0];
  await Promise.all(
    Array.from({ length: readers }, async () => {
      const connection = await openConnection(port);
      while (at < count) {
        const q = queries[at++ % queries.length] ?? '';
        const path = `/api/governing-documents/search?q=${encodeURIComponent(q)}`;
        let answer = { status: 0, body: '' };
        const wait = await timed(async () => {
          answer = await connection.send('GET', path, `authorization: Bearer ${officer}\r\n`, '');
        });
        waits.push(wait);
        if (answer.status !== 200) failures += 1;
        else if (answer.body.includes('"isHit":true')) found += 1;
      }
      connection.close();
    }),
  );
  return { waits, failures, found };
}

async function lookThrough(dataDir: string, queries: readonly string[]): Promise<readonly number[]> {
  const client = new pg.Client(embeddedConnection(dataDir));
  await client.connect();
  const waits: number[] = [];
  for (const query of queries.slice(0, sample)) {
    const like = query.split(' ').map((word) => `%${foldText(word)}%`);
    waits.push(
      await timed(() =>
        client.query(
          `select id from governing_document_version where folded like all($1) order by effective_on desc limit 20`,
          [like],
        ),
      ),
    );
  }
  await client.end();
  return waits;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
