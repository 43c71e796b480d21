import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marketOf, type WishesAndRankings } from '#core/placement/market-of.ts';
import { none, placeStudents } from '#core/placement/place-students.ts';
import { type BenchRow, median, timed } from './bench-row.ts';
import { makeFair, writeFair } from './placement/fair.ts';

const plain = fileURLToPath(new URL('placement/plain.py', import.meta.url));
const placeFile = fileURLToPath(new URL('placement/place-file.ts', import.meta.url));
const rounds = 5;
const wishes = 30;

/** A city's fair in process, from ids to who goes where, beside plain Python; a province's whole year from its file, in a process of its own. */
export async function benchPlacement(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lianheti-bench-placement-'));
  const file = join(folder, 'fair.json');
  try {
    const city = makeFair({ students: 20_000, positions: 2000, wishes });
    writeFair(file, city);
    const first = await cityRow(city, file);
    writeFair(file, makeFair({ students: 1_000_000, positions: 100_000, wishes }));
    return [first, provinceRow(file)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function cityRow(fair: WishesAndRankings, file: string): Promise<BenchRow> {
  const times = { ours: [] as number[], peer: [] as number[] };
  let isRight = true;
  for (let round = 0; round < rounds; round++) {
    let placed = 0;
    times.ours.push(
      await timed(() => {
        placed = place(fair).reduce((sum, position) => sum + (position === none ? 0 : 1), 0);
      }),
    );
    const { status, stdout } = spawnSync('python3', [plain, file], { encoding: 'utf8' });
    if (status !== 0) continue;
    const peer: { seconds: number; placed: number } = JSON.parse(stdout);
    times.peer.push(peer.seconds);
    isRight &&= peer.placed === placed;
  }
  const [ours, peer] = [median(times.ours) / 1000, median(times.peer)];
  const hasPeer = times.peer.length > 0;
  return {
    what: `placement of 20,000 students and 2,000 positions, up to ${wishes} wishes each, from ids to result`,
    ours: `${ours.toFixed(3)} s${isRight ? '' : ', other than the peer'}`,
    peer: hasPeer ? `plain Python: ${peer.toFixed(2)} s` : 'there is no Python',
    ratio: hasPeer ? `${(peer / ours).toFixed(1)} ×` : '—',
    atLeast: '0.3 s',
    met: ours <= 0.3 && isRight,
  };
}

function place(fair: WishesAndRankings): Int32Array {
  const market = marketOf(fair);
  if ('kind' in market) throw new Error(`${market.place}: ${market.kind}`);
  const { placed } = placeStudents(market);
  return placed;
}

function provinceRow(file: string): BenchRow {
  const { status, stdout, stderr } = spawnSync(process.execPath, [placeFile, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const told: { read: number; place: number; check: number; placed: number; isStable: boolean; gigabytes: number } =
    JSON.parse(stdout);
  const seconds = told.read + told.place + told.check;
  const parts = `reading ${told.read.toFixed(1)}, placing ${told.place.toFixed(1)}, checking ${told.check.toFixed(1)}`;
  return {
    what: `placement of 1,000,000 students and 100,000 positions from a file, ${told.placed} placed, checked ${told.isStable ? 'stable' : 'NOT STABLE'}`,
    ours: `${seconds.toFixed(1)} s (${parts}), ${told.gigabytes.toFixed(1)} GB`,
    peer: '—',
    ratio: '—',
    atLeast: 'stable in 30 s, under 4 GB',
    met: told.isStable && seconds <= 30 && told.gigabytes < 4,
  };
}
