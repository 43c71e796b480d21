import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

const lastYear = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear() - 1;
const figures = ['apprentices', 'fieldEngineers', 'internshipMonths', 'employeeTrainingDays', 'skillCertifications'];

let server: TestServer;
let here: TestConsortium;
let officer: TestClient;
let ministry: TestClient;
let beside: string;
let far: string;
let farSecretary: TestClient;
let member: TestMember;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  officer = await server.join('provincial-officer', here.provinceId);
  ministry = await server.join('ministry-officer', here.ministryId);
  member = await testMember(server, here.consortiumId, { name: '虚构机械厂' });
  beside = await server.addUnit('consortium', '同省联合体（虚构）', here.provinceId);
  const otherProvince = await server.addUnit('province', '他省（虚构）', here.ministryId);
  far = await server.addUnit('consortium', '他省联合体（虚构）', otherProvince);
  farSecretary = await server.join('secretariat', far);
  await file(here.consortiumId, 1);
  await file(beside, 2);
  await file(far, 3);
});
afterAll(() => server.close());

/** What a consortium's ledgers add up to in the last four years; nobody else's sums are the same. */
async function file(consortiumId: string, seed: number, more: Readonly<Record<string, number>> = {}): Promise<void> {
  const rows = [3, 2, 1, 0].flatMap((back) =>
    figures.map((figure, at) => ({
      consortium_id: consortiumId,
      figure,
      year: lastYear - back,
      standing: 'confirmed',
      amount: String(more[`${figure}.${lastYear - back}`] ?? 1003 + at * 211 + seed * 17 - back * 31),
      entries: 10,
    })),
  );
  await server.context.db.asOwner(async (tx) => {
    await tx.deleteFrom('ledger_figure').where('consortium_id', '=', consortiumId).execute();
    await tx.insertInto('ledger_figure').values(rows).execute();
  });
}

async function run(client: TestClient, unitId: string): Promise<void> {
  const { jobId } = (await client.post('/api/quality/runs', { unitId })).body;
  await expect
    .poll(async () => (await client.get(`/api/jobs/${jobId}`)).body.state, { timeout: 50_000, interval: 100 })
    .toBe('done');
}

const quality = (id = here.consortiumId) => `/api/consortia/${id}/quality`;
type Found = { id: string; rule: string; version: number; state: string; text: string; others: { name: string }[] };
async function found(client: TestClient, rule: string, id?: string): Promise<Found | undefined> {
  const { findings } = (await client.get(`${quality(id)}?year=${lastYear}`)).body;
  return findings.find((one: Found) => one.rule === rule);
}

const jumped = { [`apprentices.${lastYear}`]: 90_123 };
const actOn = async (client: TestClient, rule: string, body: object) => {
  const { id, version } = (await found(client, rule)) ?? { id: '', version: 0 };
  const path = `${quality()}/findings/${id}/${'decision' in body ? 'decision' : 'answer'}`;
  return client.post(path, { version, ...body });
};

