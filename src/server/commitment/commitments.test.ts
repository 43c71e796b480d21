import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { promisedFigures } from '#core/commitment/promised-figures.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';
import { queriesOf } from '#test/count-queries.ts';
import type { Body } from '#test/test-client.ts';
import { exampleForm } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { admittedApplication, type TestReading } from '#test/test-reading.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';
import { closeCommitments } from './close-commitments.ts';
import { sweepGrowths } from './read-growth.ts';
import { takeCommitments } from './take-commitments.ts';

let server: TestServer;
let here: TestReading;
let school: TestMember;
let works: TestMember;
let url: string;
const thisYear = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));

/** A consortium on the list: of its verified baseline one figure was corrected and one not recognised. */
beforeAll(async () => {
  server = await testServer();
  here = await admittedApplication(server, { name: '承诺联合体（虚构）' });
  url = `/api/consortia/${here.consortiumId}`;
  school = await testMember(server, here.consortiumId, { name: '学校（虚构）', category: 'higherVocational' });
  works = await testMember(server, here.consortiumId, { name: '企业（虚构）' });
  const answers = await exampleForm('perfect');
  const verified = { ...answers, apprentices: { 2022: 1200, 2023: 1000 }, demandReports: { 2022: 1 } };
  await server.context.db.asOwner(async (tx) => {
    const revision = await tx.selectFrom('revision').select(['number', 'answers']).executeTakeFirstOrThrow();
    const key = { consortium_id: here.consortiumId, application_id: here.applicationId, number: revision.number };
    const said = { submitted: JSON.stringify(revision.answers), verified: JSON.stringify(verified) };
    await tx
      .insertInto('baseline')
      .values({ ...key, ...said, digest: '0'.repeat(64), person_id: here.provincial.personId })
      .execute();
  });
  await server.context.db.asActor(here.officer, async (tx) => {
    await list(tx, here);
    await takeCommitments(tx, here.batchId);
  });
});
afterAll(() => server.close());

async function list(tx: Tx, { applicationId, consortiumId, batchId }: TestReading): Promise<void> {
  await tx.updateTable('application').set({ state: 'listed' }).where('id', '=', applicationId).execute();
  await tx
    .insertInto('cultivation')
    .values({ consortium_id: consortiumId, batch_id: batchId, since: '2023-09-01' })
    .execute();
}

const compared = async (): Promise<Map<string, Body>> =>
  new Map(
    (await here.secretary.get(`${url}/commitments`)).body.figures.map((each: Body) => [each.figure, each] as const),
  );
const yearOf = (figure: Body, year: number): Body => figure.years.find((each: Body) => each.year === year);
const as = <T>(client: { personId: string }, run: (tx: Tx) => Promise<T>) => server.context.db.asActor(client, run);

async function report(values: object): Promise<void> {
  const kind = 'headcount' in values ? 'apprenticeship' : 'talent-demand-report';
  const sent = await school.reporter.post(`${url}/ledgers/${kind}/entries`, { values });
  if (sent.status !== 201) throw new Error(sent.text);
}
const apprentices = (headcount: number, startedOn: string) =>
  report({
    school: school.id,
    enterprise: works.id,
    major: '460104',
    headcount,
    startedOn,
    endedOn: `${startedOn.slice(0, 4)}-12-31`,
  });

