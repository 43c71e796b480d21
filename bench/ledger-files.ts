import { readFileSync } from 'node:fs';
import { writeXlsx } from 'hucre/xlsx';
import { z } from 'zod';
import { type BenchRow, median, timed } from './bench-row.ts';
import { type Served, served } from './ledger/served.ts';
import { asked, type Directus } from './ledger/start-directus.ts';
import { p99While } from './p99-while.ts';

const Job = z.object({ state: z.string(), message: z.string().nullable(), result: z.unknown() });
const Begun = z.object({ jobId: z.string() });

const rounds = 3;
const small = 10_000;
const large = 100_000;

/** Ledgers from and to Excel: as a member's clerk does it, by HTTP; Directus imports the same rows from a csv, since it takes no Excel file. */
export async function benchLedgerFiles(): Promise<readonly BenchRow[]> {
  return served({ consortia: 1, entries: 0 }, async (ours, directus) => {
    const [ourTimes, peerTimes]: [number[], number[]] = [[], []];
    for (let round = 1; round <= rounds; round++) {
      const file = await excelOf(ours, small, () => 12, `第${round}批`);
      ourTimes.push(await timed(() => take(ours, file)));
      peerTimes.push(await timed(() => takeByDirectus(directus, round * small)));
    }
    const [our, peer] = [median(ourTimes), median(peerTimes)];
    const rows: BenchRow[] = [
      {
        what: `${small.toLocaleString('en')} rows from an Excel file, checked and written`,
        ours: `${(our / 1000).toFixed(1)} s`,
        peer: `Directus, from a csv: ${(peer / 1000).toFixed(1)} s`,
        ratio: `${(peer / our).toFixed(1)} ×`,
        atLeast: '5 × Directus',
        met: peer >= 5 * our,
      },
    ];
    return [...rows, ...(await benchLarge(ours))];
  });
}

/** Imports as many rows into Directus and waits until it holds `total`. */
async function takeByDirectus({ address, headers }: Directus, total: number): Promise<void> {
  const body = new FormData();
  body.set('file', new Blob([csvOf(small)], { type: 'text/csv' }), 'training.csv');
  const answer = await fetch(`${address}/utils/import/training`, {
    method: 'POST',
    headers: { authorization: headers.authorization ?? '' },
    body,
  });
  if (!answer.ok) throw new Error(`Directus: ${answer.status} ${await answer.text()}`);
  await until(async () => countOf(await asked(`${address}/items/training?aggregate[count]=*`, headers)) >= total);
}

async function benchLarge(ours: Served): Promise<readonly BenchRow[]> {
  // As long as the import takes: the slowest hundredth of few requests is chance.
  const ask = () => fetch(`${base(ours)}/years`, { headers: headersOf(ours) }).then((answer) => answer.text());
  const quiet = await p99While(ask, () => new Promise((resolve) => setTimeout(resolve, 30_000)));
  const file = await excelOf(ours, large, () => 30);
  let first = 0;
  const busy = await p99While(ask, async () => {
    first = await timed(() => take(ours, file));
  });
  const memory = peakMemory(ours.pid);
  const changed = await excelOf(ours, large, (row) => (row % 10 === 0 ? 31 : 30));
  const again = await timed(() => take(ours, changed));
  const starts: number[] = [];
  const wholes: number[] = [];
  for (let round = 0; round < 3; round++) {
    const begun = performance.now();
    const answer = await fetch(`${base(ours)}/ledgers/talent-need/entries.xlsx`, { headers: headersOf(ours) });
    const reader = answer.body?.getReader();
    await reader?.read();
    starts.push(performance.now() - begun);
    while (!(await reader?.read())?.done);
    wholes.push(performance.now() - begun);
  }
  const rate = (ms: number) => `${Math.round(large / (ms / 1000)).toLocaleString('en')} rows/s`;
  return [
    {
      what: `the same ${large.toLocaleString('en')} rows uploaded again, a tenth changed`,
      ours: `${(again / 1000).toFixed(1)} s (${rate(again)})`,
      peer: `first upload: ${(first / 1000).toFixed(1)} s (${rate(first)})`,
      ratio: `${(first / again).toFixed(1)} ×`,
      atLeast: 'as fast as the first upload',
      met: again <= first,
    },
    {
      what: `server memory at its peak while ${large.toLocaleString('en')} rows are imported`,
      ours: `${Math.round(memory)} MB`,
      peer: '—',
      ratio: '—',
      atLeast: 'under 300 MB',
      met: memory < 300,
    },
    {
      what: `p99 of other requests during the import (quiet: ${quiet.toFixed(1)} ms)`,
      ours: `${busy.toFixed(1)} ms`,
      peer: '—',
      ratio: `${(busy / quiet).toFixed(1)} ×`,
      atLeast: 'no worse than 2 ×',
      met: busy <= 2 * quiet,
    },
    {
      what: `export of ${(large + rounds * small).toLocaleString('en')} rows to Excel (whole: ${(median(wholes) / 1000).toFixed(1)} s)`,
      ours: `first byte after ${Math.round(median(starts))} ms`,
      peer: '—',
      ratio: '—',
      atLeast: 'under 1 s',
      met: median(starts) < 1000,
    },
  ];
}

