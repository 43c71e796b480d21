/**
 * A child process of the bench: as many people as there are seats, each with a phone that shows the meeting and a connection for what it says. They sign in
 * by the code, a vote is opened, and each casts at a moment of its own within `seconds`; every tenth taps twice. Prints what came of it as JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection } from '#bench/saving/connection.ts';
import { seededRandom } from '#core/quantity/seeded-random.ts';
import { openScreen, type Screen } from './screen.ts';

type Order = { port: number; consortiumId: string; secretary: string; seconds: number };
type Phone = { token: string; seatId: string; screen: Screen; connection: Awaited<ReturnType<typeof openConnection>> };

const order: Order = JSON.parse(process.argv[2] ?? '{}');
const base = `/api/consortia/${order.consortiumId}`;
const chair = await openConnection(order.port);
const next = seededRandom('council');
const choices = ['for', 'against', 'abstain'] as const;

async function ask(method: string, path: string, body?: unknown) {
  const headers = `authorization: Bearer ${order.secretary}\r\n`;
  const answer = await chair.send(method, path, headers, body === undefined ? '' : JSON.stringify(body));
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return answer.body === '' ? undefined : JSON.parse(answer.body);
}

const half = { part: 1, of: 2, isExceeded: true };
await ask('POST', `${base}/charters`, {
  base: 0,
  inForceFrom: '2024-01-01',
  rules: {
    parties: [{ party: 'school', seats: 10_000, quorum: null }],
    quorum: half,
    majorities: [{ kind: 'ordinary', of: 'present', threshold: half }],
    noticeDays: 0,
    mostProxies: 1,
    doProxiesCount: true,
    termYears: 3,
  },
  reference: '测速',
});
const { id } = await ask('POST', `${base}/meetings`, {
  kind: 'in-person',
  title: '测速会议',
  opensAt: new Date(Date.now() + 60_000).toISOString(),
  agenda: [{ title: '测速事项' }],
});
const meeting = `${base}/meetings/${id}`;
const act = async (action: string) =>
  ask('POST', `${meeting}/acts`, { action, version: (await ask('GET', meeting)).version });
const { passes } = await act('call');

const phones: Phone[] = [];
await each(passes, 50, async ({ seatId, link }: { seatId: string; link: string }) => {
  const token = link.split('/').at(-1) ?? '';
  const [screen, connection] = [
    await openScreen(order.port, `/api/public/meet/${token}/events`),
    await openConnection(order.port),
  ];
  phones.push({ token, seatId, screen, connection });
});
await until(() => phones.every(({ screen }) => screen.live !== undefined));

const { code } = await ask('GET', `${meeting}/code`);
const signingIn = performance.now();
let signedIn = 0;
await each(phones, 100, async ({ token, connection }) => {
  const { status } = await connection.send(
    'POST',
    `/api/public/meet/${token}/attendance`,
    '',
    JSON.stringify({ code }),
  );
  if (status === 204) signedIn += 1;
});
const signInSeconds = (performance.now() - signingIn) / 1000;
await act('open');

const { agenda } = await ask('GET', meeting);
const motion = { itemId: agenda[0].id, kind: 'ordinary', title: '测速议案', text: '同意测速。' };
const { id: motionId } = await ask('POST', `${meeting}/motions`, motion);
await sleep(3000);

const votes = new Map<string, string>();
const sent: number[] = [];
const waits: number[] = [];
let failures = 0;
let begun = 0;
const cast = phones.map((phone) => castWhenSeen(phone));
begun = performance.now();
const { id: voteId } = await ask('POST', `${meeting}/motions/${motionId}/votes`, { version: 1, manner: 'open' });
await Promise.all(cast);
const castSeconds = (performance.now() - begun) / 1000;
const isTold = ({ live }: Screen) => live?.vote?.done === phones.length;
await until(() => phones.every(({ screen }) => isTold(screen)), 10_000);
const current = phones.filter(({ screen }) => isTold(screen)).length;
const result = await ask('POST', `${meeting}/votes/${voteId}/close`, {});

process.stdout.write(
  JSON.stringify({
    people: phones.length,
    signedIn,
    signInSeconds,
    castSeconds,
    failures,
    current,
    seen: quantile(phones.map(({ screen }) => (screen.told[0]?.at ?? Number.POSITIVE_INFINITY) - begun)),
    ready: quantile(waits),
    updated: lagsOf(phones, sent),
    tally: result.tally,
    voteId,
    votes: [...votes],
  }),
);
process.exit(0);

/** What a phone does: it asks for its ballot a little after the vote is on its screen, and its holder casts it at a moment of its own. */
async function castWhenSeen({ token, seatId, screen, connection }: Phone): Promise<void> {
  await new Promise<void>((resolve) => {
    screen.onLive = ({ vote }) => {
      if (vote) resolve();
    };
  });
  const seen = performance.now();
  const pause = next() * 3000;
  await sleep(pause);
  const { body } = await connection.send('GET', `/api/public/meet/${token}/motions`, '', '');
  waits.push(performance.now() - seen - pause);
  const { ballots } = JSON.parse(body);
  const own = ballots.find((ballot: { seatId: string }) => ballot.seatId === seatId);
  await sleep(Math.max(0, begun + 500 + next() * (order.seconds * 1000 - 1000) - performance.now()));
  const choice = choices[Math.floor(next() * 3)] ?? 'for';
  const path = `/api/public/meet/${token}/votes/${own.voteId}/casts`;
  const send = () => connection.send('POST', path, '', JSON.stringify({ votes: [{ seatId, choice }] }));
  sent.push(performance.now());
  const answers = [await send(), ...(next() < 0.1 ? [await send()] : [])];
  if (answers.some(({ status }) => status !== 204)) failures += 1;
  votes.set(seatId, choice);
}

/** Of each vote and each screen: from the tap to the word that holds it. ms: median, p95, longest. */
function lagsOf(all: readonly Phone[], taps: readonly number[]) {
  const sorted = [...taps].sort((one, other) => one - other);
  // However they overtake each other, of the first n there are no more than n before the nth tap.
  const counts = new Uint32Array(60_001);
  for (const { screen } of all) {
    let known = 0;
    for (const { at, done } of screen.told)
      for (; known < done; known++) {
        const lag = Math.min(counts.length - 1, Math.max(0, Math.round(at - (sorted[known] ?? at))));
        counts[lag] = (counts[lag] ?? 0) + 1;
      }
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const at = (share: number) => {
    let sum = 0;
    return counts.findIndex((count) => {
      sum += count;
      return sum >= total * share;
    });
  };
  return { median: at(0.5), p95: at(0.95), longest: at(1), pairs: total };
}

function quantile(values: readonly number[]) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { median: at(0.5), p95: at(0.95), longest: at(1) };
}

async function each<T>(items: readonly T[], most: number, run: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (let item = queue.pop(); item !== undefined; item = queue.pop()) await run(item);
    }),
  );
}

async function until(holds: () => boolean, atMost = 60_000): Promise<void> {
  for (const end = performance.now() + atMost; !holds() && performance.now() < end; ) await sleep(50);
}
