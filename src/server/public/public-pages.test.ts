import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { DomUtils, parseDocument } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectDatabase } from '#server/db/database.ts';
import { anItem, closeStage, publish } from '#test/published-lists.ts';
import type { TestAnswer } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { listedConsortia } from './listed-consortia.ts';
import { keepPublicPages } from './public-pages.ts';

const hostile = `<script>alert('1')</script>"'&<img src=x onerror=alert(2)>`;
const hostileInHtml = '&lt;script&gt;';

let server: TestServer;
let here: TestConsortium;
let items: readonly ReturnType<typeof anItem>[];
let draft: string;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server, { name: '公开市产教联合体' });
  items = [
    anItem(1, { consortiumId: here.consortiumId, name: '公开市产教联合体', province: '测试省' }),
    anItem(2, { province: '测试省', groups: ['现代农业'] }),
    anItem(3, { name: `${hostile}联合体`, park: hostile, industries: hostile, groups: [hostile], city: hostile }),
  ];
  draft = await publish(server.context.db, here.batchId, {
    kind: 'publicity',
    title: `公示${hostile}`,
    number: hostile,
    text: `第一段\n${hostile}`,
    items,
  });
  await seen('/public', '正在公示');
});
afterAll(() => server.close());

const get = (path: string, headers = {}) => server.stranger.get(path, undefined, headers);

/** Asks until a page says it: word of a change takes a moment. */
async function seen(path: string, text: string): Promise<TestAnswer> {
  return vi.waitFor(
    async () => {
      const answer = await get(path);
      expect(answer.text).toContain(text);
      return answer;
    },
    { timeout: 5000 },
  );
}

/** Every element of a page, as a browser would find them. */
function elementsOf(text: string) {
  return DomUtils.getElementsByTagName('*', parseDocument(text));
}

const pages = () => [
  '/public',
  '/public/lists',
  `/public/lists/${draft}`,
  `/public/batches/${here.batchId}`,
  '/public/consortia',
  ...items.map(({ consortiumId }) => `/public/consortia/${consortiumId}`),
  '/public/statistics',
  '/public/data',
  `/public/objections/${draft}`,
];
const files = () => [
  ...['consortia', 'publications', 'calendar'].flatMap((id) => [`/public/data/${id}.csv`, `/public/data/${id}.json`]),
  `/public/lists/${draft}/content.json`,
  '/robots.txt',
  '/sitemap.xml',
];