describe('what was promised (A3-3-04)', () => {
  test('is taken once from what was verified, for every year after the data year that the form asks for', async () => {
    const figures = await compared();
    const promised = promisedFigures(currentPack);
    expect([...figures.keys()]).toEqual(promised?.figures.map(({ id }) => id));
    expect(yearOf(figures.get('apprentices'), 2023).commitment).toMatchObject({ value: '1000', verified: true });
    expect(figures.get('apprentices').stated).toBe('1200');
    expect(yearOf(figures.get('demandReports'), 2023).commitment).toBeNull();
    const funds = figures.get('operatingFunds').years.filter((each: Body) => each.commitment);
    expect(funds.map((each: Body) => [each.year, each.commitment.value])).toEqual([
      [2023, '680'],
      [2024, '820'],
      [2025, '960'],
    ]);
    expect(yearOf(figures.get('apprentices'), 2022).commitment).toBeNull();
    const count = () =>
      server.context.db.asOwner((tx) =>
        tx
          .selectFrom('commitment')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow(),
      );
    const before = await count();
    await as(here.officer, (tx) => takeCommitments(tx, here.batchId));
    expect(await count()).toEqual(before);
  });

  test('stands beside what the ledgers say, in percent; years without a commitment show what was', async () => {
    await apprentices(700, '2023-03-01');
    await apprentices(240, '2023-09-01');
    await apprentices(50, `${thisYear}-01-01`);
    const figure = (await compared()).get('apprentices');
    expect(yearOf(figure, 2023)).toMatchObject({
      actual: { value: '940', entries: 2 },
      commitment: { fulfilment: { state: 'short', percent: '94' } },
    });
    expect(yearOf(figure, thisYear)).toMatchObject({ actual: { value: '50' }, commitment: null });
    const fund = { source: '政府核拨', payer: '开发区（虚构）', year: 2023, planned: '680', received: '612' };
    expect((await here.secretary.post(`${url}/ledgers/fund/entries`, { values: fund })).status).toBe(201);
    const funds = (await compared()).get('operatingFunds');
    expect(funds.actualLabel).toBe('到位运行经费');
    expect(yearOf(funds, 2023).commitment.fulfilment).toEqual({ state: 'short', percent: '90' });
  });

  test('a first year’s return is measured against what the form said of the year before, where the ledgers know nothing of it', async () => {
    const order = {
      unitId: here.ministryId,
      packId: currentPack.id,
      kind: 'self-evaluation',
      year: 2023,
      title: '自评',
    };
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    const { body } = await here.officer.post('/api/collections', { ...order, dueAt, consortia: [here.consortiumId] });
    const { figures } = (await here.secretary.get(`${url}/returns/${body.id}`)).body;
    expect(figures.find((one: Body) => one.figure === 'apprentices')).toMatchObject({
      value: '940',
      previous: '1200',
      committed: '1000',
    });
  });

  test('asks the database as often for many figures as for few', async () => {
    const before = await queriesOf(here.secretary, `${url}/commitments`);
    const fund = { source: '其他途径', payer: '基金会（虚构）', year: 2024, planned: '1', received: '1' };
    await here.secretary.post(`${url}/ledgers/fund/entries`, { values: fund });
    expect(await queriesOf(here.secretary, `${url}/commitments`)).toBe(before);
  });
});

