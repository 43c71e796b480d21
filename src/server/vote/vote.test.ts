import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CharterRules } from '#core/council/charter.ts';
import { signInCode } from '#server/council/sign-in-code.ts';
import { hashToken } from '#server/invitation/token.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { codeOfSerial, finishBallot, prepareBallot } from '#web/vote/secret-ballot.ts';

let server: TestServer;
let here: TestConsortium;
let elsewhere: TestConsortium;
let base: string;
const today = beijingToday();
const half = { part: 1, of: 2, isExceeded: true };
const rules: CharterRules = {
  parties: [
    { party: 'government', seats: 1, quorum: { count: 1 } },
    { party: 'school', seats: 3, quorum: null },
  ],
  quorum: { part: 1, of: 2, isExceeded: true },
  majorities: [{ kind: 'ordinary', of: 'present', threshold: half }],
  noticeDays: 0,
  mostProxies: 1,
  doProxiesCount: true,
  termYears: 3,
};
type Choice = 'for' | 'against' | 'abstain';
type Pass = { seatId: string; name: string; link: string };
type Hall = { meeting: string; passes: Map<string, Pass>; itemId: string };

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  elsewhere = await testConsortium(server, { name: '他省联合体', province: '他省', ministryId: here.ministryId });
  base = `/api/consortia/${here.consortiumId}`;
  const charter = { base: 0, inForceFrom: '2024-01-01', rules, reference: '成立大会（虚构）' };
  expect((await here.secretary.post(`${base}/charters`, charter)).status).toBe(201);
  for (const [name, party] of [
    ['政甲', 'government'],
    ['校甲', 'school'],
    ['校乙', 'school'],
    ['校丙', 'school'],
  ]) {
    const seat = {
      party,
      role: 'councillor',
      organisation: `虚构${name}单位`,
      name,
      from: '2024-01-01',
      to: '2099-12-31',
    };
    expect((await here.secretary.post(`${base}/council-seats`, { ...seat, reference: '选举（虚构）' })).status).toBe(
      201,
    );
  }
});
afterAll(() => server.close());

const pathOf = (hall: Hall, name: string) => `/api/public/meet/${hall.passes.get(name)?.link.split('/').at(-1)}`;
const seatOf = (hall: Hall, name: string) => hall.passes.get(name)?.seatId ?? '';
const idOf = (hall: Hall) => hall.meeting.split('/').at(-1) ?? '';
const act = async (hall: Pick<Hall, 'meeting'>, action: string) => {
  const { version } = (await here.secretary.get(hall.meeting)).body;
  return here.secretary.post(`${hall.meeting}/acts`, { action, version });
};
const signIn = (hall: Hall, name: string) =>
  server.stranger.post(`${pathOf(hall, name)}/attendance`, {
    code: signInCode(server.context.config, idOf(hall)).code,
  });
const leave = (hall: Hall, name: string) => server.stranger.delete(`${pathOf(hall, name)}/attendance`);

/** An open meeting with these people in it. */
async function convene(
  present: readonly string[],
  { kind = 'in-person', proxies = {} as Record<string, string> } = {},
): Promise<Hall> {
  const opensAt = `${today}T23:59:00+08:00`;
  const draft = { kind, title: `虚构会议${crypto.randomUUID().slice(0, 8)}`, opensAt, agenda: [{ title: '审议事项' }] };
  const meeting = `${base}/meetings/${(await here.secretary.post(`${base}/meetings`, draft)).body.id}`;
  const { passes } = (await act({ meeting }, 'call')).body as { passes: Pass[] };
  const itemId = (await here.secretary.get(meeting)).body.agenda[0].id;
  const hall = { meeting, itemId, passes: new Map(passes.map((pass) => [pass.name, pass])) };
  for (const [from, to] of Object.entries(proxies))
    expect((await server.stranger.put(`${pathOf(hall, from)}/proxy`, { to: seatOf(hall, to) })).status).toBe(204);
  for (const name of present) expect((await signIn(hall, name)).status).toBe(204);
  expect((await act(hall, 'open')).status).toBe(200);
  return hall;
}
async function put(hall: Hall, title = '设立基金', text = '设立产教融合基金100万元。'): Promise<string> {
  const body = { itemId: hall.itemId, kind: 'ordinary', title, text };
  return (await here.secretary.post(`${hall.meeting}/motions`, body)).body.id;
}
const motionOf = async (hall: Hall, id: string) =>
  (await here.secretary.get(`${hall.meeting}/motions`)).body.motions.find((motion: { id: string }) => motion.id === id);
