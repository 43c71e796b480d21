import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import type { BenchRow } from './bench-row.ts';
import { startChild, stopChild } from './saving/child.ts';

const Ours = z.object({ port: z.int(), consortiumId: z.string(), secretary: z.string() });
const Waits = z.object({ median: z.number(), p95: z.number(), longest: z.number() });
const Attended = z.object({
  people: z.int(),
  signedIn: z.int(),
  signInSeconds: z.number(),
  castSeconds: z.number(),
  failures: z.int(),
  /** How many screens showed in the end that all had voted. */
  current: z.int(),
  seen: Waits,
  ready: Waits,
  updated: Waits,
  tally: z.object({ for: z.int(), against: z.int(), abstain: z.int(), silent: z.int() }),
  voteId: z.string(),
  votes: z.array(z.tuple([z.string(), z.string()])),
});

const people = Number(process.env.COUNCIL_PEOPLE ?? 2000);
const seconds = 10;
const mostWait = 1000;

/**
 * A meeting in which everybody has a phone connected (server-sent events) to the real server: they sign in, a vote is opened, and all cast within ten seconds.
 * Server, people and PostgreSQL share the machine.
 */
export async function benchCouncil(): Promise<readonly BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lianheti-bench-'));
  const env = { DATA_DIR: dataDir };
  const ours = await startChild('../council/serve-council.ts', String(people), env);
  try {
    const order = JSON.stringify({ ...Ours.parse(ours.told), seconds });
    const attended = Attended.parse((await startChild('../council/attend-meeting.ts', order, env)).told);
    const { signedIn, signInSeconds, castSeconds, failures, seen, ready, updated, tally, votes } = attended;
    const kept = await readCasts(dataDir, attended.voteId);
    const lost = votes.filter(([seat, choice]) => kept.get(seat)?.[0] !== choice).length;
    const twice = [...kept.values()].filter((choices) => choices.length > 1).length;
    const counted = tally.for + tally.against + tally.abstain;
    const isWhole = [votes.length, kept.size, counted, attended.current].every((count) => count === people);
    const perMinute = (signedIn / signInSeconds) * 60;
    const rest = { peer: '—', ratio: '—' };
    return [
      {
        ...rest,
        what: `${people} people connected to one meeting sign in by the code, 100 at a time`,
        ours: `${signInSeconds.toFixed(1)} s, ${Math.round(perMinute)} in one minute`,
        atLeast: '500 in one minute',
        met: signedIn === people && perMinute >= 500,
      },
      {
        ...rest,
        what: `${people} people connected to one meeting, a vote opened and cast by all, one in ten twice`,
        ours: `${kept.size} votes in ${castSeconds.toFixed(1)} s, ${lost} lost, ${twice} twice, ${attended.current} screens show all`,
        atLeast: `none lost, none twice, within ${seconds} s`,
        met: isWhole && lost === 0 && twice === 0 && failures === 0 && castSeconds <= seconds,
      },
      {
        ...rest,
        what: `from each vote's tap to each of the ${people} screens, p95 (median ${updated.median.toFixed(0)} ms, longest ${updated.longest.toFixed(0)} ms)`,
        ours: `${updated.p95.toFixed(0)} ms`,
        atLeast: `under ${mostWait} ms`,
        met: updated.p95 < mostWait,
      },
      {
        ...rest,
        what: `from the vote's opening to each of the ${people} screens, p95 (a phone's own ballot, once asked for: p95 ${ready.p95.toFixed(0)} ms)`,
        ours: `${seen.p95.toFixed(0)} ms`,
        atLeast: `under ${mostWait} ms`,
        met: seen.p95 < mostWait,
      },
    ];
  } finally {
    await stopChild(ours.child);
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** What was cast in a vote, by seat. */
async function readCasts(dataDir: string, voteId: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const client = new pg.Client(embeddedConnection(dataDir));
  await client.connect();
  const { rows } = await client.query<{ seat_id: string; choices: string[] }>(
    'select seat_id, array_agg(choice) as choices from vote_cast where vote_id = $1 group by seat_id',
    [voteId],
  );
  await client.end();
  return new Map(rows.map(({ seat_id, choices }) => [seat_id, choices]));
}
