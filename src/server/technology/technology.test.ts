import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestAnswer } from '#test/test-client.ts';
import { testConsortium } from '#test/test-consortium.ts';
import { dayFromNow as day, type TestMember, type TestPartners, testMember, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let other: TestMember;
let url: string;

beforeAll(async () => {
  server = await testServer();
  ({ here, school, firm, other, url } = await testPartners(server));
});
afterAll(() => server.close());

let count = 0;
const needBody = (more: Record<string, unknown> = {}) => ({
  ...{ title: `齿轮箱异响${++count}`, field: '数控机床', kind: '工艺改进', keywords: ['齿轮'], budget: '200000' },
  ...{ openness: 'consortium', summary: '机床齿轮箱在高速时异响。', detail: '型号与图纸。' },
  ...more,
});
const post = async (more: Record<string, unknown> = {}): Promise<string> => {
  const answer = await firm.reporter.post(`${url}/technology-needs`, { memberId: firm.id, ...needBody(more) });
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return answer.body.id;
};
const needAt = (id: string) => `${url}/technology-needs/${id}`;
const codeOf = ({ body }: TestAnswer): string => body.type?.replace('urn:lianheti:', '');
const entries = async (kind: string, match: Record<string, unknown>): Promise<Body[]> =>
  (await here.secretary.get(`${url}/ledgers/${kind}/entries?limit=200`)).body.items
    .map(({ values, standing }: Body) => ({ ...values, standing }))
    .filter((entry: Body) => Object.entries(match).every(([field, value]) => entry[field] === value));

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
    const closed = { ...changed, version: 3, closedOn: day(0) };
    expect((await firm.reporter.put(needAt(id), { ...closed, closedOn: day(3) })).body.fields).toEqual(['closedOn']);
    expect((await firm.reporter.put(needAt(id), closed)).status).toBe(200);
    expect(await kept()).toMatchObject([{ closedOn: day(0) }]);
  });

  test('of a confidential need others know the summary; the need and its files are not found until the enterprise admits them', async () => {
    const id = await post({ openness: 'confidential', title: '保密需求', detail: '绝密图纸' });
    const uploadId = await upload(firm.reporter, here.consortiumId, Buffer.from('绝密参数'), '参数.txt');
    const attach = (who: TestMember) => who.reporter.post(`${needAt(id)}/attachments`, { uploadId });
    expect((await attach(school)).status).toBe(404);
    expect((await attach(firm)).status).toBe(201);
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
    expect(codeOf(await school.reporter.post(`${needAt(id)}/admissions`, ask))).toBe('action-not-possible');
    expect((await school.reporter.get(needAt(id))).status).toBe(404);
    const answer = `${needAt(id)}/admissions/${school.id}`;
    expect((await school.reporter.put(answer, { admits: true })).status).toBe(403);
    expect((await firm.reporter.put(answer, { admits: true })).status).toBe(204);
    expect((await school.reporter.get(file)).text).toBe('绝密参数');
    expect((await other.reporter.get(file)).status).toBe(404);
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

  test('nobody of another consortium finds, changes or reads anything of it', async () => {
    const id = await post();
    const elsewhere = await testConsortium(server, {
      name: '他处联合体',
      province: '他省',
      ministryId: here.ministryId,
    });
    const stranger = await testMember(server, elsewhere.consortiumId, { name: '他处企业' });
    for (const who of [stranger.reporter, elsewhere.secretary]) {
      for (const path of ['technology-needs', `technology-needs/${id}`, 'technology-capabilities'])
        expect((await who.get(`${url}/${path}`)).status).toBe(404);
      expect((await who.put(`${needAt(id)}/check`, { version: 1 })).status).toBe(404);
    }
    const rows = await server.context.db.asActor(stranger.reporter, async (tx) => [
      await tx.selectFrom('technology_need').select('id').execute(),
      await tx.selectFrom('technology_need_detail').select('text').execute(),
      await tx.selectFrom('technology_need_file').select('id').execute(),
      await tx.selectFrom('technology_admission').select('state').execute(),
      await tx.selectFrom('technology_capability').select('id').execute(),
    ]);
    expect(rows).toEqual([[], [], [], [], []]);
  });

  test('costs as many queries with many needs as with few', async () => {
    const few = await queriesOf(school.reporter, `${url}/technology-needs?q=${encodeURIComponent('主轴')}`);
    expect(await queriesOf(school.reporter, `${url}/technology-needs?all=true`)).toBe(few);
  });
});