describe('the quality of a consortium’s figures (A3-3-04)', () => {
  test('is looked at before anything is sent: a score with its parts, and each finding with what would settle it', async () => {
    await file(here.consortiumId, 1, jumped);
    const checked = await here.secretary.post(`${quality()}/check`);
    expect([checked.status, checked.body]).toEqual([200, expect.anything()]);
    const { score, findings, years, comparedAt } = (await here.secretary.get(`${quality()}?year=${lastYear}`)).body;
    expect(years).toContain(lastYear);
    expect(comparedAt).toBeNull();
    expect(score.parts.map(({ label }: { label: string }) => label)).toContain('双方确认');
    const jump = findings.find(({ rule }: Found) => rule === 'jump');
    expect(jump).toMatchObject({ state: 'open', severityLabel: '一般', assignee: { isMember: false } });
    expect(jump.text).toContain('90,123');
    expect(jump.settle).not.toBe('');
  });

  test('a finding is answered by the secretariat, kept open or closed by the province, each with its words', async () => {
    expect((await actOn(officer, 'jump', { text: '我来说明' })).status).toBe(403);
    expect((await actOn(here.secretary, 'jump', { decision: 'accept', text: '自己关闭' })).status).toBe(403);
    expect((await actOn(here.secretary, 'jump', { text: '新增两所学校' })).status).toBe(200);
    const stale = await actOn(here.secretary, 'jump', { text: '再说明', version: 1 });
    expect(stale).toMatchObject({ status: 409, body: { type: 'urn:lianheti:stale' } });
    expect((await actOn(officer, 'jump', { decision: 'keep', text: '请附名单' })).status).toBe(200);
    expect(await found(here.secretary, 'jump')).toMatchObject({ state: 'open' });
    await actOn(here.secretary, 'jump', { text: '名单已附' });
    expect((await actOn(officer, 'jump', { decision: 'accept', text: '属实' })).status).toBe(200);
    const closed = await found(here.secretary, 'jump');
    expect(closed).toMatchObject({
      state: 'accepted',
      acts: [{}, { text: '新增两所学校' }, { text: '请附名单' }, {}, { text: '属实' }],
    });
    const notices = (await here.secretary.get('/api/me/notices')).text;
    expect(notices).toContain('请附名单');
  });

  test('it is the same finding when it is found again; closed ones stay closed until the figure is another', async () => {
    const before = await found(here.secretary, 'jump');
    await here.secretary.post(`${quality()}/check`);
    expect(await found(here.secretary, 'jump')).toEqual(before);
    await file(here.consortiumId, 1, { [`apprentices.${lastYear}`]: 95_321 });
    await here.secretary.post(`${quality()}/check`);
    expect(await found(here.secretary, 'jump')).toMatchObject({ id: before?.id, state: 'open' });
    await file(here.consortiumId, 1);
    expect((await here.secretary.post(`${quality()}/check`)).body.gone).toBeGreaterThan(0);
    expect(await found(here.secretary, 'jump')).toBeUndefined();
    await file(here.consortiumId, 1, jumped);
    await here.secretary.post(`${quality()}/check`);
    expect(await found(here.secretary, 'jump')).toMatchObject({ id: before?.id, state: 'open' });
  });

  test('a member sees and answers what is assigned to it, and nothing else', async () => {
    expect((await member.reporter.get(`${quality()}?year=${lastYear}`)).body).toMatchObject({
      score: null,
      findings: [],
    });
    const { id, version } = (await found(here.secretary, 'jump')) ?? { id: '', version: 0 };
    const assign = (memberId: string | null) =>
      here.secretary.put(`${quality()}/findings/${id}/assignee`, { memberId, version });
    expect((await assign(far)).status).toBe(422);
    expect((await assign(member.id)).status).toBe(200);
    const { findings } = (await member.reporter.get(`${quality()}?year=${lastYear}`)).body;
    expect(findings).toMatchObject([{ id, assignee: { id: member.id, isMember: true } }]);
    expect((await member.reporter.get('/api/me/notices')).text).toContain('请贵单位核对或说明');
    expect((await actOn(member.reporter, 'jump', { text: '本厂新设学徒岗位' })).status).toBe(200);
    expect(await found(officer, 'jump')).toMatchObject({ state: 'answered' });
  });

  test('entries that a member has not confirmed are a finding of its own, once it keeps enough of them waiting', async () => {
    const school = await testMember(server, here.consortiumId, { name: '虚构职业学院', category: 'higherVocational' });
    for (const at of [1, 2, 3]) {
      const values = {
        school: school.name,
        enterprise: member.name,
        major: '460101',
        headcount: 10,
        startedOn: `${lastYear}-03-0${at}`,
        endedOn: `${lastYear}-12-31`,
      };
      const made = await school.reporter.post(`/api/consortia/${here.consortiumId}/ledgers/apprenticeship/entries`, {
        values,
      });
      expect([made.status, made.text]).toEqual([201, made.text]);
    }
    await server.context.db.asOwner((tx) =>
      tx
        .updateTable('ledger_figure')
        .set({ standing: 'oneSided' })
        .where('consortium_id', '=', here.consortiumId)
        .where('year', '=', lastYear)
        .where('figure', '<>', 'apprentices')
        .execute(),
    );
    await here.secretary.post(`${quality()}/check`);
    const { findings } = (await member.reporter.get(`${quality()}?year=${lastYear}`)).body;
    expect(findings.find((one: Found) => one.rule === 'one-voice')?.text).toBe(
      `${lastYear}年有3条记录等待本单位确认，涉及“中国特色学徒制培养”`,
    );
  });
});

