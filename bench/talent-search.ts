import { rm } from 'node:fs/promises';
import pg from 'pg';
import { z } from 'zod';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { type BenchRow, timed } from './bench-row.ts';
import { keptFolder } from './kept-folder.ts';
import { startChild, stopChild } from './saving/child.ts';
import { openConnection } from './saving/connection.ts';

const Ours = z.object({
  port: z.int(),
  auditor: z.string(),
  places: z.array(z.object({ consortiumId: z.string(), programmeId: z.string(), token: z.string() })),
  words: z.array(z.string()),
  occupations: z.array(z.string()),
});
type Ours = z.infer<typeof Ours>;

const positions = Number(process.env.SEARCH_POSITIONS ?? 1_000_000);
const readers = 2;
const requests = 1500;
const most = 100;
/** The peer reads every position each time. */
const sample = 20;

/** Searches with filters over the positions of all consortia and of one, and recommendations to a cohort, turn by turn; beside them PostgreSQL looking through the same. */
export async function benchTalentSearch(): Promise<readonly BenchRow[]> {
  const { dataDir, isKept } = await keptFolder(`positions-${positions}`);
  const child = await startChild('../talent-search/serve-positions.ts', String(positions), { DATA_DIR: dataDir });
  try {
    const ours = Ours.parse(child.told);
    await ask(ours, 300);
    const { waits, failures, found } = await ask(ours, requests);
    const theirs = await lookThrough(dataDir, ours.words);
    const [p95, median] = [quantile(waits, 0.95), quantile(waits, 0.5)];
    return [
      {
        what: `search over ${positions.toLocaleString('en')} positions with filters and recommendation, ${readers} at once, p95 (median ${median.toFixed(0)} ms, longest ${quantile(waits, 1).toFixed(0)} ms)`,
        ours: `${p95.toFixed(1)} ms`,
        peer: `like '%…%' over the same positions: ${quantile(theirs, 0.95).toFixed(0)} ms`,
        ratio: `${(quantile(theirs, 0.95) / p95).toFixed(1)} ×`,
        atLeast: `under ${most} ms at p95`,
        met: p95 < most && failures === 0 && found > waits.length / 2,
      },
    ];
  } finally {
    await stopChild(child.child);
    if (!isKept) await rm(dataDir, { recursive: true, force: true });
  }
}

/** What people ask for, in turn: a word everywhere, words with filters in one consortium, an occupation everywhere, what suits a cohort. */
function questionOf({ auditor, places, words, occupations }: Ours, at: number): { path: string; token: string } {
  const place = places[at % places.length] ?? { consortiumId: '', programmeId: '', token: '' };
  const q = encodeURIComponent(words[(at >> 2) % words.length] ?? '');
  const own = `/api/consortia/${place.consortiumId}`;
  switch (at % 4) {
    case 0:
      return { path: `/api/positions?limit=20&q=${q}`, token: auditor };
    case 1:
      return { path: `${own}/positions?limit=20&q=${q}&pay=6000`, token: place.token };
    case 2:
      return {
        path: `/api/positions?limit=20&kind=job&level=${encodeURIComponent('高职')}&occupation=${occupations[at % occupations.length]}`,
        token: auditor,
      };
    default:
      return { path: `${own}/programmes/${place.programmeId}/recommendations`, token: place.token };
  }
}

async function ask(ours: Ours, count: number) {
  const waits: number[] = [];
  let [failures, found, at] = [0, 0, 0];
  await Promise.all(
    Array.from({ length: readers }, async () => {
      const connection = await openConnection(ours.port);
      while (at < count) {
        const { path, token } = questionOf(ours, at++);
        let answer = { status: 0, body: '' };
        waits.push(
          await timed(async () => {
            answer = await connection.send('GET', path, `authorization: Bearer ${token}\r\n`, '');
          }),
        );
        if (answer.status !== 200) failures += 1;
        else if (answer.body.includes('"title"')) found += 1;
      }
      connection.close();
    }),
  );
  return { waits, failures, found };
}

async function lookThrough(dataDir: string, words: readonly string[]): Promise<readonly number[]> {
  const client = new pg.Client(embeddedConnection(dataDir));
  await client.connect();
  const waits: number[] = [];
  for (const query of words.slice(-sample)) {
    const like = query.split(' ').map((word) => `%${word}%`);
    waits.push(
      await timed(() =>
        client.query(
          `select id from talent_position where folded like all($1) and not is_withdrawn and expires_on >= current_date order by at desc limit 20`,
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