describe('pace and forecast', () => {
  test('are told for the running year where its own years tell enough, and else it is said that they do not', async () => {
    await server.context.db.asOwner(async (tx) => {
      const one = tx.selectFrom('commitment').selectAll().where('figure', '=', 'apprentices');
      const { taken_at: _, ...row } = await one.executeTakeFirstOrThrow();
      const running = { ...row, figure: 'demandReports', year: thisYear, value: '1000', first_value: '1000' };
      await tx.insertInto('commitment').values(running).execute();
    });
    for (let year = thisYear - 5; year <= thisYear; year += 1)
      for (const [at, day] of ['01-01', '01-01', '02-03', '12-31'].entries())
        if (year < thisYear || at < 2)
          await report({ publisher: school.id, title: `${year}年第${at}号`, publishedOn: `${year}-${day}` });
    const figures = await compared();
    const { running } = figures.get('demandReports');
    expect(running).toMatchObject({
      year: thisYear,
      pace: { done: 0.002, isUsualKnown: true, standing: 'behind' },
      forecast: { own: 5, peers: 0, outlook: 'unlikely', tested: { years: 5 } },
    });
    expect(Number(running.forecast.low)).toBeGreaterThanOrEqual(2);
    expect(figures.get('coBuiltMajors').running).toMatchObject({ forecast: null, pace: null });
  });

  test('others’ years help where one has too few, and are told as shares of a whole alone', async () => {
    const other = await admittedApplication(server, { name: '同行联合体（虚构）', ministryId: here.ministryId });
    const otherUrl = `/api/consortia/${other.consortiumId}`;
    const member = await testMember(server, other.consortiumId, {
      name: '乙学校（虚构）',
      category: 'higherVocational',
    });
    const values = { publisher: member.id, title: '报告', publishedOn: `${thisYear}-01-01` };
    const sent = await member.reporter.post(`${otherUrl}/ledgers/talent-demand-report/entries`, { values });
    expect(sent.status).toBe(201);
    await sweepGrowths(server.context.db, AbortSignal.timeout(10_000));
    const asked = (who: TestReading, group: readonly string[]) =>
      as(other.secretary, (tx) =>
        sql<{ alike: boolean; grown: number[] }>`select alike, grown from peer_pace(${who.consortiumId}::uuid,
          array['demandReports'], ${thisYear}, 60, ${group}::uuid[], 5, 8)`.execute(tx),
      );
    const { rows } = await asked(other, [here.consortiumId]);
    expect(rows.map(({ alike, grown }) => [alike, grown.at(-1)])).toEqual(Array(5).fill([false, 1]));
    const strangers = await asked(here, []);
    expect(strangers.rows).toEqual([]);

    const alike: string[] = [];
    for (const name of ['甲', '乙', '丙', '丁', '戊'])
      alike.push(await server.addUnit('consortium', `同类${name}（虚构）`, here.provinceId));
    const pace = alike.flatMap((consortium_id) =>
      [thisYear - 1, thisYear - 2].map((year) => ({
        consortium_id,
        figure: 'demandReports',
        year,
        amounts: [0, ...Array(12).fill('4')],
      })),
    );
    await server.context.db.asOwner((tx) => tx.insertInto('ledger_pace').values(pace).execute());
    const counts = async (group: readonly string[]) => (await asked(other, group)).rows.map(({ alike: one }) => one);
    expect(await counts(alike)).toEqual(Array(10).fill(true));
    // Four could be told apart: then everybody's years are told, and no group is named.
    expect(await counts(alike.slice(1))).toEqual(Array(15).fill(false));
  });
});

describe('a commitment split to members', () => {
  const shares = () => `${url}/commitments/apprentices/2023/shares`;

  test('never adds up to more than was promised, and what is left stays with the consortium', async () => {
    const split = (value: string) => [
      { memberId: school.id, value: '600' },
      { memberId: works.id, value },
    ];
    const tooMuch = await here.secretary.put(shares(), { version: 0, shares: split('400.5') });
    expect([tooMuch.status, tooMuch.body.fields]).toEqual([422, ['shares']]);
    expect((await here.secretary.put(shares(), { version: 0, shares: split('401') })).body).toMatchObject({ by: '1' });
    expect((await here.secretary.put(shares(), { version: 0, shares: split('300') })).body).toEqual({ version: 1 });
    expect(yearOf((await compared()).get('apprentices'), 2023).commitment.split).toEqual({
      version: 1,
      members: 2,
      value: '900',
    });
    const stale = await here.secretary.put(shares(), { version: 0, shares: [] });
    expect([stale.status, stale.body.version, stale.body.by]).toEqual([409, 1, '承诺联合体（虚构）秘书']);
    const rate = `${url}/commitments/employmentRate/2023/shares`;
    expect((await here.secretary.put(rate, { version: 0, shares: [] })).status).toBe(422);
    expect((await here.provincial.put(shares(), { version: 1, shares: [] })).status).toBe(403);
  });

  test('shows each member its own share beside its own entries, and no other’s', async () => {
    const { items } = (await works.reporter.get(`${url}/commitment-shares`)).body;
    expect(items).toMatchObject([
      { figure: 'apprentices', year: 2023, member: { id: works.id }, value: '300', actual: '940', entries: 2 },
    ]);
    expect((await here.secretary.get(`${url}/commitment-shares?figure=apprentices`)).body.items).toHaveLength(2);
    expect((await works.reporter.get(`${url}/commitments`)).status).toBe(404);
    const { rows } = await as(works.reporter, (tx) => sql`select * from commitment_share`.execute(tx));
    expect(rows).toHaveLength(1);
  });

  test('holds even if the program forgot to check', async () => {
    const key = { consortium_id: here.consortiumId, figure: 'apprentices', year: 2023, version: 2 };
    const insert = as(here.secretary, async (tx) => {
      await tx
        .insertInto('commitment_split')
        .values({ ...key, person_id: here.secretary.personId })
        .execute();
      await tx
        .insertInto('commitment_share')
        .values({ ...key, member_id: school.id, value: '1001' })
        .execute();
    });
    await expect(insert).rejects.toThrow('more than was promised');
  });
});