const open = async (hall: Hall, motion: string, manner = 'named', more: Record<string, unknown> = {}) =>
  here.secretary.post(`${hall.meeting}/motions/${motion}/votes`, {
    version: (await motionOf(hall, motion)).version,
    manner,
    ...more,
  });
const cast = (hall: Hall, name: string, vote: string, choice: Choice, seats: readonly string[] = [name]) =>
  server.stranger.post(`${pathOf(hall, name)}/votes/${vote}/casts`, {
    votes: seats.map((each) => ({ seatId: seatOf(hall, each), choice })),
  });
const close = (hall: Hall, vote: string, client: TestClient = here.secretary) =>
  client.post(`${hall.meeting}/votes/${vote}/close`, {});
const type = ({ body }: { body: { type?: string } }) => body.type?.replace('urn:lianheti:', '');

/** A whole vote by name in which these say what they say. */
async function decide(hall: Hall, motion: string, votes: Record<string, Choice>) {
  const vote = (await open(hall, motion)).body.id;
  for (const [name, choice] of Object.entries(votes)) expect((await cast(hall, name, vote, choice)).status).toBe(204);
  return (await close(hall, vote)).body;
}

describe('a motion (B-2.4)', () => {
  test('is amended one change after another, and is put to the vote once its amendments are settled', async () => {
    const hall = await convene(['政甲', '校甲', '校乙']);
    const id = await put(hall);
    const amend = async (text: string, proposer = '校甲') =>
      here.secretary.post(`${hall.meeting}/motions/${id}/amendments`, {
        version: (await motionOf(hall, id)).version,
        text,
        proposer,
      });
    expect(type(await amend('设立产教融合基金100万元。'))).toBe('invalid');
    const first = (await amend('设立产教融合基金120万元。')).body.id;
    const second = (await amend('设立产教融合基金150万元。', '校乙')).body.id;
    expect(type(await open(hall, id))).toBe('amendments-open');
    const vote = (await open(hall, id, 'open', { amendmentId: first })).body.id;
    expect(type(await open(hall, id, 'open', { amendmentId: second }))).toBe('vote-open');
    for (const name of ['政甲', '校甲']) expect((await cast(hall, name, vote, 'for')).status).toBe(204);
    expect((await here.secretary.get(hall.meeting)).body.live.vote).toMatchObject({
      done: 2,
      seats: 3,
      choices: { for: 2 },
    });
    expect((await close(hall, vote)).body).toMatchObject({ outcome: 'carried', needed: 2, base: 3 });
    const acts = `${hall.meeting}/motions/${id}/amendments/${second}/acts`;
    expect(type(await here.secretary.post(acts, { action: 'adopt' }))).toBe('amendment-outdated');
    expect((await here.secretary.post(acts, { action: 'withdraw' })).status).toBe(204);
    expect(await motionOf(hall, id)).toMatchObject({
      text: '设立产教融合基金120万元。',
      original: '设立产教融合基金100万元。',
    });
    expect(await decide(hall, id, { 政甲: 'for', 校甲: 'for', 校乙: 'against' })).toMatchObject({ outcome: 'carried' });
    expect(type(await amend('再改。'))).toBe('action-not-possible');
    const [, { named }] = (await motionOf(hall, id)).votes;
    const said = new Map(named.map(({ name, choice }: Record<string, string>) => [name, choice]));
    expect(Object.fromEntries(said)).toEqual({ 政甲: 'for', 校甲: 'for', 校乙: 'against' });
  });

  test('without its majority is rejected, and makes no resolution', async () => {
    const hall = await convene(['政甲', '校甲', '校乙']);
    const id = await put(hall);
    expect(await decide(hall, id, { 政甲: 'for', 校甲: 'against' })).toMatchObject({
      outcome: 'rejected',
      tally: { for: 1, against: 1, abstain: 0, silent: 1 },
      isTied: true,
    });
    expect(type(await here.secretary.post(`${hall.meeting}/motions/${id}/resolution`))).toBe('not-carried');
  });
});

