import { z } from 'zod';
import { type BenchRow, median, timed } from './bench-row.ts';
import { served } from './ledger/served.ts';
import { asked } from './ledger/start-directus.ts';
import { startChild } from './saving/child.ts';

const Load = z.object({ rate: z.number(), p99: z.number(), failures: z.int() });

const connections = 32;
const seconds = 4;
const rounds = 3;

/** How many entries the lists and sums are measured over: `LEDGER_ENTRIES=100000,1000000,10000000` for all that was promised, with `BENCH_DATA=FOLDER` filled once. */
const sizes = (process.env.LEDGER_ENTRIES ?? '100000,1000000').split(',').map(Number);

/** Recording, listing and adding up entries, with Directus on the same PostgreSQL in the same run. */
export async function benchLedgers(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const consortia of [1, 150]) rows.push(...(await benchCreate(consortia)));
  const nations: { size: number; ms: number }[] = [];
  for (const size of sizes) rows.push(...(await benchReads(size, nations)));
  const [first, last] = [nations[0], nations.at(-1)];
  if (first && last && first !== last)
    rows.push({
      what: `figures of the nation at ${last.size.toLocaleString('en')} entries beside ${first.size.toLocaleString('en')}`,
      ours: `${last.ms.toFixed(2)} ms`,
      peer: `${first.ms.toFixed(2)} ms`,
      ratio: `${(last.ms / first.ms).toFixed(2)} ×`,
      atLeast: 'within 1.5 ×',
      met: last.ms <= first.ms * 1.5,
    });
  return rows;
}

async function benchCreate(consortia: number): Promise<readonly BenchRow[]> {
  return served({ consortia, entries: 0 }, async (ours, directus) => {
    const load = async (order: object) =>
      Load.parse((await startChild('../ledger/load-entries.ts', JSON.stringify({ connections, ...order }), {})).told);
    const [our, peer]: [number[], number[]] = [[], []];
    let failures = 0;
    let p99 = 0;
    for (let round = 0; round <= rounds; round++) {
      const run = await load({ ...ours, seconds, round });
      const theirs = await load({
        port: Number(new URL(directus.address).port),
        directus: directus.headers.authorization,
        seconds,
        round,
      });
      // The first of each warms up.
      if (round === 0) continue;
      our.push(run.rate);
      peer.push(theirs.rate);
      failures += run.failures;
      p99 = Math.max(p99, run.p99);
    }
    const ratio = median(our) / median(peer);
    return [
      {
        what: `entry recorded by HTTP with facts, figures, audit and tenancy; ${consortia} consorti${consortia === 1 ? 'um' : 'a'}, ${connections} people at once (p99 ${p99.toFixed(0)} ms)`,
        ours: `${Math.round(median(our))} entries/s`,
        peer: `Directus, one bare row: ${Math.round(median(peer))}/s`,
        ratio: `${ratio.toFixed(1)} ×`,
        atLeast: '4 × Directus',
        met: failures === 0 && ratio >= 4,
      },
    ];
  });
}

async function benchReads(size: number, nations: { size: number; ms: number }[]): Promise<readonly BenchRow[]> {
  return served(
    { consortia: 150, entries: size, peerEntries: Math.min(size, 1_000_000) },
    async (ours, directus, peerSize) => {
      const base = `http://127.0.0.1:${ours.port}`;
      const [consortium] = ours.consortia;
      if (!consortium) throw new Error('no consortium');
      const as = (token: string) => ({ authorization: `Bearer ${token}` });
      const page = await alternately(
        () =>
          asked(
            `${base}/api/consortia/${consortium.id}/ledgers/apprenticeship/entries?year=2022&standing=confirmed&sort=-headcount&limit=50`,
            as(consortium.token),
          ),
        () =>
          asked(
            `${directus.address}/items/training?${new URLSearchParams({ filter: JSON.stringify({ consortium: { _eq: 'c0' }, year: { _eq: 2022 }, standing: { _eq: 'confirmed' } }), sort: '-headcount', limit: '50', meta: 'filter_count' })}`,
            directus.headers,
          ),
      );
      const askNation = () => asked(`${base}/api/figures`, as(ours.officer));
      const nation = await alternately(askNation, () =>
        asked(
          `${directus.address}/items/training?aggregate[sum]=headcount&groupBy[]=province&groupBy[]=year&limit=-1`,
          directus.headers,
        ),
      );
      // Without the peer between: how much it has to read at this size would be measured with it.
      nations.push({ size, ms: await alone(askNation) });
      const at = `${size.toLocaleString('en')} entries${peerSize === size ? '' : ` (Directus: ${peerSize.toLocaleString('en')})`}`;
      const judged = size === 1_000_000;
      return [
        row(`a filtered, sorted page of 50 with its total, of ${at}`, page, 5, judged),
        row(`all figures of the nation by province and year, of ${at}`, nation, 50, judged),
      ];
    },
  );
}

function row(what: string, { ours, peer }: { ours: number; peer: number }, atLeast: number, judged: boolean): BenchRow {
  return {
    what,
    ours: `${ours.toFixed(2)} ms`,
    peer: `Directus: ${peer.toFixed(1)} ms`,
    ratio: `${(peer / ours).toFixed(1)} ×`,
    atLeast: judged ? `${atLeast} × Directus` : '—',
    met: !judged || peer >= atLeast * ours,
  };
}

async function alone(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 45; round++) times.push(await timed(ask));
  return median(times.slice(5));
}

async function alternately(
  ours: () => Promise<unknown>,
  peer: () => Promise<unknown>,
): Promise<{ ours: number; peer: number }> {
  const times = { ours: [] as number[], peer: [] as number[] };
  for (let round = 0; round < 25; round++) {
    const [our, theirs] = [await timed(ours), await timed(peer)];
    if (round < 5) continue;
    times.ours.push(our);
    times.peer.push(theirs);
  }
  return { ours: median(times.ours), peer: median(times.peer) };
}
