import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TestAnswer } from '#test/test-client.ts';
import { dayFromNow, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { needBody, type TechnologyWork, technologyWork } from '#test/test-technology.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestPartners['here'];
let firm: TestPartners['firm'];
let url: string;
let base: string;
let work: TechnologyWork;
const hostile = '异响</script><script>alert(1)</script>';
const secret = '绝密需求甲乙丙';
const hidden = {
  ...{ title: secret, field: secret, keywords: [secret], budget: '987654.32' },
  ...{ summary: secret, detail: secret },
};

beforeAll(async () => {
  server = await testServer();
  const partners = await testPartners(server);
  ({ here, firm, url } = partners);
  work = technologyWork(server, partners);
  base = `/public/consortia/${here.consortiumId}/technology-needs`;
});
afterAll(() => server.close());

const change = (id: string, more: object): Promise<TestAnswer> =>
  firm.reporter.put(`${url}/technology-needs/${id}`, { ...needBody(), ...more });
/** What a stranger is shown, once it is of that status: word of a change takes a moment. */
const seen = (path: string, status = 200, text = ''): Promise<TestAnswer> =>
  vi.waitFor(
    async () => {
      const answer = await server.stranger.get(path);
      expect([path, answer.status, answer.text]).toEqual([path, status, expect.stringContaining(text)]);
      return answer;
    },
    { timeout: 5000 },
  );
/** Has what is public read again, as it is after a minute anyhow. */
const touch = (id: string) =>
  server.context.db.asOwner((tx) =>
    sql`update technology_need_detail set text = text where need_id = ${id}`.execute(tx),
  );
const lists = () => [base, `/public/consortia/${here.consortiumId}/home`, '/sitemap.xml'];
const isNowhere = async (...told: string[]) => {
  for (const path of lists())
    for (const text of told)
      expect([path, text, (await server.stranger.get(path)).text.includes(text)]).toEqual([path, text, false]);
};

describe('technology needs that anybody may see (A2-4-01, B-5.1)', () => {
  test('a need that is confidential or for the consortium is neither listed nor reached, open call or not', async () => {
    const confidential = await work.post({ ...hidden, openness: 'confidential' });
    const inner = await work.post({ ...hidden, title: `${secret}丁`, openness: 'consortium' });
    // Nothing was ever public here.
    expect((await server.stranger.get(base)).status).toBe(404);
    const open = await work.post({
      openness: 'public',
      title: '公开的异响',
      summary: '高速时异响。',
      detail: '转速表。',
    });
    await seen(`${base}/${open}`, 200, '转速表。');
    for (const needId of [confidential, inner])
      await firm.reporter.post(`${url}/technology-calls`, {
        ...{ needId, requirements: secret, closesAt: `${dayFromNow(9)}T10:00:00+08:00` },
      });
    for (const id of [confidential, inner]) {
      const answer = await server.stranger.get(`${base}/${id}`);
      expect([answer.status, answer.text.includes(secret)]).toEqual([404, false]);
    }
    await seen('/sitemap.xml', 200, `${server.address}${base}/${open}</loc>`);
    await isNowhere(secret, '987', confidential, inner);
    for (const id of ['x', crypto.randomUUID()]) expect((await server.stranger.get(`${base}/${id}`)).status).toBe(404);
    expect((await server.stranger.get(`/public/consortia/${firm.id}/technology-needs/${open}`)).status).toBe(404);
  });

  test('a page tells what the enterprise tells and the closing time of its call, as text: no requirement, no file, nobody’s name', async () => {
    const id = await work.post({ openness: 'public', title: hostile, summary: hostile, budget: '1234567.8' });
    const uploadId = await upload(firm.reporter, here.consortiumId, Buffer.from(secret), `${secret}.txt`);
    await firm.reporter.post(`${url}/technology-needs/${id}/attachments`, { uploadId });
    await seen(`${base}/${id}`, 200, '预算</dt><dd>1,234,567.80元');
    const said = { needId: id, requirements: secret, closesAt: `${dayFromNow(9)}T10:00:00+08:00` };
    const call = await firm.reporter.post(`${url}/technology-calls`, said);
    const page = await seen(`${base}/${id}`, 200, '揭榜截止');
    expect(page.text).toContain(`<link rel="canonical" href="${base}/${id}">`);
    expect(page.headers.get('set-cookie')).toBeNull();
    for (const told of [secret, uploadId, firm.reporter.email, '<script>alert'])
      expect([told, page.text.includes(told)]).toEqual([told, false]);
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(page.text)?.[1] ?? 'null');
    expect(data).toMatchObject({
      ...{ '@type': 'Organization', name: '示例机电' },
      seeks: { '@type': 'Demand', name: hostile, url: `${server.address}${base}/${id}` },
    });
    expect((await seen(base, 200, '正在揭榜')).text).toContain(`${base}/${id}`);
    expect((await server.stranger.get(`${base}?page=2`)).status).toBe(404);
    expect((await server.stranger.get(`${base}?page=0`)).status).toBe(422);
    // A call that has closed is no more one to bid for, also before anybody opens it.
    await work.close(call.body.id);
    await touch(id);
    await vi.waitFor(async () => expect((await server.stranger.get(`${base}/${id}`)).text).not.toContain('揭榜截止'), {
      timeout: 5000,
    });
  });

  test('one that is closed, or told to the public no more, is gone and leaves list, front page and sitemap; the secretariat puts them on the front page', async () => {
    const { secretary, consortiumId } = here;
    const [closed, narrowed, left] = [
      await work.post({ openness: 'public', title: '结束的需求' }),
      await work.post({ openness: 'public', title: '收回的需求' }),
      await work.post({ openness: 'public', title: '留下的需求' }),
    ];
    const draft = { introduction: '示例联合体（虚构）', sections: ['needs'], version: 0 };
    expect((await secretary.put(`${url}/front-page`, draft)).status).toBe(200);
    expect((await secretary.post(`${url}/front-page/editions`, { version: 1 })).status).toBe(201);
    const home = await seen(`/public/consortia/${consortiumId}/home`, 200, '留下的需求');
    for (const told of [closed, narrowed, left, `href="${base}"`]) expect(home.text).toContain(told);
    const before = { ...hidden, version: 1 };
    expect(
      (await change(closed, { ...before, title: `${secret}己`, openness: 'public', closedOn: dayFromNow(0) })).status,
    ).toBe(200);
    expect((await change(narrowed, { ...before, title: `${secret}戊`, openness: 'confidential' })).status).toBe(200);
    for (const id of [closed, narrowed]) {
      const gone = await seen(`${base}/${id}`, 410, '已结束');
      expect(gone.text).toContain('noindex');
      expect(gone.text).not.toContain(secret);
      expect(gone.headers.get('cache-control')).toBe('no-store');
    }
    await isNowhere(closed, narrowed, secret);
    await seen('/sitemap.xml', 200, left);
    await seen(base, 200, '留下的需求');
    // Who leaves the consortium leaves its pages.
    await server.context.db.asOwner((tx) =>
      sql`update member set left_on = ${dayFromNow(0)} where id = ${firm.id}`.execute(tx),
    );
    await touch(left);
    await seen(`${base}/${left}`, 410);
    await isNowhere(left);
  });
});