describe('the public pages', () => {
  test('are whole pages in Chinese without sign-in, cookie or script, whatever stands in what was published', async () => {
    for (const path of pages()) {
      const { status, headers, text } = await get(path);
      expect([path, status, headers.get('content-type')]).toEqual([path, 200, 'text/html; charset=utf-8']);
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('content-security-policy')).not.toContain('script-src');
      expect(text).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
      expect(text.match(/<h1>/g)).toHaveLength(1);
      for (const { name, attribs } of elementsOf(text)) {
        const isData = name === 'script' && attribs.type === 'application/ld+json';
        expect([path, name]).toEqual([path, isData ? 'script' : expect.not.stringMatching(/^(script|img|iframe)$/)]);
        expect(Object.keys(attribs).filter((attribute) => /^on|^style$/.test(attribute))).toEqual([]);
      }
    }
    expect((await get(`/public/lists/${draft}`)).text).toContain(hostileInHtml);
    expect((await get(`/public/consortia/${items[2]?.consortiumId}`)).text).toContain(hostileInHtml);
  });

  test('name no person: no e-mail, no telephone, nobody of the office or the consortium', async () => {
    const secret = { text: '虚构异议', name: '绝密提出人', contact: '13800001234' };
    const body = new URLSearchParams(secret).toString();
    const sent = await server.stranger.request('POST', `/public/objections/${draft}`, {
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(sent.status).toBe(201);
    await seen(`/public/batches/${here.batchId}`, '收到异议1件');
    for (const path of [...pages(), ...files()]) {
      const { text } = await get(path);
      for (const told of ['绝密提出人', '13800001234', '@ceshi.example', '虚构司长', '公开市产教联合体秘书'])
        expect([path, text.includes(told)]).toEqual([path, false]);
      expect([path, text.replaceAll('"@type"', '').match(/[\w.]+@[\w.]+|(?<![\da-f-])1[3-9]\d{9}(?!\d)/)]).toEqual([
        path,
        null,
      ]);
    }
  });

  test('tell of a batch its calendar, rules, weights, and extensions with their reasons', async () => {
    const officer = await server.join('ministry-officer', here.ministryId);
    const url = `/api/batches/${here.batchId}`;
    expect((await officer.patch(url, { weights: { 1.1: 7.5 }, quota: 2 })).status).toBe(204);
    const { stages } = (await officer.get(url)).body;
    const closesAt = new Date(Date.parse(stages[0].closesAt) + 86_400_000).toISOString();
    const order = { stage: 'application', closesAt, reason: `台风${hostile}` };
    expect((await officer.post(`${url}/extensions`, order)).status).toBe(204);
    const { text } = await seen(`/public/batches/${here.batchId}`, '台风');
    for (const told of [
      '园区申报',
      '公布培育名单',
      '每个省份不超过2家',
      '<td class="count">7.5</td>',
      '5位专家',
      hostileInHtml,
    ])
      expect(text).toContain(told);
    // The deduction rule is no point that readers score.
    expect(text).toMatch(/<td>7<\/td>.*<td class="count">—<\/td>/);
    expect((await get('/public/data/calendar.csv')).text).toContain('园区申报');
  });

  test('answer what is not there as a page that leads on', async () => {
    const none = crypto.randomUUID();
    for (const path of [
      '/public/nowhere',
      '/public/a/b/c',
      `/public/lists/${none}`,
      `/public/lists/${none}/content.json`,
      `/public/batches/${none}`,
      `/public/batches/${'x'.repeat(500)}`,
      '/public/consortia/%3Cscript%3E',
      `/public/objections/${none}`,
      '/public/data/people.csv',
    ]) {
      const { status, headers, text } = await get(path);
      expect([path, status < 500 && status >= 400]).toEqual([path, true]);
      expect([path, headers.get('content-type')]).toEqual([path, 'text/html; charset=utf-8']);
      expect(text).toContain('<a href="/public">');
      expect(text).not.toContain('<script>');
      expect(headers.get('cache-control')).toBe('no-store');
    }
    expect((await get('/public/')).headers.get('location')).toBe('/public');
  });
});

describe('from memory', () => {
  test('a page is not sent again to whoever has it, and HEAD tells the same as GET', async () => {
    for (const path of [...pages(), ...files()]) {
      const { headers } = await get(path);
      const etag = headers.get('etag') ?? '';
      for (const known of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
        const again = await get(path, { 'if-none-match': known });
        expect([path, again.status, again.text]).toEqual([path, 304, '']);
        expect(again.headers.get('etag')).toBe(etag);
      }
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
      const head = await server.stranger.request('HEAD', path);
      expect([path, head.status, head.text, head.headers.get('etag')]).toEqual([path, 200, '', etag]);
      expect(headers.get('cache-control')).toMatch(/^public/);
    }
    expect((await server.stranger.request('HEAD', '/public/nowhere')).status).toBe(404);
  });

  test('it goes compressed to whoever takes it so, and plain to the others', async () => {
    const raw = (encoding: string) =>
      new Promise<{ encoding: string | undefined; bytes: number }>((resolve, reject) => {
        const headers = { 'accept-encoding': encoding };
        request(`${server.address}/public`, { headers }, (answer) => {
          let bytes = 0;
          answer.on('data', (part: Buffer) => {
            bytes += part.length;
          });
          answer.on('end', () => resolve({ encoding: answer.headers['content-encoding'], bytes }));
        })
          .on('error', reject)
          .end();
      });
    const [zipped, plain, refused] = [await raw('br, gzip'), await raw('identity'), await raw('gzip;q=0')];
    expect([zipped.encoding, plain.encoding, refused.encoding]).toEqual(['gzip', undefined, undefined]);
    expect(zipped.bytes).toBeLessThan(plain.bytes / 2);
    expect(refused.bytes).toBe(plain.bytes);
  });

  test('every process forgets it as soon as anything is published', async () => {
    const db = await connectDatabase(server.superuser);
    try {
      const other = keepPublicPages(db);
      const titlesOf = async () => (await other.record()).publications.map(({ title }) => title);
      expect(await other.record()).toBe(await other.record());
      expect(await titlesOf()).not.toContain('后来的通知');
      const before = (await get('/public/data/publications.json')).headers.get('last-modified');
      const id = await publish(server.context.db, here.batchId, { kind: 'notice', title: '后来的通知', text: '全文' });
      await expect.poll(titlesOf).toContain('后来的通知');
      await seen('/public', '后来的通知');
      await seen(`/public/lists/${id}`, '全文');
      const after = await get('/public/data/publications.json');
      expect(after.text).toContain('后来的通知');
      expect(Date.parse(after.headers.get('last-modified') ?? '')).toBeGreaterThanOrEqual(Date.parse(before ?? ''));
    } finally {
      await db.close();
    }
  });

  test('a page that is asked for by many at once is made once', async () => {
    let made = 0;
    const make = () => {
      made += 1;
      return { type: 'text/plain', body: 'x' };
    };
    const { publicPages } = server.context;
    await Promise.all(Array.from({ length: 50 }, () => publicPages.page('counted', make)));
    expect(made).toBe(1);
    const makeNone = () => {
      made += 1;
      return undefined;
    };
    for (let time = 0; time < 2; time++) await publicPages.page('none', makeNone);
    expect(made).toBe(3);
  });
});

describe('a notice', () => {
  test('is published by the batch’s office at once, as text, and by nobody else', async () => {
    const url = `/api/batches/${here.batchId}/notices`;
    const order = { title: `关于申报的通知${hostile}`, number: '虚构函1号', text: `一、条件\n${hostile}` };
    const province = await server.join('provincial-officer', here.provinceId);
    for (const who of [province, here.secretary]) expect((await who.post(url, order)).status).toBe(403);
    const officer = await server.join('ministry-officer', here.ministryId);
    expect((await officer.post(url, { ...order, text: ' ' })).status).toBe(422);
    const { status, body } = await officer.post(url, order);
    expect(status).toBe(201);
    const { text } = await seen('/public', '关于申报的通知');
    expect(text).not.toContain('<img');
    const page = (await get(`/public/lists/${body.id}`)).text;
    for (const told of ['虚构函1号', '测试部', '一、条件', hostileInHtml]) expect(page).toContain(told);
    const content = (await get(`/public/lists/${body.id}/content.json`)).text;
    expect(page).toContain(createHash('sha256').update(content).digest('hex'));
  });
});

describe('a list (A3-3-03)', () => {
  test('is proved by its digest: the file of what was published has it', async () => {
    const { text } = await get(`/public/lists/${draft}/content.json`);
    const digest = createHash('sha256').update(text).digest('hex');
    expect((await get(`/public/lists/${draft}`)).text).toContain(digest);
    expect(JSON.parse(text).items).toHaveLength(3);
  });

  test('that is final takes the draft’s place: who is not in it has no page any more, and is counted nowhere', async () => {
    const { db } = server.context;
    await db.asOwner((tx) =>
      tx
        .updateTable('objection')
        .set({
          decision: 'upheld',
          answer: '异议成立',
          answered_at: new Date(),
          shown: true,
          answered_by: here.secretary.personId,
        })
        .execute(),
    );
    for (const stage of ['application', 'publicity'])
      await closeStage(db, here.batchId, stage, new Date(Date.now() - 1000));
    await publish(db, here.batchId, { kind: 'list', title: '首批名单', number: '虚构1号', items: items.slice(0, 2) });
    await db.asOwner((tx) =>
      tx
        .insertInto('cultivation')
        .values({ consortium_id: here.consortiumId, batch_id: here.batchId, since: '2023-09-20' })
        .execute(),
    );
    const { text } = await seen(`/public/consortia/${here.consortiumId}`, '自2023年9月20日起');
    for (const told of ['培育单位', '测试省', '虚构1市', '虚构1职业技术学院', '首批名单', '虚构1号'])
      expect(text).toContain(told);
    expect((await get(`/public/consortia/${items[2]?.consortiumId}`)).status).toBe(404);
    expect(listedConsortia(await server.context.publicPages.record())).toHaveLength(2);
    const counts = (await get('/public/statistics')).text;
    expect(counts).toContain('共<strong>2</strong>家');
    expect(counts).toMatch(/2023年12月31日.*<td class="count">50<\/td><td class="count">2<\/td>/);
    expect(counts).toMatch(/测试省<\/th><td class="count">2<\/td>/);
    const shown = (await get(`/public/lists/${draft}`)).text;
    expect(shown).toContain('异议成立');
    expect(shown).toContain('虚构异议');
    expect(shown).not.toContain('href="/public/objections/');
  });
});
