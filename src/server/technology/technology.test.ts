import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestAnswer, TestClient } from '#test/test-client.ts';
import { testConsortium } from '#test/test-consortium.ts';
import { dayFromNow as day, type TestMember, type TestPartners, testMember, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { needBody, type TechnologyWork, technologyWork } from '#test/test-technology.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let other: TestMember;
let url: string;
let work: TechnologyWork;

beforeAll(async () => {
  server = await testServer();
  const partners = await testPartners(server);
  ({ here, school, firm, other, url } = partners);
  work = technologyWork(server, partners);
});
afterAll(() => server.close());

const post = (more: Record<string, unknown> = {}): Promise<string> => work.post(more);
const needAt = (id: string) => `${url}/technology-needs/${id}`;
const codeOf = ({ body }: TestAnswer): string => body.type?.replace('urn:lianheti:', '');
const entries = async (kind: string, match: Record<string, unknown>): Promise<Body[]> =>
  (await here.secretary.get(`${url}/ledgers/${kind}/entries?limit=200`)).body.items
    .map(({ values, standing }: Body) => ({ ...values, standing }))
    .filter((entry: Body) => Object.entries(match).every(([field, value]) => entry[field] === value));
const close = (callId: string): Promise<void> => work.close(callId);
const callFor = (title: string): Promise<string> => work.callFor(title);
const callAt = (id: string) => `${url}/technology-calls/${id}`;
const bid = (who: TestMember, id: string, plan?: string): Promise<TestAnswer> => work.bid(who, id, plan);
const actOn = (who: TestClient, at: string, body: Record<string, unknown>): Promise<TestAnswer> =>
  work.actOn(who, at, body);
const noticesOf = async (who: TestMember): Promise<string> => (await who.reporter.get('/api/me/notices')).text;
const agreed = (title: string, more?: Record<string, unknown>): Promise<string> => work.agreed(title, more);
const receive = (at: string, amount: string, more?: Record<string, unknown>): Promise<TestAnswer> =>
  work.receive(at, amount, more);

describe('what enterprises need, and who can serve it (A2-4-01, B-5.1)', () => {
  test('a need is posted by its enterprise alone and stands in the ledger in its words, and in both once the secretariat has looked at it', async () => {
    const id = await post({ title: '主轴温升' });
    const intruding = { memberId: firm.id, ...needBody() };
    expect((await school.reporter.post(`${url}/technology-needs`, intruding)).status).toBe(403);
    expect((await here.secretary.post(`${url}/technology-needs`, intruding)).status).toBe(403);
    const twin = await firm.reporter.post(`${url}/technology-needs`, { ...intruding, title: '主轴温升' });
    expect(twin.body).toMatchObject({ type: 'urn:lianheti:invalid', fields: ['title'] });
    const wrong = { ...intruding, kind: '闲聊' };
    expect((await firm.reporter.post(`${url}/technology-needs`, wrong)).body.fields).toEqual(['kind']);
    const kept = () => entries('technology-need', { title: '主轴温升' });
    expect(await kept()).toMatchObject([{ enterprise: firm.id, standing: 'oneSided' }]);
    expect((await firm.reporter.put(`${needAt(id)}/check`, { version: 1 })).status).toBe(403);
    expect((await here.secretary.put(`${needAt(id)}/check`, { version: 1 })).body.version).toBe(2);
    expect(await kept()).toMatchObject([{ standing: 'confirmed', publishedOn: day(0) }]);
    expect(Number((await kept())[0]?.budget)).toBe(20);
    const changed = { ...needBody({ title: '主轴温升', budget: '300000.5' }), version: 2 };
    expect((await firm.reporter.put(needAt(id), changed)).body.version).toBe(3);
    expect((await firm.reporter.put(needAt(id), changed)).body.type).toBe('urn:lianheti:stale');
    expect(await kept()).toMatchObject([{ standing: 'oneSided' }]);
    expect((await firm.reporter.put(needAt(id), { ...changed, version: 3, closedOn: day(0) })).status).toBe(200);
    expect(await kept()).toMatchObject([{ closedOn: day(0) }]);
  });

  test('of a confidential need others know the summary; the need and its files are not found until the enterprise admits them', async () => {
    const id = await post({ openness: 'confidential', title: '保密需求', detail: '绝密图纸' });
    const uploadId = await upload(firm.reporter, here.consortiumId, Buffer.from('绝密参数'), '参数.txt');
    const attach = (who: TestMember) => who.reporter.post(`${needAt(id)}/attachments`, { uploadId });
    expect([(await attach(school)).status, (await attach(firm)).status]).toEqual([404, 201]);
    const file = `${needAt(id)}/attachments/${uploadId}`;
    const listed = await school.reporter.get(`${url}/technology-needs?q=${encodeURIComponent('保密需求')}`);
    expect(listed.body.items).toMatchObject([{ isOpen: false, summary: '机床齿轮箱在高速时异响。' }]);
    expect(listed.text).not.toContain('绝密');
    const officer = await server.join('park-authority', here.consortiumId, '园区管委会');
    for (const who of [school.reporter, other.reporter, officer])
      for (const at of [needAt(id), file]) expect((await who.get(at)).status).toBe(404);
    expect((await school.reporter.get(`/api/evidence/${uploadId}/file`)).status).toBe(404);
    for (const who of [firm.reporter, here.secretary]) {
      expect((await who.get(needAt(id))).body).toMatchObject({ detail: '绝密图纸', files: [{ name: '参数.txt' }] });
      expect((await who.get(file)).text).toBe('绝密参数');
    }
    const ask = { memberId: school.id, reason: '有相近课题' };
    expect((await other.reporter.post(`${needAt(id)}/admissions`, ask)).status).toBe(403);
    expect((await school.reporter.post(`${needAt(id)}/admissions`, ask)).status).toBe(204);
    const answer = `${needAt(id)}/admissions/${school.id}`;
    expect((await school.reporter.put(answer, { admits: true })).status).toBe(403);
    expect((await firm.reporter.put(answer, { admits: true })).status).toBe(204);
    expect((await school.reporter.get(file)).text).toBe('绝密参数');
    expect((await firm.reporter.put(answer, { admits: false })).status).toBe(204);
    expect((await school.reporter.get(file)).status).toBe(404);
    expect((await firm.reporter.delete(file)).status).toBe(204);
    expect((await firm.reporter.get(file)).status).toBe(404);
  });

  test('anybody reads what is told to the public, and nothing else', async () => {
    await post({ openness: 'public', title: '公开求助' });
    await post({ openness: 'consortium', title: '内部求助' });
    const { body, text } = await server.stranger.get(`/api/public/technology-needs?consortium=${here.consortiumId}`);
    expect(body.items).toMatchObject([{ title: '公开求助', member: '示例机电', budget: '200000.00' }]);
    expect(text).not.toContain('求助2');
    expect((await server.stranger.get(`/api/public/technology-needs?consortium=${school.id}`)).body.items).toEqual([]);
  });

  test('who can serve a need is told with the reasons, to the enterprise and to whoever offers it; a platform stands in its ledger', async () => {
    const id = await post({ title: '齿轮磨削烧伤', keywords: ['齿轮', '磨削'] });
    const offer = { memberId: school.id, kind: 'platform', name: '传动平台', field: '数控机床与机器人' };
    const said = { ...offer, keywords: ['磨削工艺'], serves: ['工艺改进'], openedOn: '2024-03-01' };
    expect((await firm.reporter.post(`${url}/technology-capabilities`, said)).status).toBe(403);
    const late = { ...said, openedOn: day(3) };
    expect((await school.reporter.post(`${url}/technology-capabilities`, late)).body.fields).toEqual(['openedOn']);
    const made = await school.reporter.post(`${url}/technology-capabilities`, said);
    expect(made.status).toBe(201);
    const reasons = ['领域相同：数控机床', '关键词相符：磨削', '提供此类服务：工艺改进'];
    const { matches } = (await firm.reporter.get(needAt(id))).body;
    expect(matches).toMatchObject([{ capability: { name: '传动平台', member: { name: '示例职院' } }, reasons }]);
    const { items } = (await school.reporter.get(`${url}/technology-needs?q=${encodeURIComponent('烧伤')}`)).body;
    expect(items[0].fits).toEqual([{ capability: '传动平台', reasons }]);
    const kept = () => entries('technology-platform', { name: '传动平台' });
    expect(await kept()).toMatchObject([{ host: school.id, standing: 'oneSided' }]);
    const at = `${url}/technology-capabilities/${made.body.id}`;
    expect((await school.reporter.put(`${at}/check`, { version: 1 })).status).toBe(403);
    expect((await here.secretary.put(`${at}/check`, { version: 1 })).status).toBe(200);
    expect(await kept()).toMatchObject([{ standing: 'confirmed' }]);
    const { memberId: _, kind: __, ...change } = said;
    const ended = { ...change, closedOn: day(0), version: 2 };
    expect((await other.reporter.put(at, ended)).status).toBe(403);
    expect((await school.reporter.put(at, ended)).body.version).toBe(3);
    expect((await firm.reporter.get(needAt(id))).body.matches).toEqual([]);
  });

  test('a bid is read by nobody but its bidder until the call has closed and is opened, and none is taken after', async () => {
    const id = await callFor('齿轮箱降噪');
    expect((await bid(firm, id)).body.type).toBe('urn:lianheti:action-not-possible');
    expect(
      (await other.reporter.put(`${callAt(id)}/bidders/${school.id}`, { amount: '1', days: 1, plan: '冒名' })).status,
    ).toBe(403);
    expect((await bid(school, id)).status).toBe(200);
    expect((await bid(school, id, '更换的方案')).status).toBe(200);
    expect((await bid(other, id)).status).toBe(200);
    expect((await school.reporter.get(callAt(id))).body.bids).toMatchObject([{ isOwn: true, plan: '更换的方案' }]);
    for (const who of [here.secretary, firm.reporter]) {
      expect((await who.get(callAt(id))).body.bids).toEqual([]);
      const seen = await server.context.db.asActor(who, (tx) =>
        tx.selectFrom('technology_bid').select('plan').execute(),
      );
      expect(seen).toEqual([]);
    }
    expect(codeOf(await actOn(here.secretary, callAt(id), { action: 'open' }))).toBe('bids-sealed');
    expect((await actOn(firm.reporter, callAt(id), { action: 'open' })).status).toBe(409);
    expect((await other.reporter.delete(`${callAt(id)}/bidders/${other.id}`)).status).toBe(204);
    expect((await bid(other, id)).status).toBe(200);
    await close(id);
    expect(codeOf(await bid(other, id, '迟到的方案'))).toBe('bids-closed');
    expect(codeOf(await other.reporter.delete(`${callAt(id)}/bidders/${other.id}`))).toBe('bids-closed');
    expect((await here.secretary.get(callAt(id))).body).toMatchObject({ stateLabel: '已截止，待开启', bids: [] });
    expect((await actOn(here.secretary, callAt(id), { action: 'open' })).status).toBe(200);
    const opened = (await here.secretary.get(callAt(id))).body;
    expect(opened).toMatchObject({ stateLabel: '已开启，评审中', opened: { by: '测试联合体秘书' } });
    expect(opened.bids.map(({ plan }: Body) => plan).toSorted()).toEqual(['密封的方案', '更换的方案']);
    expect((await school.reporter.get(callAt(id))).body.bids).toHaveLength(1);
  });

  test('experts whose unit bids are refused; one winner is chosen by their scores, and every bidder is told', async () => {
    const id = await callFor('涂层脱落');
    const ask = { memberId: school.id, text: '能否现场查看？' };
    expect((await school.reporter.post(`${callAt(id)}/questions`, ask)).status).toBe(204);
    const [question] = (await other.reporter.get(callAt(id))).body.questions;
    expect(question).not.toHaveProperty('memberId');
    const answer = `${callAt(id)}/questions/${question.id}`;
    expect((await other.reporter.put(answer, { answer: '可以' })).status).toBe(403);
    expect((await firm.reporter.put(answer, { answer: '可以' })).status).toBe(204);
    for (const who of [school, other]) await bid(who, id);
    const name = (email: string) => here.secretary.post(`${callAt(id)}/judges`, { email });
    expect(codeOf(await name(firm.reporter.email))).toBe('action-not-possible');
    await close(id);
    await actOn(here.secretary, callAt(id), { action: 'open' });
    expect(codeOf(await name(school.reporter.email))).toBe('judge-conflict');
    expect((await name(firm.reporter.email)).status).toBe(204);
    const { bids } = (await firm.reporter.get(callAt(id))).body;
    const score = (who: TestMember, bidId: string, points: number) =>
      who.reporter.put(`${callAt(id)}/scores/${bidId}`, { score: points, reason: '方案可行' });
    expect((await score(other, bids[0].id, 100)).status).toBe(403);
    const decide = (bidId: string, text = '得分最高') =>
      actOn(here.secretary, callAt(id), { action: 'decide', bidId, text });
    expect((await score(firm, bids[0].id, 92)).status).toBe(204);
    expect(codeOf(await decide(bids[0].id))).toBe('scores-missing');
    expect((await score(firm, bids[1].id, 70)).status).toBe(204);
    expect((await decide(bids[0].id, '')).body.fields).toEqual(['text']);
    expect((await decide(bids[0].id)).status).toBe(200);
    expect(codeOf(await decide(bids[1].id))).toBe('action-not-possible');
    expect((await score(firm, bids[1].id, 99)).status).toBe(409);
    const winner = bids[0].member.id === school.id ? [school, other] : [other, school];
    const [won, lost] = winner as [TestMember, TestMember];
    expect(await noticesOf(won)).toContain('“涂层脱落”中中榜');
    expect(await noticesOf(lost)).toContain('未中榜');
    const told = (await lost.reporter.get(callAt(id))).body;
    expect(told).toMatchObject({ winner: { name: won.name }, bids: [{ isOwn: true, mean: '70' }] });
  });

  test('nobody of another consortium finds, changes or reads anything of it', async () => {
    const id = await post();
    const elsewhere = await testConsortium(server, {
      name: '他处联合体',
      province: '他省',
      ministryId: here.ministryId,
    });
    const stranger = await testMember(server, elsewhere.consortiumId, { name: '他处企业' });
    for (const who of [stranger.reporter, elsewhere.secretary]) {
      for (const path of [
        ...['technology-needs', `technology-needs/${id}`, 'technology-capabilities', 'technology-calls'],
        ...['technology-contracts', 'technology-figures'],
      ])
        expect((await who.get(`${url}/${path}`)).status).toBe(404);
      expect((await who.put(`${needAt(id)}/check`, { version: 1 })).status).toBe(404);
    }
    const rows = await server.context.db.asActor(stranger.reporter, async (tx) => [
      await tx.selectFrom('technology_need').select('id').execute(),
      await tx.selectFrom('technology_need_detail').select('text').execute(),
      await tx.selectFrom('technology_need_file').select('id').execute(),
      await tx.selectFrom('technology_admission').select('state').execute(),
      await tx.selectFrom('technology_capability').select('id').execute(),
      await tx.selectFrom('technology_call').select('id').execute(),
      await tx.selectFrom('technology_question').select('id').execute(),
      await tx.selectFrom('technology_bid').select('id').execute(),
      await tx.selectFrom('technology_contract').select('id').execute(),
    ]);
    expect(rows.flat()).toEqual([]);
  });

  test('costs as many queries with many needs as with few', async () => {
    const few = await queriesOf(school.reporter, `${url}/technology-needs?q=${encodeURIComponent('主轴')}`);
    expect(await queriesOf(school.reporter, `${url}/technology-needs?all=true`)).toBe(few);
  });
});

describe('a technology contract from its signing to the confirmed benefit (A2-4-01, B-5.1, B-5.2)', () => {
  test('stands once the other side agrees, in the ledger in the words of both; the enterprise accepts once every milestone is', async () => {
    const sides = { providerId: school.id, enterpriseId: firm.id };
    const said = {
      title: '主轴改造',
      amount: '300000',
      signedOn: day(-40),
      milestones: [{ title: '样件', dueOn: day(-10) }],
    };
    const propose = (more: object, who = school) =>
      who.reporter.post(`${url}/technology-contracts`, { ...sides, ...said, ...more });
    expect((await propose({}, other)).status).toBe(403);
    expect((await propose({ providerId: firm.id, enterpriseId: school.id })).body.fields).toEqual(['providerId']);
    const made = await propose({});
    expect((await propose({})).body.fields).toEqual(['title']);
    const at = `${url}/technology-contracts/${made.body.id}`;
    expect((await other.reporter.get(at)).status).toBe(404);
    const kept = () => entries('technology-project', { title: '主轴改造' });
    expect(await kept()).toEqual([]);
    expect(codeOf(await actOn(school.reporter, at, { action: 'agree' }))).toBe('action-not-possible');
    expect(codeOf(await receive(at, '10'))).toBe('action-not-possible');
    expect((await actOn(firm.reporter, at, { action: 'agree' })).status).toBe(200);
    expect(await kept()).toMatchObject([{ provider: school.id, enterprise: firm.id, standing: 'confirmed' }]);
    const step = (who: TestMember, body: object) => who.reporter.put(`${at}/milestones/1`, body);
    expect((await step(firm, { step: 'accept', day: day(-3) })).status).toBe(409);
    expect((await step(firm, { step: 'deliver', day: day(-4) })).status).toBe(403);
    expect((await school.reporter.get(at)).body.milestones).toMatchObject([{ isLate: true, step: 'deliver' }]);
    expect((await actOn(firm.reporter, at, { action: 'accept', day: day(0) })).status).toBe(409);
    expect((await step(school, { step: 'deliver', day: day(-4) })).status).toBe(204);
    expect((await step(firm, { step: 'accept', day: day(-3) })).status).toBe(204);
    expect((await actOn(firm.reporter, at, { action: 'accept', day: day(-2) })).status).toBe(200);
    expect(await kept()).toMatchObject([{ completedOn: day(-2), standing: 'confirmed' }]);
  });

  test('receipts need evidence, never exceed the contract, and are the provider’s word until the enterprise confirms', async () => {
    const at = await agreed('检测服务', { amount: '1000.5' });
    expect((await receive(at, '10', { evidenceId: crypto.randomUUID() })).body.fields).toEqual(['evidenceId']);
    const made = await receive(at, '600.25', { voucher: '虚构凭证甲' });
    expect([made.status, made.text]).toEqual([201, made.text]);
    expect(codeOf(await receive(at, '400.26'))).toBe('receipts-over');
    expect((await receive(at, '1', { voucher: '虚构凭证甲' })).body.fields).toEqual(['voucher']);
    const kept = () => entries('technology-receipt', { voucher: '虚构凭证甲' });
    expect(await kept()).toMatchObject([{ standing: 'oneSided', project: '检测服务' }]);
    const [entry] = (await here.secretary.get(`${url}/ledgers/technology-receipt/entries?limit=200`)).body.items.filter(
      ({ values }: Body) => values.voucher === '虚构凭证甲',
    );
    expect((await firm.reporter.get(`/api/entries/${entry.id}/evidence`)).body.items).toHaveLength(1);
    const confirm = (who: TestMember) => who.reporter.put(`${at}/receipts/${made.body.id}/confirmation`, {});
    expect((await confirm(school)).status).toBe(403);
    expect((await confirm(firm)).status).toBe(204);
    expect((await confirm(firm)).status).toBe(409);
    expect(await kept()).toMatchObject([{ standing: 'confirmed' }]);
    expect((await school.reporter.delete(`${at}/receipts/${made.body.id}`)).status).toBe(409);
    const typo = await receive(at, '400.25', { voucher: '虚构凭证乙' });
    expect((await school.reporter.delete(`${at}/receipts/${typo.body.id}`)).status).toBe(204);
    expect(await entries('technology-receipt', { voucher: '虚构凭证乙' })).toEqual([]);
  });

  test('a transfer counts once the enterprise has confirmed its benefit; the figures equal those of the ledgers, opened to projects', async () => {
    const at = await agreed('热处理工艺', { milestones: [{ title: '验收', dueOn: day(30) }] });
    await school.reporter.put(`${at}/milestones/1`, { step: 'deliver', day: day(-4) });
    await firm.reporter.put(`${at}/milestones/1`, { step: 'accept', day: day(-4) });
    await actOn(firm.reporter, at, { action: 'accept', day: day(-4) });
    const patent = { kind: '发明专利', title: '一种热处理方法', certificate: '虚构-ZL-1', grantedOn: day(-3) };
    expect((await school.reporter.post(`${at}/results`, { ...patent, kind: '奖状' })).body.fields).toEqual(['kind']);
    const result = await school.reporter.post(`${at}/results`, patent);
    expect(result.status).toBe(201);
    expect((await firm.reporter.put(`${at}/results/${result.body.id}/confirmation`, {})).status).toBe(204);
    expect(await entries('research-result', { title: patent.title })).toMatchObject([
      { owner: school.id, partners: [firm.id], standing: 'confirmed' },
    ]);
    for (const amount of ['1234.56', '20000', '0.49']) expect((await receive(at, amount)).status).toBe(201);
    const transfer = await school.reporter.post(`${at}/transfers`, { way: '企业自行实施', transferredOn: day(-2) });
    const kept = async () => (await entries('technology-project', { title: '热处理工艺' }))[0];
    expect((await kept())?.transferredOn).toBeUndefined();
    const confirm = (body: object) => firm.reporter.put(`${at}/transfers/${transfer.body.id}/confirmation`, body);
    expect((await confirm({})).body.fields).toEqual(['benefit']);
    expect((await confirm({ benefit: '860000', benefitNote: '废品率降低' })).status).toBe(204);
    expect(await kept()).toMatchObject({ transferredOn: day(-2), standing: 'confirmed' });
    const year = Number(day(-4).slice(0, 4));
    const { years } = (await here.secretary.get(`${url}/technology-figures`)).body;
    const figures = years.find((each: Body) => each.year === year);
    const share = figures.projects.find(({ title }: Body) => title === '热处理工艺');
    expect(share).toMatchObject({ isTransferred: true, results: 1, benefit: '860000.00', receivedWan: '2.1235' });
    const told = (await here.secretary.get(`${url}/figures?year=${year}`)).body;
    const figure = (id: string) => told.items.find((each: Body) => each.figure === id);
    expect(Number(figure('researchFundsReceived').value)).toBe(Number(figures.receivedWan));
    expect(Number(figure('transformationRate').value)).toBe(Number(figures.rate));
  });

  test('a contract follows from a call to its winner alone, and once', async () => {
    const id = await callFor('刀具寿命');
    await bid(school, id);
    await close(id);
    await actOn(here.secretary, callAt(id), { action: 'open' });
    await here.secretary.post(`${callAt(id)}/judges`, { email: firm.reporter.email });
    const [only] = (await firm.reporter.get(callAt(id))).body.bids;
    const said = {
      title: '刀具寿命',
      amount: '180000',
      signedOn: day(0),
      milestones: [{ title: '样件', dueOn: day(30) }],
    };
    const contract = { ...said, callId: id, providerId: school.id, enterpriseId: firm.id };
    expect((await school.reporter.post(`${url}/technology-contracts`, contract)).status).toBe(409);
    await firm.reporter.put(`${callAt(id)}/scores/${only.id}`, { score: 90, reason: '可行' });
    await actOn(here.secretary, callAt(id), { action: 'decide', bidId: only.id, text: '唯一且合格' });
    const beside = { ...contract, enterpriseId: other.id };
    expect((await school.reporter.post(`${url}/technology-contracts`, beside)).body.fields).toContain('enterpriseId');
    expect((await school.reporter.post(`${url}/technology-contracts`, contract)).status).toBe(201);
    const again = { ...contract, title: '刀具寿命二' };
    expect((await school.reporter.post(`${url}/technology-contracts`, again)).status).toBe(422);
  });

  test('costs as many queries with many contracts and calls as with few', async () => {
    const few = await queriesOf(other.reporter, `${url}/technology-contracts`);
    expect(await queriesOf(here.secretary, `${url}/technology-contracts`)).toBe(few);
    const one = await queriesOf(here.secretary, `${url}/technology-calls?limit=1`);
    expect(await queriesOf(here.secretary, `${url}/technology-calls`)).toBe(one);
  });
});
