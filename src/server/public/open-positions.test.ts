import { XMLParser } from 'fast-xml-parser';
import { parseDocument } from 'htmlparser2';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Body, TestAnswer } from '#test/test-client.ts';
import { dayFromNow, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestPartners['here'];
let firm: TestPartners['firm'];
let url: string;
let base: string;
const hostile = '装配工</script><script>alert(1)</script>';
const secret = '绝密岗位甲乙丙';

beforeAll(async () => {
  server = await testServer();
  ({ here, firm, url } = await testPartners(server));
  base = `/public/consortia/${here.consortiumId}/positions`;
});
afterAll(() => server.close());

const said = { kind: 'job', level: '不限', headcount: 3, place: '示例园区一路8号（虚构）', expiresOn: dayFromNow(30) };
const offer = async (more: object): Promise<string> => {
  const body = { memberId: firm.id, ...said, ...more };
  const offered = await firm.reporter.post(`${url}/positions`, body);
  expect([offered.status, offered.text]).toEqual([201, offered.text]);
  return offered.body.id;
};
const change = (id: string, version: number, more: object): Promise<TestAnswer> =>
  firm.reporter.put(`${url}/positions/${id}`, { ...said, title: '改过的岗位', ...more, version });
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
const postingIn = (page: string): Body =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(page)?.[1] ?? 'null');

describe('positions that anybody may see (A2-1-03)', () => {
  test('a position is nobody’s business until its enterprise makes it public, and then a JobPosting with all that is required', async () => {
    const id = await offer({ title: secret });
    expect((await server.stranger.get(base)).status).toBe(404);
    expect((await server.stranger.get(`${base}/${id}`)).status).toBe(404);
    const pay = { from: 6000, to: 8000 };
    const told = {
      title: hostile,
      occupation: '6-20-03-01 机床装调维修工',
      skills: ['钳工'],
      pay,
      startsOn: dayFromNow(40),
    };
    const open = await offer({ ...told, isPublic: true });
    const page = await seen(`${base}/${open}`, 200, '示例机电');
    expect(page.headers.get('etag')).toBeTruthy();
    expect(page.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=60, must-revalidate');
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.text).toContain(`<link rel="canonical" href="${base}/${open}">`);
    const again = await server.stranger.get(`${base}/${open}`, undefined, {
      'if-none-match': page.headers.get('etag') ?? '',
    });
    expect(again.status).toBe(304);
    expect(postingIn(page.text)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'JobPosting',
      title: hostile,
      description: expect.stringContaining('示例机电招收'),
      identifier: { '@type': 'PropertyValue', name: '示例机电', value: open },
      url: `${server.address}${base}/${open}`,
      datePosted: dayFromNow(0),
      validThrough: `${dayFromNow(30)}T23:59:59+08:00`,
      hiringOrganization: { '@type': 'Organization', name: '示例机电' },
      jobLocation: {
        '@type': 'Place',
        address: {
          '@type': 'PostalAddress',
          addressCountry: 'CN',
          addressRegion: '测试省',
          addressLocality: said.place,
        },
      },
      employmentType: 'FULL_TIME',
      totalJobOpenings: 3,
      educationRequirements: '不限',
      skills: '钳工',
      jobStartDate: dayFromNow(40),
      occupationalCategory: '6-20-03-01 机床装调维修工',
      baseSalary: {
        '@type': 'MonetaryAmount',
        currency: 'CNY',
        value: { '@type': 'QuantitativeValue', minValue: 6000, maxValue: 8000, unitText: 'MONTH' },
      },
      directApply: false,
    });
    // Nothing of it is run, and nothing that is not public stands anywhere.
    const scripts = [...page.text.matchAll(/<script(?! type="application\/ld\+json")/g)];
    expect(scripts).toEqual([]);
    expect(parseDocument(page.text).children.length).toBeGreaterThan(0);
    for (const path of [base, `${base}.json`, `${base}.atom`, '/sitemap.xml'])
      expect([path, (await server.stranger.get(path)).text.includes(secret)]).toEqual([path, false]);
    expect((await server.stranger.get('/sitemap.xml')).text).not.toContain(id);
  });

  test('a feed tells the same to programs: JSON that is read again, and Atom that is well formed', async () => {
    const id = await offer({ title: '质检员 & <测试>', kind: 'internship', isPublic: true });
    const json = JSON.parse((await seen(`${base}.json`, 200, id)).text);
    expect(json).toMatchObject({ '@type': 'DataFeed' });
    const item = json.dataFeedElement.find((each: Body) => each.item.identifier.value === id).item;
    expect(item).toMatchObject({ '@type': 'JobPosting', title: '质检员 & <测试>', employmentType: 'INTERN' });
    expect(item).not.toHaveProperty('baseSalary');
    const atom = await seen(`${base}.atom`, 200, id);
    expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const { feed } = new XMLParser({ ignoreAttributes: false }).parse(atom.text);
    expect(feed.entry.map((entry: Body) => entry.title)).toContain('质检员 & <测试>（示例机电）');
    expect(feed.entry).toHaveLength(json.dataFeedElement.length);
    expect((await server.stranger.get('/sitemap.xml')).text).toContain(`${server.address}${base}/${id}</loc>`);
  });

  test('one that is withdrawn, made private again or over is gone, and leaves list, feed and sitemap', async () => {
    const [withdrawn, hidden, over] = [
      await offer({ title: '撤下的', isPublic: true }),
      await offer({ title: '收回的', isPublic: true }),
      await offer({ title: '到期的', isPublic: true }),
    ];
    for (const id of [withdrawn, hidden, over]) await seen(`${base}/${id}`);
    expect((await change(withdrawn, 1, { isPublic: true, isWithdrawn: true })).status).toBe(200);
    expect((await change(hidden, 1, { isPublic: false })).status).toBe(200);
    await server.context.db.asOwner((tx) =>
      sql`update talent_position set expires_on = ${dayFromNow(-1)} where id = ${over}`.execute(tx),
    );
    for (const id of [withdrawn, hidden, over]) {
      const gone = await seen(`${base}/${id}`, 410, '停止招收');
      expect(gone.text).toContain('noindex');
      expect(gone.headers.get('cache-control')).toBe('no-store');
      for (const path of [base, `${base}.json`, `${base}.atom`, '/sitemap.xml'])
        expect([path, (await server.stranger.get(path)).text.includes(id)]).toEqual([path, false]);
    }
    expect((await server.stranger.get(`${base}/${crypto.randomUUID()}`)).status).toBe(404);
    expect((await server.stranger.get(`${base}?page=2`)).status).toBe(404);
  });
});

