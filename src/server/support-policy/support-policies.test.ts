import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let firm: TestMember;
let shop: TestMember;
let park: TestClient;
let lead: TestClient;
let url: string;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  firm = await testMember(server, here.consortiumId, { name: '示例机电' });
  shop = await testMember(server, here.consortiumId, { name: '示例商贸' });
  park = await server.join('park-authority', here.consortiumId);
  lead = await server.join('lead-enterprise', here.consortiumId);
  url = `/api/consortia/${here.consortiumId}`;
});
afterAll(() => server.close());

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const thisYear = Number(today.slice(0, 4));
const lastYear = thisYear - 1;

const clause = {
  clause: '第五条',
  measure: '对上一年度接收学徒的工业企业按每生2000元补助',
  beneficiaries: '园区内工业企业',
  conditions: [
    { about: 'category', of: ['enterprise'] },
    { about: 'trait', trait: 'sector', of: ['工业'] },
    { about: 'figure', figure: 'apprentices', period: 'last-year', atLeast: '5' },
  ],
  limits: '每家每年不超过20万元',
  howToApply: '向市财政局提交申请表',
  contact: '市财政局教科文科',
};
const policy = {
  field: '财政',
  title: '产教融合专项资金管理办法（虚构）',
  number: '示财〔2023〕1号',
  issuer: '示例市财政局',
  issuedOn: `${thisYear}-01-05`,
  clauses: [clause],
};
const enter = async (more: Record<string, unknown> = {}): Promise<Body> => {
  const made = await here.secretary.post(`${url}/policies`, { ...policy, ...more });
  expect([made.status, made.text]).toEqual([201, made.text]);
  return made.body;
};
const read = async (who: TestClient, id: string): Promise<Body> => (await who.get(`${url}/policies/${id}`)).body;
const noticesOf = async (who: TestClient): Promise<string[]> =>
  (await who.get('/api/me/notices')).body.items.map(({ text }: Body) => text);
const report = async (who: TestClient, kind: string, values: Record<string, unknown>) =>
  expect((await who.post(`${url}/ledgers/${kind}/entries`, { values })).status).toBe(201);
const apprenticeship = (headcount: number, startedOn = `${lastYear}-03-01`) => ({
  school: school.id,
  enterprise: firm.id,
  major: '460301',
  headcount,
  startedOn,
  endedOn: `${lastYear}-12-31`,
});

