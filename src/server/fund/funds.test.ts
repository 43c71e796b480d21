import { sql } from 'kysely';
import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';
import { remindOfFunds } from './remind-of-funds.ts';

type Person = TestClient & { personId: string };

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let firm: TestMember;
let park: Person;
let leadSchool: Person;
let leadFirm: Person;
let colleague: Person;
let url: string;
let year: number;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  firm = await testMember(server, here.consortiumId, { name: '示例机电' });
  park = await server.join('park-authority', here.consortiumId);
  leadSchool = await server.join('lead-school', here.consortiumId);
  leadFirm = await server.join('lead-enterprise', here.consortiumId);
  colleague = await server.join('secretariat', here.consortiumId, '另一秘书');
  url = `/api/consortia/${here.consortiumId}`;
  year = Number(day(0).slice(0, 4)) - 1;
});
afterAll(() => server.close());

const day = (from: number) => new Date(Date.now() + 8 * 3_600_000 + from * 86_400_000).toISOString().slice(0, 10);
const view = async (of = year): Promise<Body> => (await here.secretary.get(`${url}/funds?year=${of}`)).body;
const ok = (answer: { status: number; text: string }) =>
  expect([answer.status < 300, answer.text]).toEqual([true, answer.text]);
const made = async (path: string, body: Record<string, unknown>, who: TestClient = here.secretary): Promise<string> => {
  const answer = await who.post(`${url}${path}`, body);
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return answer.body.id;
};
const noticesOf = async (who: TestClient): Promise<string[]> =>
  (await who.get('/api/me/notices')).body.items.map(({ text }: Body) => text);
const line = async (name: string, amount: string): Promise<string> => {
  const id = await made('/budget-lines', { year, name, department: '秘书处', amount, reason: '年度预算' });
  const { changes } = (await view()).lines.find((one: Body) => one.id === id);
  const decision = { approve: true, authority: 'council', resolution: '理事会决议〔2025〕1号' };
  ok(await park.post(`${url}/budget-changes/${changes[0].id}/decision`, decision));
  return id;
};
const ask = async (lineId: string, amount: string, who: Person = here.secretary): Promise<string> => {
  const id = await made('/spendings', { lineId, title: '实训耗材', payee: '示例商行（虚构）', amount }, who);
  const uploadId = await upload(here.secretary, here.consortiumId, Buffer.from(`发票${id}`), '发票.txt');
  ok(await here.secretary.post(`${url}/evidence`, { uploadId, spendings: [id] }));
  return id;
};
const act = async (who: TestClient, id: string, action: string, more: Record<string, unknown> = {}) => {
  const { version } = (await here.secretary.get(`${url}/spendings/${id}`)).body;
  return who.post(`${url}/spendings/${id}/acts`, { version, action, ...more });
};
const figures = async (): Promise<Record<string, string>> => {
  const { items } = (await here.secretary.get(`${url}/figures?year=${year}`)).body;
  return Object.fromEntries(items.map(({ figure, value }: Body) => [figure, value]));
};

