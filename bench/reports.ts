import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { type BenchRow, timed } from './bench-row.ts';
import { p99While } from './p99-while.ts';
import { startChild, stopChild } from './saving/child.ts';

const Served = z.object({ port: z.int(), ministry: z.string() });
const Units = z.object({ units: z.array(z.object({ id: z.string(), kind: z.string() })) });
const Begun = z.object({ jobId: z.string() });
const Job = z.object({ state: z.string(), message: z.string().nullable() });

const consortia = Number(process.env.REPORT_CONSORTIA ?? 150);
const most = 60;
/** LibreOffice takes as long for one Word file as for another: so many are converted, and taken for all. */
const sample = 10;

/** The yearly reports of all consortia by one job, Word files included, and what others wait meanwhile; LibreOffice makes PDFs of our Word files beside it. */
export async function benchReports(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lianheti-bench-'));
  const env = { DATA_DIR: join(folder, 'data') };
  const { child, told } = await startChild('../dashboard/serve-dashboard.ts', String(consortia), env);
  try {
    const { port, ministry } = Served.parse(told);
    const ask = asker(`http://127.0.0.1:${port}`, ministry);
    const other = () => ask('/api/figures').then((answer) => answer.arrayBuffer());
    await p99While(other, () => wait(5_000));
    const quiet = await p99While(other, () => wait(30_000));
    let milliseconds = 0;
    let packed = new Uint8Array();
    const busy = await p99While(other, async () => {
      milliseconds = await timed(async () => {
        packed = await allReports(ask);
      });
    });
    const files = Object.entries(unzipSync(packed));
    const made = files.filter(([name]) => name.endsWith('.pdf')).length;
    const seconds = milliseconds / 1000;
    const theirs = await libreOffice(
      folder,
      files.filter(([name]) => name.endsWith('.docx')).map(([, bytes]) => bytes),
    );
    return [
      {
        what: `${made} yearly reports as PDF, and as Word, by one job`,
        ours: `${seconds.toFixed(1)} s`,
        peer:
          theirs === undefined
            ? 'LibreOffice is not installed'
            : `LibreOffice, PDF from our Word files: ${((theirs * made) / 1000).toFixed(1)} s (from ${sample} of them)`,
        ratio: theirs === undefined ? '—' : `${((theirs * made) / milliseconds).toFixed(1)} ×`,
        atLeast: `${most} s`,
        met: seconds <= most && made > consortia,
      },
      {
        what: `p99 of other requests meanwhile (quiet: ${quiet.toFixed(1)} ms)`,
        ours: `${busy.toFixed(1)} ms`,
        peer: '—',
        ratio: `${(busy / quiet).toFixed(1)} ×`,
        atLeast: 'at most 2 ×',
        met: busy <= 2 * quiet,
      },
    ];
  } finally {
    await stopChild(child);
    await rm(folder, { recursive: true, force: true });
  }
}

type Ask = (path: string, body?: object) => Promise<Response>;

function asker(base: string, token: string): Ask {
  return async (path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'x-lianheti': '1', 'content-type': 'application/json' };
    const answer = await fetch(
      base + path,
      body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
    );
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
}

/** The nation's report and each consortium's, in one zip. */
async function allReports(ask: Ask): Promise<Uint8Array<ArrayBuffer>> {
  const { units } = Units.parse(await (await ask('/api/monitoring-reports')).json());
  const ministry = units.find(({ kind }) => kind === 'ministry')?.id;
  const order = { year: 2024, each: true };
  const { jobId } = Begun.parse(await (await ask(`/api/units/${ministry}/monitoring-reports`, order)).json());
  for (;;) {
    const { state, message } = Job.parse(await (await ask(`/api/jobs/${jobId}`)).json());
    if (state === 'done') break;
    if (state === 'failed' || state === 'cancelled') throw new Error(`job ${state}: ${message}`);
    await wait(200);
  }
  return new Uint8Array(await (await ask(`/api/jobs/${jobId}/results/1`)).arrayBuffer());
}

/** Milliseconds a file, several in one call; none where LibreOffice is not installed. */
async function libreOffice(folder: string, files: readonly Uint8Array[]): Promise<number | undefined> {
  if (spawnSync('soffice', ['--version']).status !== 0) return undefined;
  const names = files.slice(0, sample).map((_, at) => join(folder, `${at}.docx`));
  for (const [at, name] of names.entries()) await writeFile(name, files[at] ?? '');
  const convert = () => spawnSync('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', folder, ...names]);
  return (await timed(convert)) / names.length;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
