import { parseCsv } from 'hucre/csv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anItem, publish } from '#test/published-lists.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { dataSets, writeCsv, writeJson } from './open-data.ts';
import type { PublicRecord } from './public-record.ts';

let server: TestServer;
let here: TestConsortium;
let record: PublicRecord;
const formula = '=HYPERLINK("http://虚构.example","点我")';
const awkward = anItem(7, {
  name: formula,
  park: '一区,\n“二区”"三区"',
  groups: ['装备制造', '+1'],
  leadSchool: '@学校',
  city: '',
});
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  await publish(server.context.db, here.batchId, { kind: 'publicity', title: '-公示', items: [awkward, anItem(8)] });
  const read = await server.context.publicPages.record();
  // What may be published only after its draft's days, as a record says it.
  const [draft] = read.publications;
  if (!draft) throw new Error('nothing was published');
  record = { ...read, publications: [{ ...draft, id: crypto.randomUUID(), kind: 'list' }, draft] };
});
afterAll(() => server.close());

describe('open data', () => {
  test('is a csv that Excel reads as Chinese and another library reads again, with no cell that a program computes', () => {
    for (const set of dataSets) {
      const { body } = writeCsv(set, record);
      expect(body.startsWith('\ufeff')).toBe(true);
      const [head, ...rows] = parseCsv(body.slice(1)).map((row) => row.map(String));
      expect(head).toEqual(set.columns.map(({ title }) => title));
      const expected = set.rowsOf(record);
      expect(rows).toHaveLength(expected.length);
      for (const [at, row] of rows.entries())
        expect(row.map((cell) => cell.replace(/^'(?=[=+\-@])/, ''))).toEqual(
          set.columns.map(({ id }) => [expected[at]?.[id] ?? ''].flat().join('、')),
        );
      expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    }
    expect(writeCsv(dataSets[0] ?? expect.fail(), record).body).toContain(`"'${formula.replaceAll('"', '""')}"`);
  });

  test('says the same in JSON, with every column that its page describes', async () => {
    const page = (await server.stranger.get('/public/data')).text;
    for (const set of dataSets) {
      const { columns, rows } = JSON.parse(writeJson(set, record).body);
      expect(columns).toEqual(set.columns);
      const expected = set.rowsOf(record);
      expect(rows).toHaveLength(expected.length);
      for (const [at, row] of rows.entries())
        for (const { id } of set.columns) expect(row[id]).toEqual(expected[at]?.[id] ?? null);
      for (const { id, title, about } of set.columns)
        for (const told of [id, title, about]) expect(page).toContain(told);
    }
  });

  test('stays at its addresses, for any program from anywhere, and is not sent again while nothing changed', async () => {
    for (const { id } of dataSets)
      for (const [kind, type] of [
        ['csv', 'text/csv; charset=utf-8'],
        ['json', 'application/json; charset=utf-8'],
      ] as const) {
        const path = `/public/data/${id}.${kind}`;
        const { status, headers } = await server.stranger.get(path);
        expect([path, status, headers.get('content-type')]).toEqual([path, 200, type]);
        expect(headers.get('access-control-allow-origin')).toBe('*');
        const modified = headers.get('last-modified') ?? '';
        const ask = async (since: string) =>
          (await server.stranger.get(path, undefined, { 'if-modified-since': since })).status;
        expect(await ask(modified)).toBe(304);
        expect(await ask(new Date(Date.parse(modified) - 1000).toUTCString())).toBe(200);
        expect(await ask('no date')).toBe(200);
      }
  });
});

describe('search engines', () => {
  test('are told of every public page by its whole address, and to leave the rest alone', async () => {
    const { text: robots } = await server.stranger.get('/robots.txt');
    expect(robots).toContain('Disallow: /\nAllow: /public\n');
    const map = /Sitemap: (.*)/.exec(robots)?.[1] ?? '';
    const { text, headers } = await server.stranger.get(new URL(map).pathname);
    expect(headers.get('content-type')).toBe('application/xml; charset=utf-8');
    const addresses = [...text.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address ?? '');
    expect(addresses).toContain(`${server.address}/public/batches/${here.batchId}`);
    expect(addresses).toContain(`${server.address}/public/consortia/${awkward.consortiumId}`);
    for (const address of addresses) {
      const page = await fetch(address);
      const path = new URL(address).pathname;
      expect([address, page.status]).toEqual([address, 200]);
      expect(await page.text()).toContain(`<link rel="canonical" href="${path}">`);
    }
  });

  test('are not led to addresses that whoever asked made up', async () => {
    const { text } = await server.stranger.get('/sitemap.xml', undefined, { 'x-forwarded-host': 'evil.example' });
    expect(text).not.toContain('evil.example');
    expect((await server.stranger.get('/sitemap.xml')).text).not.toContain('evil.example');
  });
});