describe('a year’s plan and what comes in (A2-5-01, B-1.4)', () => {
  let planId: string;

  test('are kept to the fen and written to the ledger in 万元, and the form’s figures follow', async () => {
    ok(await here.secretary.post(`${url}/fund-years`, { year, opening: '1000.05' }));
    const plan = { year, source: '牵头单位负担', payer: school.name, memberId: school.id, planned: '300000.01' };
    planId = await made('/funds', { ...plan, dueOn: `${year}-06-30` });
    await made('/funds', { year, source: '政府核拨', payer: '示例市财政（虚构）', planned: '500000' });
    for (const [amount, voucher] of [
      ['100000.01', '收-1'],
      ['99999.98', '收-2'],
    ])
      await made(`/funds/${planId}/receipts`, { receivedOn: `${year}-03-05`, amount, voucher });
    const entries = (await here.secretary.get(`${url}/ledgers/fund/entries?year=${year}`)).body.items;
    expect(entries.find(({ values }: Body) => values.payer === school.name).values).toMatchObject({
      planned: '30',
      received: '20',
    });
    expect(await figures()).toMatchObject({
      operatingFunds: '80',
      fundsFromLeadUnits: '30',
      fundsReceived: '20',
    });
    const opened = (await here.secretary.get(`/api/entries/${entries[0].id}`)).body;
    expect(opened.source).toMatchObject({ noun: 'fund' });
  });

  test('a receipt is counted once; a wrong one is reversed and stays to be seen', async () => {
    const twice = { receivedOn: `${year}-04-01`, amount: '1', voucher: '收-2' };
    expect((await here.secretary.post(`${url}/funds/${planId}/receipts`, twice)).body.type).toBe(
      'urn:lianheti:fund-repeats',
    );
    const beyond = { receivedOn: `${year + 1}-01-01`, amount: '1', voucher: '收-9' };
    expect((await here.secretary.post(`${url}/funds/${planId}/receipts`, beyond)).status).toBe(422);
    const wrong = await made(`/funds/${planId}/receipts`, { ...twice, voucher: '收-3' });
    ok(await here.secretary.post(`${url}/funds/${planId}/receipts/${wrong}/reversal`, { reason: '重复登记' }));
    expect(
      (await here.secretary.post(`${url}/funds/${planId}/receipts/${wrong}/reversal`, { reason: '再次' })).status,
    ).toBe(409);
    const { plan, bySource } = await view();
    expect(plan.find(({ id }: Body) => id === planId)).toMatchObject({
      received: '199999.99',
      percent: '66.66',
      isLate: true,
    });
    expect(bySource.at(-1)).toEqual({ name: '合计', planned: '800000.01', actual: '199999.99', percent: '24.99' });
    const stale = { source: '其他途径', payer: school.name, planned: '1', version: 9 };
    expect((await here.secretary.put(`${url}/funds/${planId}`, stale)).body.type).toBe('urn:lianheti:stale');
    expect((await here.secretary.post(`${url}/funds/${planId}/removal`, { version: 1 })).body.type).toBe(
      'urn:lianheti:fund-open',
    );
  });

  test('a member sees its own promise and paper; another member, and who only reads, change nothing', async () => {
    const own = (await school.reporter.get(`${url}/own-funds`)).body.items;
    expect(own).toMatchObject([{ id: planId, planned: '300000.01', received: '199999.99' }]);
    const paper = `${url}/funds/${planId}/receipts/${own[0].receipts[0].id}/receipt.pdf`;
    const pdf = await school.reporter.get(paper);
    expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-']);
    expect((await firm.reporter.get(paper)).status).toBe(404);
    expect((await firm.reporter.get(`${url}/own-funds`)).body.items).toEqual([]);
    expect((await school.reporter.get(`${url}/funds`)).status).toBe(404);
    expect((await park.post(`${url}/funds`, { year, source: '其他途径', payer: '某', planned: '1' })).status).toBe(403);
  });
});

describe('the budget', () => {
  test('has what another than asked approved, the head of the secretariat up to the pack’s amount only', async () => {
    const small = await made('/budget-lines', {
      year,
      name: '会议费',
      department: '秘书处',
      amount: '20000',
      reason: '四次会议',
    });
    const large = await made('/budget-lines', {
      year,
      name: '设备费',
      department: '实训部',
      amount: '100000.01',
      reason: '购置',
    });
    const changeOf = async (id: string) => (await view()).lines.find((one: Body) => one.id === id).changes[0].id;
    const decide = async (who: TestClient, id: string, authority: string, resolution = '') =>
      who.post(`${url}/budget-changes/${await changeOf(id)}/decision`, { approve: true, authority, resolution });
    expect((await decide(here.secretary, small, 'secretariat')).body.type).toBe('urn:lianheti:own-request');
    ok(await decide(colleague, small, 'secretariat'));
    expect((await decide(colleague, large, 'secretariat')).status).toBe(403);
    expect((await decide(park, large, 'council')).body.type).toBe('urn:lianheti:invalid');
    ok(await decide(park, large, 'council', '理事会决议〔2025〕2号'));
    expect((await view()).lines.map(({ amount }: Body) => amount)).toEqual(['20000.00', '100000.01']);
    expect((await decide(park, large, 'council', '再次')).body.type).toBe('urn:lianheti:action-not-possible');
  });
});