describe('a vote (B-2.4)', () => {
  test('takes each seat’s word once, by proxy or in person, and none after its close', async () => {
    const hall = await convene(['政甲', '校甲'], { proxies: { 校乙: '校甲' } });
    const id = await put(hall);
    const vote = (await open(hall, id)).body.id;
    expect((await cast(hall, '校甲', vote, 'for', ['校甲', '校乙'])).status).toBe(204);
    expect((await cast(hall, '校甲', vote, 'for', ['校甲', '校乙'])).status).toBe(204);
    expect(type(await cast(hall, '校甲', vote, 'against'))).toBe('already-voted');
    // Who comes in the middle speaks for himself, but this vote his holder has.
    expect((await signIn(hall, '校乙')).status).toBe(204);
    expect(type(await cast(hall, '校乙', vote, 'against'))).toBe('not-your-vote');
    expect(type(await cast(hall, '政甲', vote, 'for', ['校甲']))).toBe('not-your-vote');
    expect((await signIn(hall, '校丙')).status).toBe(204);
    expect(type(await cast(hall, '校丙', vote, 'for'))).toBe('not-your-vote');
    expect(type(await act(hall, 'close'))).toBe('vote-open');
    const closed = await Promise.all([close(hall, vote), close(hall, vote)]);
    expect(closed.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(closed.find(({ status }) => status === 200)?.body).toMatchObject({
      outcome: 'carried',
      tally: { for: 2, against: 0, abstain: 0, silent: 1 },
    });
    expect(type(await cast(hall, '政甲', vote, 'for'))).toBe('vote-closed');
    const [{ named }] = (await motionOf(hall, id)).votes;
    const by = new Map(named.map(({ name, by: holder }: Record<string, string>) => [name, holder]));
    expect(Object.fromEntries(by)).toEqual({ 校甲: '', 校乙: '校甲' });
  });

  test('decides nothing where the quorum leaves in the middle, and who left votes no more', async () => {
    const hall = await convene(['政甲', '校甲', '校乙']);
    const id = await put(hall);
    const vote = (await open(hall, id)).body.id;
    expect((await cast(hall, '校甲', vote, 'for')).status).toBe(204);
    expect((await cast(hall, '校乙', vote, 'for')).status).toBe(204);
    await leave(hall, '政甲');
    expect(type(await cast(hall, '政甲', vote, 'against'))).toBe('not-present');
    expect((await close(hall, vote)).body).toMatchObject({ outcome: 'no-quorum', tally: { for: 2 } });
    expect((await motionOf(hall, id)).state).toBe('open');
    expect(type(await open(hall, id))).toBe('no-quorum');
    await signIn(hall, '政甲');
    expect(await decide(hall, id, { 政甲: 'for', 校甲: 'for' })).toMatchObject({ outcome: 'carried' });
  });

  test('leaves out who has an interest, in the count and in what is needed', async () => {
    const hall = await convene(['政甲', '校甲', '校乙', '校丙']);
    const id = await put(hall);
    const own = `${pathOf(hall, '校甲')}/motions/${id}/recusal`;
    expect((await server.stranger.put(own, { reason: '本校为承建单位（虚构）' })).status).toBe(204);
    const marked = `${hall.meeting}/motions/${id}/recusals/${seatOf(hall, '校丙')}`;
    expect((await here.secretary.put(marked, { reason: '误登' })).status).toBe(204);
    expect((await here.secretary.delete(marked)).status).toBe(204);
    const vote = (await open(hall, id)).body.id;
    expect(type(await server.stranger.put(own, { reason: '再次' }))).toBe('vote-open');
    expect(type(await cast(hall, '校甲', vote, 'for'))).toBe('not-your-vote');
    for (const name of ['校乙', '政甲']) await cast(hall, name, vote, 'for');
    expect((await close(hall, vote)).body).toMatchObject({ outcome: 'carried', base: 3, needed: 2 });
    expect((await motionOf(hall, id)).recusals).toMatchObject([{ name: '校甲', reason: '本校为承建单位（虚构）' }]);
  });

  test('in writing is an attendance, counted among those who answered', async () => {
    const hall = await convene([], { kind: 'circulated' });
    const id = await put(hall, '书面议案');
    const vote = (await open(hall, id, 'named', { closesAt: new Date(Date.now() + 3_600_000).toISOString() })).body.id;
    for (const name of ['政甲', '校甲', '校乙']) expect((await cast(hall, name, vote, 'for')).status).toBe(204);
    expect((await close(hall, vote)).body).toMatchObject({ outcome: 'carried', base: 3 });
    expect((await act(hall, 'close')).status).toBe(200);
  });
});

describe('a secret vote (B-2.4)', () => {
  test('counts each seat’s ballot once, shows each voter its own, and joins no ballot to a seat', async () => {
    const hall = await convene(['政甲', '校甲', '校乙']);
    const id = await put(hall, '选举理事长');
    const vote = (await open(hall, id, 'secret')).body.id;
    const { publicKey } = (await motionOf(hall, id)).votes[0];
    const issue = (name: string, blinded: string, of = name) =>
      server.stranger.post(`${pathOf(hall, name)}/votes/${vote}/issues`, { seatId: seatOf(hall, of), blinded });
    const drop = (ballot: object) => server.stranger.post(`/api/public/votes/${vote}/ballots`, ballot);
    const voteAs = async (name: string, choice: Choice) => {
      const prepared = await prepareBallot(publicKey);
      const { signed } = (await issue(name, prepared.blinded)).body;
      expect((await issue(name, prepared.blinded)).body.signed).toBe(signed);
      expect(type(await issue(name, (await prepareBallot(publicKey)).blinded))).toBe('already-voted');
      const ballot = await finishBallot({ voteId: vote, publicKey, prepared, signed, choice });
      return { prepared, signed, ballot };
    };
    expect(type(await cast(hall, '校甲', vote, 'for'))).toBe('not-found');
    const mine = await voteAs('校甲', 'against');
    // Nobody turns a ballot round, not even with its signature.
    expect(type(await drop({ ...mine.ballot, choice: 'for' }))).toBe('ballot-refused');
    expect(type(await drop({ ...mine.ballot, signature: mine.signed }))).toBe('ballot-refused');
    expect((await drop(mine.ballot)).status).toBe(204);
    expect((await drop(mine.ballot)).status).toBe(204);
    const again = await finishBallot({ ...mine, voteId: vote, publicKey, choice: 'for' });
    expect(type(await drop(again))).toBe('already-voted');
    for (const name of ['校乙', '政甲']) expect((await drop((await voteAs(name, 'for')).ballot)).status).toBe(204);
    expect((await here.secretary.get(hall.meeting)).body.live.vote).toMatchObject({ done: 3, choices: null });
    const ballots = `${pathOf(hall, '校甲')}/votes/${vote}/ballots`;
    expect((await server.stranger.get(ballots)).body.ballots).toEqual([]);
    expect((await close(hall, vote)).body).toMatchObject({
      outcome: 'carried',
      tally: { for: 2, against: 1, silent: 0 },
    });
    expect(type(await drop(mine.ballot))).toBe('vote-closed');
    const counted = (await server.stranger.get(ballots)).body.ballots;
    expect(counted).toHaveLength(3);
    expect(counted).toContainEqual({ code: await codeOfSerial(mine.ballot.serial), choice: 'against' });
    // With the whole database in hand: nothing of a ballot stands anywhere near a seat, and all were written by one transaction.
    const { rows } = await server.context.db.asOwner((tx) =>
      sql<{ issues: string; transactions: number; keys: number }>`
        select (select string_agg(i::text, ' ') from ballot_issue i) as issues,
          (select count(distinct xmin::text) from (select xmin from ballot union all select xmin from ballot_issue) x) as transactions,
          (select count(*) from ballot_key) as keys`.execute(tx),
    );
    const { issues = '', ...written } = rows[0] ?? {};
    expect(written).toEqual({ transactions: 1, keys: 0 });
    for (const kept of [mine.ballot.serial, mine.ballot.signature, mine.prepared.blinded, mine.signed])
      expect(issues).not.toContain(kept);
  });

  test('shows nobody its ballots or its key while it is open, whatever the program asks', async () => {
    const hall = await convene(['政甲', '校甲', '校乙']);
    const vote = (await open(hall, await put(hall), 'secret')).body.id;
    const passHash = hashToken(pathOf(hall, '校甲').split('/').at(-1) ?? '');
    for (const actor of [{ personId: here.secretary.personId }, { personId: '', passHash }])
      for (const table of ['ballot_key', 'ballot', 'vote_cast'] as const) {
        const read = server.context.db.readAs(actor, (tx) =>
          sql`select * from ${sql.table(table)} where vote_id = ${vote}`.execute(tx),
        );
        expect([
          table,
          await read.then(
            ({ rows }) => rows,
            () => [],
          ),
        ]).toEqual([table, []]);
      }
    await close(hall, vote);
  });
});

describe('what a meeting leaves behind (B-2.4)', () => {
  test('numbered resolutions with their tasks, and minutes that its attendees confirm and that prove its entry', async () => {
    const hall = await convene(['政甲', '校甲'], { proxies: { 校乙: '校甲' } });
    const id = await put(hall, '设立基金');
    await decide(hall, id, { 政甲: 'for', 校甲: 'for' });
    const resolution = `${hall.meeting}/motions/${id}/resolution`;
    const issued = await Promise.all([here.secretary.post(resolution), here.secretary.post(resolution)]);
    expect(issued[0]?.body).toEqual(issued[1]?.body);
    expect(issued[0]?.body.number).toMatch(/^理事会决议〔\d{4}〕\d+号$/);
    const own = `${base}/resolutions/${issued[0]?.body.id}`;
    const task = { title: `落实基金${id}`, dueOn: '2099-12-31' };
    expect((await here.secretary.post(`${own}/tasks`, task)).status).toBe(201);
    expect((await here.secretary.get(`${own}/document.docx`)).status).toBe(200);
    const minutes = `${hall.meeting}/minutes`;
    const body = {
      base: 0,
      chair: '政甲',
      notes: '',
      discussions: [{ itemId: hall.itemId, text: '讨论热烈（虚构）。' }],
      dueOn: today,
    };
    expect(type(await here.secretary.post(minutes, body))).toBe('action-not-possible');
    expect((await act(hall, 'close')).status).toBe(200);
    expect((await here.secretary.post(minutes, body)).body).toEqual({ version: 1 });
    expect(type(await here.secretary.post(minutes, body))).toBe('stale');
    const word = (name: string, said: object) =>
      server.stranger.put(`${pathOf(hall, name)}/minutes/word`, { version: 1, ...said });
    expect(type(await word('校乙', { word: 'confirmed' }))).toBe('not-present');
    expect(type(await word('政甲', { word: 'objected' }))).toBe('invalid');
    expect((await word('政甲', { word: 'objected', text: '数额有误（虚构）' })).status).toBe(204);
    expect(type(await here.secretary.post(`${minutes}/1/conclusion`))).toBe('words-missing');
    expect((await here.secretary.post(minutes, { ...body, base: 1, notes: '数额更正（虚构）。' })).body).toEqual({
      version: 2,
    });
    expect(type(await word('政甲', { word: 'confirmed' }))).toBe('stale');
    for (const name of ['政甲', '校甲']) expect((await word(name, { version: 2, word: 'confirmed' })).status).toBe(204);
    expect((await server.stranger.get(`${pathOf(hall, '政甲')}/minutes.pdf`)).headers.get('content-type')).toBe(
      'application/pdf',
    );
    expect((await here.secretary.post(`${minutes}/2/conclusion`)).status).toBe(204);
    expect((await here.secretary.get(hall.meeting)).body.state).toBe('confirmed');
    const { rows } = await server.context.db.asOwner((tx) =>
      sql<{ title: string; values: Record<string, unknown> }>`
        select e.title, l.values from evidence e join evidence_link k on (k.consortium_id, k.evidence_id) = (e.consortium_id, e.id)
        join ledger_entry l on (l.consortium_id, l.id) = (k.consortium_id, k.entry_id)
        join minutes n on n.id = e.id where n.meeting_id = ${idOf(hall)}::uuid`.execute(tx),
    );
    expect(rows).toMatchObject([{ values: { present: 3, seats: 4, resolutions: '设立基金', heldOn: today } }]);
    expect(rows[0]?.title).toContain('会议纪要');
  });

  test('nobody else’s: not another consortium’s, not who only reads, not another meeting’s pass', async () => {
    const hall = await convene(['政甲', '校甲', '校乙']);
    const other = await convene(['政甲', '校甲', '校乙']);
    const id = await put(hall, '机密议案');
    expect((await elsewhere.secretary.get(`${hall.meeting}/motions`)).status).toBe(404);
    const province = await server.join('provincial-officer', here.provinceId);
    expect((await province.get(`${hall.meeting}/motions`)).text).toContain('机密议案');
    const body = { itemId: hall.itemId, kind: 'ordinary', title: '侵入', text: '侵入' };
    expect((await province.post(`${hall.meeting}/motions`, body)).status).toBe(403);
    expect((await elsewhere.secretary.post(`${hall.meeting}/motions`, body)).status).toBe(404);
    expect((await server.stranger.get(`${pathOf(other, '校甲')}/motions`)).text).not.toContain('机密议案');
    const vote = (await open(hall, id)).body.id;
    expect(type(await cast(other, '校甲', vote, 'for'))).toBe('not-found');
    expect((await close(hall, vote, elsewhere.secretary)).status).toBe(404);
    await close(hall, vote);
  });

  test('costs as many queries for three motions as for one', async () => {
    const [one, three] = [await convene(['政甲', '校甲', '校乙']), await convene(['政甲', '校甲', '校乙'])];
    await put(one);
    for (const title of ['一', '二', '三']) await put(three, title);
    const motions = ({ meeting }: Hall) => queriesOf(here.secretary, `${meeting}/motions`);
    expect(await motions(three)).toBe(await motions(one));
    expect(await queriesOf(server.stranger, `${pathOf(three, '校甲')}/motions`)).toBe(
      await queriesOf(server.stranger, `${pathOf(one, '校甲')}/motions`),
    );
  });
});
