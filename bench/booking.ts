import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type BenchRow, median } from './bench-row.ts';
import { startChild, stopChild } from './saving/child.ts';
import { openConnection } from './saving/connection.ts';

const Ours = z.object({
  port: z.int(),
  consortiumId: z.string(),
  memberId: z.string(),
  token: z.string(),
  resources: z.array(z.string()),
});

const people = 300;
const rounds = 5;
const mostSeconds = 2;

/** One time of one bench booked by many at the same moment through HTTP, each over a connection of its own; each round another bench. The first only warms up. */
export async function benchBooking(): Promise<readonly BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lianheti-bench-'));
  const ours = await startChild('../booking/serve-resources.ts', String(rounds + 1), { DATA_DIR: dataDir });
  try {
    const { port, consortiumId, memberId, token, resources } = Ours.parse(ours.told);
    const connections = await Promise.all(Array.from({ length: people }, () => openConnection(port)));
    const from = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 86_400_000;
    const times = { startsAt: new Date(from).toISOString(), endsAt: new Date(from + 3_600_000).toISOString() };
    const body = JSON.stringify({ memberId, purpose: '测速预约', ...times });
    const seconds: number[] = [];
    const wins: number[] = [];
    let others = 0;
    for (const resource of resources) {
      const path = `/api/consortia/${consortiumId}/resources/${resource}/bookings`;
      const start = performance.now();
      const answers = await Promise.all(
        connections.map((each) => each.send('POST', path, `authorization: Bearer ${token}\r\n`, body)),
      );
      seconds.push((performance.now() - start) / 1000);
      wins.push(answers.filter(({ status }) => status === 201).length);
      others += answers.filter(({ status, body: told }) => status !== 201 && !told.includes('slot-taken')).length;
    }
    for (const each of connections) each.close();
    const [, ...measured] = seconds;
    const isExact = wins.every((count) => count === 1) && others === 0;
    return [
      {
        what: `${people} simultaneous bookings of one time, until all are answered (longest of ${rounds} rounds ${Math.max(...measured).toFixed(2)} s)`,
        ours: `${median(measured).toFixed(2)} s, ${isExact ? 'one has it each time' : `won: ${wins.join(', ')}`}`,
        peer: '—',
        ratio: '—',
        atLeast: `one wins, all answered within ${mostSeconds} s`,
        met: isExact && Math.max(...measured) <= mostSeconds,
      },
    ];
  } finally {
    await stopChild(ours.child);
    await rm(dataDir, { recursive: true, force: true });
  }
}