describe('a request to spend', () => {
  test('goes step by step by others than asked, each once, and is paid by day and voucher', async () => {
    const id = await made('/spendings', {
      lineId: await line('培训费', '60000'),
      title: '师资培训',
      payee: '示例中心（虚构）',
      amount: '30000',
    });
    expect((await act(leadSchool, id, 'approve')).body.type).toBe('urn:lianheti:voucher-missing');
    const uploadId = await upload(here.secretary, here.consortiumId, Buffer.from('合同'), '合同.txt');
    ok(await here.secretary.post(`${url}/evidence`, { uploadId, spendings: [id] }));
    expect((await leadSchool.get(`/api/spendings/${id}/evidence`)).body.items).toHaveLength(1);
    expect((await act(here.secretary, id, 'approve')).body.type).toBe('urn:lianheti:own-request');
    expect((await act(park, id, 'approve')).status).toBe(403);
    expect((await leadSchool.get('/api/me/spendings')).body.items).toMatchObject([{ id, amount: '30000.00' }]);
    expect((await act(leadSchool, id, 'approve')).body).toMatchObject({ state: 'asked' });
    expect((await leadSchool.get('/api/me/spendings')).body.items).toEqual([]);
    expect((await noticesOf(park))[0]).toContain('等待审批');
    expect((await act(here.secretary, id, 'pay', { paidOn: `${year}-05-01`, voucher: '付-1' })).status).toBe(409);
    expect((await act(park, id, 'approve')).body).toMatchObject({ state: 'approved' });
    expect((await here.secretary.delete(`/api/evidence/${uploadId}/spendings/${id}`)).status).toBe(409);
    expect((await act(here.secretary, id, 'pay', { paidOn: `${year - 1}-05-01`, voucher: '付-1' })).status).toBe(422);
    ok(await act(here.secretary, id, 'pay', { paidOn: `${year}-05-01`, voucher: '付-1' }));
    const shown = (await park.get(`${url}/spendings/${id}`)).body;
    expect(shown.acts.map(({ label }: Body) => label)).toEqual(['提出申请', '同意', '同意', '登记支付']);
    expect(shown).toMatchObject({ state: 'paid', actions: [], number: expect.stringMatching(/^支出〔\d+〕\d+号$/) });
    expect((await view()).lines.find(({ name }: Body) => name === '培训费')).toMatchObject({
      paid: '30000.00',
      free: '30000.00',
    });
  });

  test('declined stays declined', async () => {
    const id = await ask(await line('印刷费', '5000'), '800');
    expect((await act(leadSchool, id, 'decline')).body.type).toBe('urn:lianheti:remarks-missing');
    ok(await act(leadSchool, id, 'decline', { text: '先询价' }));
    expect((await act(leadFirm, id, 'approve')).body.type).toBe('urn:lianheti:action-not-possible');
    expect((await noticesOf(here.secretary))[0]).toContain('先询价');
  });

  test('is approved neither by a deputy of who asked nor by a deputy of who approved; another’s deputy approves in its place', async () => {
    const lineId = await line('差旅费', '90000');
    const today = { from: day(0), to: day(5) };
    const asked = await ask(lineId, '9000', leadSchool);
    const term = await made('/fund-deputies', { deputyId: leadFirm.personId, ...today }, leadSchool);
    expect((await act(leadFirm, asked, 'approve')).body.type).toBe('urn:lianheti:own-request');
    const forged = server.context.db.asActor(leadFirm, (tx) =>
      sql`insert into fund_act (consortium_id, spending_id, action, step, person_id)
        values (${here.consortiumId}, ${asked}, 'approve', 0, ${leadFirm.personId})`.execute(tx),
    );
    await expect(forged).rejects.toThrow('its own request');
    expect((await leadSchool.delete(`${url}/fund-deputies/${term}`)).status).toBe(204);
    const large = await ask(lineId, '20000');
    ok(await act(leadFirm, large, 'approve'));
    await made('/fund-deputies', { deputyId: leadFirm.personId, ...today }, park);
    expect((await act(leadFirm, large, 'approve')).body.type).toBe('urn:lianheti:own-request');
    const other = await ask(lineId, '20000');
    ok(await act(leadSchool, other, 'approve'));
    ok(await act(leadFirm, other, 'approve'));
    expect((await park.get(`${url}/spendings/${other}`)).body).toMatchObject({
      state: 'approved',
      steps: [{}, { approved: { by: expect.stringContaining('代') } }],
    });
    ok(await act(here.secretary, other, 'cancel', { text: '不再需要' }));
    ok(await act(here.secretary, large, 'cancel', { text: '不再需要' }));
    ok(await act(leadSchool, asked, 'cancel', { text: '不再需要' }));
  });

  test('never overspends its line, also where two are approved at the same moment', async () => {
    const lineId = await line('活动费', '10000');
    const over = { lineId, title: '过多', payee: '某', amount: '10000.01' };
    expect((await here.secretary.post(`${url}/spendings`, over)).body).toMatchObject({
      type: 'urn:lianheti:over-budget',
      detail: expect.stringContaining('10,000.00元'),
    });
    const asked = await Promise.all(['6000', '6000', '6000'].map((amount) => ask(lineId, amount)));
    const answers = await Promise.all(
      asked.map((id, at) => act(at === 0 ? leadSchool : at === 1 ? colleague : leadFirm, id, 'approve')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await view()).lines.find(({ id }: Body) => id === lineId)).toMatchObject({
      approved: '6000.00',
      free: '4000.00',
    });
    const change = await made(`/budget-lines/${lineId}/changes`, { amount: '5000', reason: '压减' });
    const decision = { approve: true, authority: 'secretariat' };
    expect((await colleague.post(`${url}/budget-changes/${change}/decision`, decision)).body.type).toBe(
      'urn:lianheti:over-budget',
    );
    ok(
      await colleague.post(`${url}/budget-changes/${change}/decision`, {
        ...decision,
        approve: false,
        remark: '已有支出',
      }),
    );
    for (const [at, id] of asked.entries()) ok(await act(here.secretary, id, 'cancel', { text: `第${at}件撤销` }));
  });

  test('the list costs as many queries for one year as for an empty one', async () => {
    const full = await queriesOf(here.secretary, `${url}/funds?year=${year}`);
    expect(await queriesOf(here.secretary, `${url}/funds?year=${year - 5}`)).toBe(full);
  });
});