describe('a support policy, from its clauses to what was granted (A2-5-02, B-1.4)', () => {
  let id: string;
  let clauseId: string;
  let applicationId: string;
  const pointOf = async (): Promise<Body> => {
    const { indicators } = (await here.secretary.get(`${url}/indicators?year=${thisYear}`)).body;
    return indicators.flatMap(({ points }: Body) => points).find((one: Body) => one.id === '1.4');
  };
  const entry = async (): Promise<Body> =>
    (await here.secretary.get(`${url}/ledgers/support-policy/entries`)).body.items[0];

  test('the secretariat enters it: its ledger entry is there, and nobody is told whom it does not fit', async () => {
    expect(await pointOf()).toMatchObject({ entries: 0 });
    const made = await enter();
    ({ id } = made);
    expect(made.told).toEqual({ members: 0, people: 0, mails: 0 });
    expect((await entry()).values).toMatchObject({
      field: '财政',
      number: '示财〔2023〕1号',
      measures: '第五条：对上一年度接收学徒的工业企业按每生2000元补助',
      implementation: '尚未兑现',
    });
    expect(await pointOf()).toMatchObject({ entries: 1 });
    [{ id: clauseId }] = (await read(here.secretary, id)).clauses;
    expect((await here.secretary.post(`${url}/policies`, policy)).body.type).toBe('urn:lianheti:policy-exists');
    expect((await firm.reporter.post(`${url}/policies`, { ...policy, number: '2号' })).status).toBe(403);
  });

  test('a member is told why it does not fit yet, by the value that decided, and what would be needed', async () => {
    const reasonsOf = async (who: TestMember) => {
      const [fit] = (await read(who.reporter, id)).clauses[0].fits;
      return [fit.outcome, ...fit.reasons.map(({ holds, found, needed }: Body) => [holds, found, needed])];
    };
    expect(await reasonsOf(school)).toEqual([
      'fails',
      [false, '高职院校（含职教本科）', ''],
      [null, '还没有填报', '请在“企业年度概况”台账中填报'],
      [false, '0人', '还差5人'],
    ]);
    await report(firm.reporter, 'enterprise-profile', {
      ...{ enterprise: firm.id, year: lastYear, sector: '工业', employees: 320 },
      ...{ assets: '1', sales: '1', mainRevenue: '1', cooperationBenefit: '0' },
    });
    await report(firm.reporter, 'apprenticeship', apprenticeship(3));
    expect(await reasonsOf(firm)).toEqual([
      'fails',
      [true, '企业', ''],
      [true, `工业（${lastYear}年）`, ''],
      [false, '3人', '还差2人'],
    ]);
    const [, , deed] = (await read(firm.reporter, id)).clauses[0].fits[0].reasons;
    expect(deed).toMatchObject({
      condition: '中国特色学徒制培养（上一年度）不少于5人',
      records: { kind: 'apprenticeship', year: lastYear },
    });
    expect((await firm.reporter.get('/api/me/policies')).body.items).toEqual([]);
  });

  test('once it did what is asked it fits, and the secretariat sees who fits and has not applied', async () => {
    await report(firm.reporter, 'apprenticeship', apprenticeship(4, `${lastYear}-09-01`));
    expect((await firm.reporter.get('/api/me/policies')).body.items).toMatchObject([
      { member: { name: '示例机电' }, policy: { id }, clause: '第五条' },
    ]);
    expect((await firm.reporter.get(`${url}/member-policies/${firm.id}`)).body.items).toMatchObject([
      { clauseId, outcome: 'fits', standing: 'none', applying: 'open' },
    ]);
    const page = `${url}/policies/${id}/fitting?clause=${clauseId}&without=true`;
    expect((await here.secretary.get(page)).body).toMatchObject({
      total: 1,
      items: [{ member: { name: '示例机电' } }],
    });
    expect((await read(park, id)).clauses[0].counts).toEqual({ fits: 1, unknown: 0, fails: 2, fitsWithout: 1 });
    expect((await firm.reporter.get(page)).status).toBe(404);
    const told = (await here.secretary.post(`${url}/policies/${id}/reminders`)).body;
    expect(told).toEqual({ members: 1, people: 1, mails: 0 });
    expect((await here.secretary.post(`${url}/policies/${id}/reminders`)).body.members).toBe(0);
    expect((await noticesOf(firm.reporter))[0]).toContain('产教融合专项资金管理办法');
    expect(await noticesOf(shop.reporter)).toEqual([]);
  });

  test('it applies once, for itself alone; the day’s reasons are kept, and the secretariat is told', async () => {
    const apply = (who: TestMember, memberId = who.id) =>
      who.reporter.post(`${url}/policies/${id}/applications`, { clauseId, memberId, text: '接收学徒7名' });
    expect((await apply(shop, firm.id)).status).toBe(403);
    const applied = await apply(firm);
    expect(applied.status).toBe(201);
    applicationId = applied.body.id;
    expect((await apply(firm)).body.type).toBe('urn:lianheti:clause-applied');
    expect((await noticesOf(here.secretary))[0]).toContain('示例机电申请');
    expect((await read(here.secretary, id)).applications).toMatchObject([
      { id: applicationId, state: 'applied', text: '接收学徒7名', fit: { outcome: 'fits' } },
    ]);
    expect((await firm.reporter.get('/api/me/policies')).body.items).toEqual([]);
  });

  test('an application is declined with a reason only, and not by its member', async () => {
    const [{ id: other }] = (await read(here.secretary, id)).clauses;
    const asked = { clauseId: other, memberId: shop.id };
    const { body } = await shop.reporter.post(`${url}/policies/${id}/applications`, asked);
    const acts = `${url}/policies/${id}/applications/${body.id}/acts`;
    expect((await shop.reporter.post(acts, { action: 'decline', text: '不', version: 1 })).status).toBe(403);
    expect((await here.secretary.post(acts, { action: 'withdraw', version: 1 })).status).toBe(403);
    expect((await here.secretary.post(acts, { action: 'decline', version: 1 })).status).toBe(422);
    expect((await here.secretary.post(acts, { action: 'decline', text: '非工业企业', version: 2 })).status).toBe(409);
    expect((await here.secretary.post(acts, { action: 'decline', text: '非工业企业', version: 1 })).status).toBe(204);
    expect((await noticesOf(shop.reporter))[0]).toContain('没有通过：非工业企业');
    expect((await shop.reporter.post(acts, { action: 'withdraw', version: 2 })).status).toBe(409);
  });

  test('granted with evidence, it answers the application, fills the ledger’s 落实情况 and point 1.4', async () => {
    const uploadId = await upload(here.secretary, here.consortiumId, Buffer.from('回单（虚构）'), '银行回单.txt');
    expect((await here.secretary.post(`${url}/evidence`, { uploadId })).status).toBe(201);
    const grant = {
      ...{ clauseId, memberId: firm.id, applicationId, grantedOn: today, amountWan: '1.4' },
      ...{ voucher: '回单0001', evidenceId: uploadId },
    };
    const grants = `${url}/policies/${id}/grants`;
    expect((await firm.reporter.post(grants, grant)).status).toBe(403);
    expect((await here.secretary.post(grants, { ...grant, grantedOn: `${thisYear + 1}-01-01` })).status).toBe(422);
    expect((await here.secretary.post(grants, { ...grant, memberId: shop.id })).status).toBe(422);
    expect((await here.secretary.post(grants, { ...grant, amountWan: null })).status).toBe(422);
    expect((await here.secretary.post(grants, grant)).status).toBe(201);
    expect((await here.secretary.post(grants, grant)).status).toBe(409);
    const opened = await read(here.secretary, id);
    expect(opened).toMatchObject({
      granted: { grants: 1, members: 1, amountWan: '1.4' },
      grants: [{ member: { name: '示例机电' }, voucher: '回单0001', evidence: { title: '银行回单' } }],
    });
    expect(opened.applications.find((one: Body) => one.id === applicationId)).toMatchObject({ state: 'granted' });
    expect((await noticesOf(firm.reporter))[0]).toContain('兑现1.4万元');
    expect((await entry()).values.implementation).toBe('已兑现1项，惠及1家单位，资金1.4万元');
    expect((await here.secretary.get(`/api/entries/${opened.entry.id}/evidence`)).body.items).toHaveLength(1);
    expect(await pointOf()).toMatchObject({ entries: 1, evidence: 1 });
    const list = (await here.secretary.get(`${url}/policies`)).body;
    expect(list.items).toMatchObject([{ id, waiting: 0, coverage: { fitting: 1, granted: 1 } }]);
    expect(list.totals).toEqual([{ field: '财政', year: thisYear, grants: 1, members: 1, amountWan: '1.4' }]);
  });

  test('a member never sees another’s application, reasons or grant, unless that is shown to all, and then not its voucher', async () => {
    for (const who of [shop.reporter, school.reporter, lead]) {
      const seen = await read(who, id);
      expect(seen.grants).toEqual([]);
      expect(JSON.stringify(seen)).not.toContain('示例机电');
      expect((await who.get(`${url}/policies`)).body).toMatchObject({ grants: [], totals: [] });
      expect((await who.get(`${url}/member-policies/${firm.id}`)).status).toBe(404);
    }
    expect((await read(firm.reporter, id)).grants).toMatchObject([{ voucher: '回单0001' }]);
    const shown = { clauseId, memberId: firm.id, grantedOn: today, what: '授牌', voucher: '0002', isShown: true };
    expect((await here.secretary.post(`${url}/policies/${id}/grants`, shown)).status).toBe(201);
    for (const who of [shop.reporter, lead])
      expect((await read(who, id)).grants).toMatchObject([{ what: '授牌', voucher: '', member: { name: '示例机电' } }]);
    const table = await shop.reporter.request('GET', `${url}/policy-grants.xlsx`, {});
    expect([table.status, table.text.includes('回单0001')]).toEqual([200, false]);
  });

  test('what was granted by mistake is taken back, and a clause that was used stays', async () => {
    const { grants, version, clauses } = await read(here.secretary, id);
    const mistaken = grants.find(({ what }: Body) => what === '授牌');
    const withdrawal = `${url}/policies/${id}/grants/${mistaken.id}/withdrawal`;
    expect((await here.secretary.post(withdrawal, { reason: '误登' })).status).toBe(204);
    expect((await here.secretary.post(withdrawal, { reason: '误登' })).status).toBe(404);
    const without = { ...policy, clauses: [{ ...clause, clause: '第六条' }], version };
    const put = (body: Record<string, unknown>) => here.secretary.put(`${url}/policies/${id}`, body);
    expect((await put(without)).body).toMatchObject({ type: 'urn:lianheti:clause-used', detail: '“第五条”。' });
    const gone = { version, reason: '误登' };
    expect((await here.secretary.post(`${url}/policies/${id}/withdrawal`, gone)).body.type).toBe(
      'urn:lianheti:clause-used',
    );
    const more = {
      ...policy,
      clauses: [
        { ...clause, id: clauses[0].id },
        { ...clause, clause: '第六条' },
      ],
      version,
    };
    expect((await put(more)).body.version).toBe(version + 1);
    expect((await put(more)).body.type).toBe('urn:lianheti:stale');
    expect((await entry()).values.measures).toContain('；第六条：');
  });
});