describe('anybody looks for public positions of all consortia (A2-1-03)', () => {
  const look = (asked: Record<string, string>, text: string) =>
    seen(`/public/positions?${new URLSearchParams(asked)}`, 200, text);

  test('by words and kind, without script; what is not public, over, or of a member that left is not found', async () => {
    const open = await offer({ title: '检索用钳工', kind: 'internship', isPublic: true });
    await offer({ title: '检索用铣工', isPublic: true });
    await offer({ title: `检索用${secret}` });
    const over = await offer({ title: '检索用旧岗位', isPublic: true });
    await server.context.db.asOwner((tx) =>
      sql`update talent_position set expires_on = ${dayFromNow(-1)} where id = ${over}`.execute(tx),
    );
    const found = await look({ q: '检索用' }, '找到2个');
    expect(found.text).toContain(`${base}/${open}`);
    expect(found.text).toContain('noindex');
    expect(found.text).not.toContain('<script');
    for (const hidden of [secret, '旧岗位']) expect(found.text).not.toContain(hidden);
    await look({ q: ' 检索用  钳工 ', kind: '' }, '找到1个');
    await look({ q: '检索用', kind: 'internship' }, '找到1个');
    await look({ q: '示例机电 检索用' }, '找到2个');
    expect((await look({ q: '"><b>查无此岗' }, '没有符合条件')).text).toContain('value="&quot;&gt;&lt;b&gt;查无此岗"');
    const all = await look({}, '招收中');
    expect(all.text).toContain('<link rel="canonical" href="/public/positions">');
    for (const [asked, status] of [
      ['kind=x', 422],
      ['page=0', 422],
      ['page=900', 404],
      [`q=${'长'.repeat(101)}`, 422],
    ] as const)
      expect([asked, (await server.stranger.get(`/public/positions?${asked}`)).status]).toEqual([asked, status]);
  });

  test('more than a page is said to be at least so many, and each stands on one page alone', async () => {
    const { person_id } = await server.context.db.asOwner((tx) =>
      tx.selectFrom('talent_position').select('person_id').limit(1).executeTakeFirstOrThrow(),
    );
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('talent_position')
        .values(
          Array.from({ length: 65 }, (_, n) => ({
            ...{
              consortium_id: here.consortiumId,
              member_id: firm.id,
              kind: 'job',
              level: '不限',
              headcount: 1,
              person_id,
            },
            ...{ title: `分页岗位${n}号`, place: '示例市', expires_on: dayFromNow(9), is_public: true },
          })),
        )
        .execute(),
    );
    const pages = [
      await look({ q: '分页岗位' }, '至少31个'),
      await look({ q: '分页岗位', page: '2' }, '至少61个'),
      await look({ q: '分页岗位', page: '3' }, '找到65个'),
    ];
    const titles = pages.flatMap(({ text }) => [...text.matchAll(/分页岗位\d+号/g)].map(([title]) => title));
    expect([titles.length, new Set(titles).size]).toEqual([65, 65]);
    expect((await server.stranger.get(`/public/positions?q=${encodeURIComponent('分页岗位')}&page=4`)).status).toBe(
      404,
    );
    await server.context.db.asOwner((tx) =>
      tx.deleteFrom('talent_position').where('title', 'like', '分页岗位%').execute(),
    );
  });
});