describe('the quality of all consortia together', () => {
  test('an office has its consortia looked at; figures that two have in common are told to both, the names only to who may see both', async () => {
    await file(here.consortiumId, 9);
    await file(beside, 9);
    await file(far, 9);
    expect((await here.secretary.post('/api/quality/runs', { unitId: here.provinceId })).status).toBe(403);
    expect((await officer.post('/api/quality/runs', { unitId: here.ministryId })).status).toBe(403);
    await run(officer, here.provinceId);
    expect(await found(farSecretary, 'same-as-others', far)).toBeUndefined();
    await run(ministry, here.ministryId);

    const all = [here.consortiumId, beside, far];
    for (const [client, id] of [
      [here.secretary, here.consortiumId],
      [farSecretary, far],
    ] as const) {
      const own = await found(client, 'same-as-others', id);
      expect(own?.text).toContain('与其他联合体一个数字不差');
      const told = JSON.stringify(own);
      expect([own?.others, all.filter((one) => told.includes(one))]).toEqual([[], [id]]);
    }
    const seen = async (client: TestClient) =>
      (await found(client, 'same-as-others'))?.others.map(({ name }) => name).sort();
    expect(await seen(officer)).toEqual(['同省联合体（虚构）']);
    expect(await seen(ministry)).toEqual(['他省联合体（虚构）', '同省联合体（虚构）']);
  });

  test('words that two returns have in common are told to both, as soon as they are sent', async () => {
    const said = Array.from({ length: 20 }, (_, at) => `第${at}项任务由园区牵头，按季度推进（虚构）`).join('；');
    await server.context.db.asOwner(async (tx) => {
      const pack = await tx.selectFrom('batch').select('pack_digest').executeTakeFirstOrThrow();
      const made = {
        unit_id: here.ministryId,
        kind: 'plan',
        year: lastYear,
        title: '年度建设计划',
        opens_at: new Date(),
      };
      const { id } = await tx
        .insertInto('collection')
        .values({ ...made, pack_digest: pack.pack_digest, created_by: here.secretary.personId })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const consortium_id of [here.consortiumId, far]) {
        const key = { consortium_id, collection_id: id };
        await tx
          .insertInto('collection_return')
          .values({ ...key, state: 'sent', revision: 1 })
          .execute();
        const content = JSON.stringify({ texts: { tasks: said }, reasons: {}, figures: [] });
        const sent = { number: 1, content, digest: 'a'.repeat(64), sent_by: here.secretary.personId };
        await tx
          .insertInto('collection_revision')
          .values({ ...key, ...sent })
          .execute();
      }
    });
    await run(ministry, here.ministryId);
    const own = await found(farSecretary, 'copied-from-others', far);
    expect(own?.text).toContain('“年度建设计划·重点任务与时间节点”');
    expect(own?.others).toEqual([]);
    expect((await found(ministry, 'copied-from-others', far))?.others).toMatchObject([{ name: '测试联合体' }]);
  });

  test('what is still being typed is looked at for its own secretariat, before it is sent, and for nobody else', async () => {
    const said = Array.from({ length: 20 }, (_, at) => `第${at}项任务由园区牵头，按季度推进（虚构）`).join('；');
    await server.context.db.asOwner(async (tx) => {
      const pack = await tx.selectFrom('batch').select('pack_digest').executeTakeFirstOrThrow();
      const made = { unit_id: here.ministryId, kind: 'plan', year: lastYear + 1, title: '计划', opens_at: new Date() };
      const { id } = await tx
        .insertInto('collection')
        .values({ ...made, pack_digest: pack.pack_digest, created_by: here.secretary.personId })
        .returning('id')
        .executeTakeFirstOrThrow();
      const key = { consortium_id: here.consortiumId, collection_id: id };
      await tx
        .insertInto('collection_return')
        .values({ ...key, state: 'draft' })
        .execute();
      const typed = { cell: 'tasks', value: said, version: 1, changed_by: here.secretary.personId };
      await tx
        .insertInto('collection_text')
        .values({ ...key, ...typed })
        .execute();
    });
    const copied = async () => {
      const { findings } = (await here.secretary.get(`${quality()}?year=${lastYear + 1}`)).body;
      return findings.find(({ rule }: Found) => rule === 'copied-from-years')?.text;
    };
    await officer.post(`${quality()}/check`);
    expect(await copied()).toBeUndefined();
    await here.secretary.post(`${quality()}/check`);
    expect(await copied()).toContain('“年度建设计划·重点任务与时间节点”');
  });

  test('what a return froze is held against the ledgers, being newer than the form', async () => {
    const { id } = await server.context.db.asOwner((tx) =>
      tx.selectFrom('collection').select('id').where('year', '=', lastYear).executeTakeFirstOrThrow(),
    );
    const frozen = { figure: 'fieldEngineers', year: lastYear, amount: '99999', confirmed: '1', evidenced: '1' };
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('collection_figure')
        .values({ ...frozen, consortium_id: here.consortiumId, collection_id: id, entries: 3, level: 1 })
        .execute(),
    );
    await here.secretary.post(`${quality()}/check`);
    expect((await found(here.secretary, 'below-form'))?.text).toContain('年度建设计划填报为99,999');
    await server.context.db.asOwner((tx) => tx.deleteFrom('collection_figure').execute());
    await here.secretary.post(`${quality()}/check`);
    expect(await found(here.secretary, 'below-form')).toBeUndefined();
  });

  test('what a rule found that the pack has dropped since is still shown, by the rule’s id', async () => {
    const at = new Date();
    const kept = { rule: 'dropped-rule', severity: 'usual', text: '旧规则的发现', figures: [], basis: [] };
    const row = { ...kept, year: lastYear - 3, subject: '', first_found_at: at, found_at: at };
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('quality_finding')
        .values({ ...row, consortium_id: here.consortiumId, assignee_id: here.consortiumId })
        .execute(),
    );
    const { findings } = (await here.secretary.get(`${quality()}?year=${lastYear - 3}`)).body;
    expect(findings.find(({ rule }: Found) => rule === 'dropped-rule')).toMatchObject({
      ruleLabel: '已取消的规则（dropped-rule）',
      text: '旧规则的发现',
    });
    expect((await ministry.get(`/api/quality?year=${lastYear - 3}`)).status).toBe(200);
  });

  test('the database itself shows a consortium neither another’s findings nor whom its own figures equal, and lets it close nothing', async () => {
    const { db } = server.context;
    const as = (personId: string) => ({ personId });
    for (const table of ['quality_match', 'quality_finding', 'quality_score', 'quality_act'] as const) {
      const rows = await db.asActor(as(here.secretary.personId), (tx) =>
        tx.selectFrom(table).select('consortium_id').execute(),
      );
      if (table === 'quality_match') expect(rows).toEqual([]);
      expect([table, [...new Set(rows.map(({ consortium_id }) => consortium_id))]]).toEqual([
        table,
        table === 'quality_match' ? [] : [here.consortiumId],
      ]);
    }
    const { id } = (await found(here.secretary, 'same-as-others')) ?? { id: '' };
    const set = (state: string) =>
      db.asActor(as(here.secretary.personId), (tx) =>
        tx
          .updateTable('quality_finding')
          .set({ state })
          .where('consortium_id', '=', here.consortiumId)
          .where('id', '=', id)
          .execute(),
      );
    await expect(set('accepted')).rejects.toThrow(/only an officer above/);
    await expect(set('gone')).rejects.toThrow(/found no more/);
    const forge = sql`select keep_quality(${far}::uuid, '{}', '{}', '[]', '[]', false, null)`;
    await expect(db.asActor(as(here.secretary.personId), (tx) => forge.execute(tx))).rejects.toThrow(/may not check/);
  });

  test('officers see scores, the lowest first, and findings by rule, severity and province, as a list and as a file', async () => {
    const { body } = await ministry.get(`/api/quality?year=${lastYear}`);
    expect(body.lastRun).toMatchObject({ consortia: 3 });
    expect(body.offices).toEqual([{ id: here.ministryId, name: '测试部' }]);
    expect(body.ranking).toHaveLength(3);
    expect(body.provinces).toHaveLength(2);
    expect(body.rules.find(({ id }: { id: string }) => id === 'same-as-others').open).toBe(3);
    const { items, total } = (await ministry.get(`/api/quality/findings?year=${lastYear}&severity=serious`)).body;
    expect(total).toBe(5);
    expect(items.every(({ severity }: { severity: string }) => severity === 'serious')).toBe(true);
    const file = await officer.get(`/api/quality/findings.xlsx?year=${lastYear}`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheet')]);
    expect((await here.secretary.get('/api/quality')).status).toBe(404);
  });

  test('a run can be taken back, and then keeps nothing more', async () => {
    const { jobId } = (await ministry.post('/api/quality/runs', { unitId: here.ministryId })).body;
    expect((await ministry.post(`/api/jobs/${jobId}/cancellation`)).status).toBe(204);
    expect((await ministry.get(`/api/jobs/${jobId}`)).body.state).toBe('cancelled');
  });

  test('lists cost as many queries for many findings and consortia as for few', async () => {
    const paths = [quality(), `/api/quality?year=${lastYear}`, `/api/quality/findings?year=${lastYear}`];
    const counts = async () => {
      const all: number[] = [];
      for (const path of paths) all.push(await queriesOf(officer, path));
      return all;
    };
    const few = await counts();
    for (const seed of [9, 9, 9]) {
      const id = await server.addUnit('consortium', `更多联合体${crypto.randomUUID()}`, here.provinceId);
      await file(id, seed, jumped);
      await officer.post(`${quality(id)}/check`);
    }
    await file(here.consortiumId, 9, { ...jumped, [`fieldEngineers.${lastYear}`]: 80_777 });
    await officer.post(`${quality()}/check`);
    expect(await counts()).toEqual(few);
  });
});