describe('what cannot be', () => {
  test('a field, a condition or days that nobody knows are refused with what would be right', async () => {
    const refused = async (more: Record<string, unknown>) =>
      (await here.secretary.post(`${url}/policies`, { ...policy, number: '示〔2023〕9号', ...more })).body.fields;
    const with_ = (condition: unknown) => ({ clauses: [{ ...clause, conditions: [condition] }] });
    expect(await refused({ field: '科技' })).toEqual(['field']);
    expect(await refused({ endsOn: '2020-01-01' })).toEqual(['endsOn']);
    expect(await refused({ clauses: [{ ...clause, appliesFrom: '2023-02-01', appliesUntil: '2023-01-01' }] })).toEqual([
      'clauses',
    ]);
    expect(await refused(with_({ about: 'trait', trait: 'sector', of: ['航天'] }))).toEqual(['clauses']);
    expect(await refused(with_({ about: 'size', trait: 'employees' }))).toEqual(['clauses']);
    const rate = { about: 'figure', figure: 'employmentRate', period: 'last-year', atLeast: '1' };
    expect(await refused(with_(rate))).toEqual(['clauses']);
  });

  test('out of its time a clause is not applied for; one withdrawn is gone for its members, and from the ledger', async () => {
    const closed = { ...clause, conditions: [], appliesUntil: `${lastYear}-12-31` };
    const { id, told } = await enter({ title: '已过期的办法', clauses: [closed] });
    expect(told.members).toBe(0);
    const { clauses, version } = await read(shop.reporter, id);
    expect(clauses[0]).toMatchObject({ applying: 'over', fits: [{ outcome: 'fits', mayApply: false }] });
    const asked = { clauseId: clauses[0].id, memberId: shop.id };
    expect((await shop.reporter.post(`${url}/policies/${id}/applications`, asked)).body.type).toBe(
      'urn:lianheti:applying-closed',
    );
    const withdrawal = `${url}/policies/${id}/withdrawal`;
    expect((await here.secretary.post(withdrawal, { version, reason: '误登' })).status).toBe(204);
    expect((await shop.reporter.get(`${url}/policies/${id}`)).status).toBe(404);
    const { items } = (await here.secretary.get(`${url}/ledgers/support-policy/entries`)).body;
    expect(items.map(({ values }: Body) => values.title)).not.toContain('已过期的办法');
  });

  test('a policy for all is told to every member at once, and its list costs as many queries however long it is', async () => {
    const everybody = { clauses: [{ ...clause, conditions: [] }] };
    const lists = [`${url}/policies`, `${url}/member-policies/${firm.id}`];
    const before: number[] = [];
    for (const list of lists) before.push(await queriesOf(here.secretary, list));
    const { told } = await enter({ title: '人人适用的办法', ...everybody });
    expect(told).toMatchObject({ members: 3, people: 3 });
    await enter({ title: '人人适用的另一办法', ...everybody });
    for (const [at, list] of lists.entries())
      expect([list, await queriesOf(here.secretary, list)]).toEqual([list, before[at]]);
  });
});