const base = ({ port, consortia }: Served) => `http://127.0.0.1:${port}/api/consortia/${consortia[0]?.id}`;
const headersOf = ({ consortia }: Served) => ({ authorization: `Bearer ${consortia[0]?.token}`, 'x-lianheti': '1' });

/** Uploads a file, waits for its check, accepts it and waits for the writing. */
async function take(ours: Served, file: Uint8Array<ArrayBuffer>): Promise<void> {
  const body = new FormData();
  body.set('file', new Blob([file]), 'ledger.xlsx');
  const checked = await begun(
    fetch(`${base(ours)}/ledger-imports`, { method: 'POST', headers: headersOf(ours), body }),
  );
  await finished(ours, checked);
  const headers = { ...headersOf(ours), 'content-type': 'application/json' };
  const accept = `${base(ours)}/ledger-imports/${checked}/acceptance`;
  await finished(ours, await begun(fetch(accept, { method: 'POST', headers, body: '{"mode":"all"}' })));
}

async function begun(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
  return Begun.parse(await response.json()).jobId;
}

async function finished(ours: Served, job: string): Promise<void> {
  await until(async () => {
    const answer = await fetch(`http://127.0.0.1:${ours.port}/api/jobs/${job}`, { headers: headersOf(ours) });
    const { state, message } = Job.parse(await answer.json());
    if (state === 'failed' || state === 'cancelled') throw new Error(`job ${state}: ${message}`);
    return state === 'done';
  });
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Megabytes of a process at its highest, as Linux keeps it. */
function peakMemory(pid: number): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

const titles = ['企业', '岗位', '职业', '学历', '人数', '年度'];

async function excelOf(
  ours: Served,
  rows: number,
  headcount: (row: number) => number,
  batch = '',
): Promise<Uint8Array<ArrayBuffer>> {
  const enterprise = await nameOf(ours);
  const table = Array.from({ length: rows }, (_, row) => [
    enterprise,
    `岗位${batch}${rows}-${row}`,
    '焊工',
    '高职',
    headcount(row),
    2023,
  ]);
  return new Uint8Array(await writeXlsx({ sheets: [{ name: '人才需求', rows: [titles, ...table] }] }));
}

async function nameOf(ours: Served): Promise<string> {
  const query = 'limit=500&sort=name&order=asc';
  const answer = await fetch(`${base(ours)}/members?${query}`, { headers: headersOf(ours) });
  const { items } = z
    .object({ items: z.array(z.object({ name: z.string(), category: z.string() })) })
    .parse(await answer.json());
  return items.find(({ category }) => category === 'enterprise')?.name ?? '';
}

function csvOf(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, row) => `p1,c1,s1,e1,岗位${row},12,2023,2023-01-01,2023-12-31,oneSided`,
  );
  return ['province,consortium,school,enterprise,major,headcount,year,startedOn,endedOn,standing', ...lines].join('\n');
}

function countOf(answer: unknown): number {
  const { data } = z.object({ data: z.array(z.object({ count: z.coerce.number() })) }).parse(answer);
  return data[0]?.count ?? 0;
}