describe('a consortium’s front page (A2-1-03)', () => {
  test('is written and looked at by the secretariat alone, published as it was seen, and withdrawn again', async () => {
    const { secretary, consortiumId } = here;
    const home = `/public/consortia/${consortiumId}/home`;
    const draft = { introduction: `示例联合体（虚构）。\n${hostile}`, sections: ['members', 'positions', 'resources'] };
    const lent = { memberId: firm.id, kind: 'instrument', place: '一号楼' };
    await firm.reporter.post(`${url}/resources`, { ...lent, name: '对外开放的测量机', isPublic: true });
    await firm.reporter.post(`${url}/resources`, { ...lent, name: secret });
    await offer({ title: '主页上的岗位', isPublic: true });
    const saved = await secretary.put(`${url}/front-page`, { ...draft, version: 0 });
    expect([saved.status, saved.body]).toEqual([200, { version: 1 }]);
    expect((await secretary.put(`${url}/front-page`, { ...draft, version: 0 })).body.type).toBe('urn:lianheti:stale');
    expect((await server.stranger.get(home)).status).toBe(404);
    expect((await firm.reporter.get(`${url}/front-page/preview`)).status).toBe(404);
    const preview = await secretary.get(`${url}/front-page/preview`);
    expect(preview.headers.get('cache-control')).toBe('no-store');
    for (const told of ['预览（尚未发布）', 'noindex', '对外开放的测量机', '主页上的岗位', '示例职院'])
      expect(preview.text).toContain(told);
    expect((await secretary.post(`${url}/front-page/editions`, { version: 2 })).body.type).toBe('urn:lianheti:stale');
    expect((await secretary.post(`${url}/front-page/editions`, { version: 1 })).body).toEqual({ number: 1 });
    const page = await seen(home, 200, '对外开放的测量机');
    for (const told of [secret, '<script>alert', '联系我们', secretary.email])
      expect([told, page.text.includes(told)]).toEqual([told, false]);
    await seen('/public/consortia', 200, home);
    await seen('/sitemap.xml', 200, home);
    // What is written on is seen by nobody before it is published, too.
    const fewer = { introduction: '第二稿', contact: '办公电话（虚构）', sections: ['members'], version: 1 };
    expect((await secretary.put(`${url}/front-page`, fewer)).body).toEqual({ version: 2 });
    expect((await server.stranger.get(home)).text).not.toContain('第二稿');
    expect((await secretary.get(`${url}/front-page`)).body).toMatchObject({
      published: 1,
      isChanged: true,
      version: 2,
    });
    expect((await secretary.post(`${url}/front-page/editions`, { version: 2 })).body).toEqual({ number: 2 });
    expect((await seen(home, 200, '第二稿')).text).not.toContain('主页上的岗位');
    expect((await secretary.post(`${url}/front-page/withdrawal`, { number: 1 })).status).toBe(409);
    expect((await secretary.post(`${url}/front-page/withdrawal`, { number: 2 })).status).toBe(204);
    await seen(home, 404);
    expect((await firm.reporter.put(`${url}/front-page`, { ...draft, version: 2 })).status).toBe(403);
  });
});