describe('a commitment changed', () => {
  const ask = (order: object) => here.secretary.post(`${url}/commitments/apprentices/2023/requests`, order);
  const at = (id: string, step: string) => `/api/commitment-requests/${id}/${step}`;

  test('only by a request with the province’s opinion that the ministry approved; both values are kept', async () => {
    const evidence = await upload(here.secretary, here.consortiumId, Buffer.from('a'), 'a.txt');
    await here.secretary.post(`${url}/evidence`, { uploadId: evidence, entries: [] });
    const [piece] = (await here.secretary.get(`${url}/evidence`)).body.items;
    const order = { version: 0, value: '940', reason: '一家企业迁出（虚构）', evidence: [piece.id] };
    expect((await ask({ ...order, value: '1000' })).status).toBe(422);
    expect((await ask({ ...order, evidence: [crypto.randomUUID()] })).status).toBe(422);
    const { id } = (await ask(order)).body;
    expect((await ask(order)).body.type).toMatch(/request-open$/);

    const decision = { version: 0, decision: 'approved', text: '同意' };
    expect((await here.officer.post(at(id, 'decision'), decision)).status).toBe(409);
    expect((await here.provincial.post(at(id, 'decision'), decision)).status).toBe(403);
    expect(
      (await here.secretary.post(at(id, 'opinion'), { version: 0, opinion: 'support', text: '同意' })).status,
    ).toBe(403);
    const opinion = { version: 0, opinion: 'support', text: '情况属实，同意调整' };
    expect((await here.provincial.post(at(id, 'opinion'), opinion)).status).toBe(204);
    expect((await here.officer.post(at(id, 'decision'), decision)).body.type).toMatch(/stale$/);
    expect((await here.officer.post(at(id, 'decision'), { ...decision, version: 1 })).status).toBe(204);
    expect((await here.secretary.post(at(id, 'withdrawal'), { version: 2 })).status).toBe(409);

    expect(yearOf((await compared()).get('apprentices'), 2023).commitment).toMatchObject({
      value: '940',
      first: '1000',
      version: 1,
      fulfilment: { state: 'kept', percent: '100' },
    });
    const { items } = (await here.officer.get(`/api/commitment-requests?consortium=${here.consortiumId}`)).body;
    expect(items).toMatchObject([
      {
        before: '1000',
        value: '940',
        state: 'approved',
        evidence: [{ id: piece.id }],
        opinion: { opinion: 'support' },
      },
    ]);
    expect((await here.secretary.get('/api/me/notices')).text).toContain('承诺值已更新');
  });

  test('by nothing else: not by the program, not by the owner of the database', async () => {
    const change = (tx: Tx) => sql`update commitment set value = 1 where figure = 'apprentices'`.execute(tx);
    for (const client of [here.secretary, here.provincial, here.officer])
      await expect(as(client, change)).rejects.toThrow('permission denied');
    await expect(server.context.db.asOwner(change)).rejects.toThrow('by an approved request alone');
    const grab = (tx: Tx) =>
      sql`update commitment_request set decision = 'approved', decision_text = 'x', decided_by = ${here.provincial.personId}::uuid,
        decided_at = now(), version = version + 1`.execute(tx);
    const { id } = (await ask({ version: 1, value: '900', reason: '再调整（虚构）' })).body;
    await expect(as(here.provincial, grab)).rejects.toThrow(/steps in their order|violates check/);
    expect((await here.secretary.post(at(id, 'withdrawal'), { version: 0 })).status).toBe(204);
  });
});