describe('reminders', () => {
  test('tell of promised sums that did not come and of requests that wait, each once', async () => {
    const id = await ask((await view()).lines[0].id, '100');
    const at = (from: number) => new Date(Date.now() + from * 86_400_000);
    await Promise.all([remindOfFunds(server.context, at(0)), remindOfFunds(server.context, at(0))]);
    const late = (await noticesOf(school.reporter)).filter((text) => text.includes('尚未足额到位'));
    expect(late).toHaveLength(1);
    expect(late[0]).toContain('还差100,000.02元');
    const waiting = async () => (await noticesOf(leadSchool)).filter((text) => text.includes('已等待审批')).length;
    const before = await waiting();
    await remindOfFunds(server.context, at(4));
    await remindOfFunds(server.context, at(5));
    expect(await waiting()).toBe(before + 1);
    ok(await act(here.secretary, id, 'cancel', { text: '撤销' }));
  });
});

describe('the end of a year', () => {
  test('is not there while something is under way; then what remains is what the next begins with, and nothing moves any more', async () => {
    ok(await here.secretary.post(`${url}/fund-years`, { year: year + 1 }));
    expect((await here.secretary.post(`${url}/fund-years`, { year: year + 5 })).status).toBe(422);
    expect((await view(year + 1)).years[1]).toMatchObject({ isCarried: false, opening: '171000.04' });
    const id = await ask((await view()).lines[0].id, '100');
    expect((await here.secretary.post(`${url}/fund-years/${year}/closing`, {})).body).toMatchObject({
      type: 'urn:lianheti:fund-open',
      detail: expect.stringContaining('1件支出申请'),
    });
    ok(await act(here.secretary, id, 'cancel', { text: '年末撤销' }));
    const planId = (await view()).plan.find(({ payer }: Body) => payer === school.name).id;
    const receipt = { receivedOn: `${year}-12-30`, amount: '0.01', voucher: '收-末' };
    const [closed, late] = await Promise.all([
      here.secretary.post(`${url}/fund-years/${year}/closing`, {}),
      colleague.post(`${url}/funds/${planId}/receipts`, receipt),
    ]);
    ok(closed);
    // Whichever came first: what was taken is counted, what came after is refused.
    const counted = late.status === 201;
    expect(closed.body.closing).toBe(counted ? '171000.05' : '171000.04');
    if (!counted) expect(late.body.type).toBe('urn:lianheti:fund-year-closed');
    const { years } = await view(year + 1);
    expect(years[1]).toMatchObject({ isCarried: true, opening: closed.body.closing, closed: null });
    const after = { ...receipt, voucher: '收-迟' };
    expect((await here.secretary.post(`${url}/funds/${planId}/receipts`, after)).body.type).toBe(
      'urn:lianheti:fund-year-closed',
    );
    expect((await here.secretary.post(`${url}/fund-years/${year}/closing`, {})).body.type).toBe(
      'urn:lianheti:fund-year-closed',
    );
    const slip = server.context.db.asActor(here.secretary, (tx) =>
      tx.updateTable('fund_plan').set({ planned: '1', version: 2 }).where('id', '=', planId).execute(),
    );
    await expect(slip).rejects.toThrow('closed');
  });

  test('is reported in Word, PDF and Excel', async () => {
    const report = `${url}/fund-years/${year}`;
    const docx = await fetch(`${server.address}${report}/report.docx`, { headers: here.secretary.headers });
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await docx.arrayBuffer()) });
    expect(value).toContain(`${year}年度经费收支报告`);
    expect(value).toContain('师资培训（培训费）');
    expect(value).toContain('已结转为');
    expect((await here.secretary.get(`${report}/report.pdf`)).text.slice(0, 5)).toBe('%PDF-');
    expect((await here.secretary.get(`${report}/funds.xlsx`)).text.slice(0, 2)).toBe('PK');
    expect((await school.reporter.get(`${report}/report.pdf`)).status).toBe(404);
  });
});