describe('承诺兑现单', () => {
  const close = () =>
    as(here.officer, (tx) => closeCommitments(server.context, tx, here.officer, { consortiumId: here.consortiumId }));

  test('closes once what is decided, says each commitment in Word and PDF, and ends every change', async () => {
    const explained = `${url}/commitments/apprentices/2023/explanation`;
    expect((await here.secretary.put(explained, { version: 0, text: '按调整后的数完成' })).body).toEqual({
      version: 1,
    });
    const { id } = (
      await here.secretary.post(`${url}/commitments/fieldEngineers/2023/requests`, {
        version: 0,
        value: '1',
        reason: '虚构',
      })
    ).body;
    await expect(close()).rejects.toThrow('requests-open');
    await here.secretary.post(`/api/commitment-requests/${id}/withdrawal`, { version: 0 });

    const closed = await close();
    expect(await close()).toEqual(closed);
    expect((await here.secretary.get(`${url}/commitments`)).body.closing).toMatchObject({ ...closed });
    for (const [document, begins] of [
      ['closing.docx', 'PK'],
      ['closing.pdf', '%PDF'],
    ] as const) {
      const path = `${url}/commitment-closings/${closed?.id}/${document}`;
      const file = await here.provincial.get(path);
      expect([file.status, file.text.startsWith(begins)]).toEqual([200, true]);
      expect((await works.reporter.get(path)).status).toBe(404);
    }
    const late = [
      here.secretary.put(explained, { version: 1, text: '改' }),
      here.secretary.put(`${url}/commitments/apprentices/2023/shares`, { version: 1, shares: [] }),
      here.secretary.post(`${url}/commitments/apprentices/2023/requests`, { version: 1, value: '1', reason: '虚构' }),
    ];
    for (const answer of await Promise.all(late)) expect(answer.body.type).toMatch(/commitments-closed$/);
    const key = { consortium_id: here.consortiumId, figure: 'apprentices', year: 2023, before: '940', base: 1 };
    const sneaked = as(here.secretary, (tx) =>
      tx
        .insertInto('commitment_request')
        .values({ ...key, value: '1', reason: '侵入', asked_by: here.secretary.personId })
        .execute(),
    );
    await expect(sneaked).rejects.toThrow('closed stay');
  });
});

test('nobody of another province sees a row of it', async () => {
  const elsewhere = await admittedApplication(server, { name: '外省联合体（虚构）', ministryId: here.ministryId });
  const tables = ['', '_split', '_share', '_request', '_explanation', '_closing'].map((end) => `commitment${end}`);
  for (const table of [...tables, 'ledger_pace'])
    for (const client of [elsewhere.secretary, elsewhere.provincial]) {
      const { rows } = await as(client, (tx) =>
        sql<{
          n: number;
        }>`select count(*)::integer as n from ${sql.table(table)} where consortium_id = ${here.consortiumId}::uuid`.execute(
          tx,
        ),
      );
      expect([table, rows[0]?.n]).toEqual([table, 0]);
    }
  expect((await elsewhere.provincial.get(`${url}/commitments`)).status).toBe(404);
});
