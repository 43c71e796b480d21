import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
});
afterAll(() => server.close());

async function imported(bytes: Uint8Array<ArrayBuffer> | string, query: string, client = here.secretary) {
  const file = new FormData();
  file.set('file', new Blob([bytes]), 'list');
  return client.request('POST', `/api/catalogues/occupation/editions?${query}`, { body: file });
}

/** “职业代码,职业名称” and one line, as Excel of a Chinese Windows saves a csv. */
const gb18030 = new Uint8Array([
  0xd6, 0xb0, 0xd2, 0xb5, 0xb4, 0xfa, 0xc2, 0xeb, 0x2c, 0xd6, 0xb0, 0xd2, 0xb5, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0x36,
  0x2d, 0x31, 0x38, 0x2c, 0xba, 0xb8, 0xb9, 0xa4, 0x0a,
]);

describe('national code lists', () => {
  test('are searched by whoever has signed in', async () => {
    const found = (await here.secretary.get(`/api/catalogues/major/items?q=${encodeURIComponent('skjs')}`)).body;
    expect(found.items[0]).toMatchObject({ code: expect.stringMatching(/^\d{6}$/), name: expect.any(String) });
    expect((await server.stranger.get('/api/catalogues/major/items?q=skjs')).status).toBe(401);
    expect((await here.secretary.get('/api/catalogues/occupation/items?q=a')).body).toEqual({
      edition: null,
      items: [],
    });
  });

  test('take a newer edition from the system administrator alone, told before it is taken', async () => {
    const system = await server.join('system-administrator', here.ministryId);
    const query = `title=${encodeURIComponent('职业分类（示例版）')}&validFrom=2022-01-01`;
    expect((await imported(gb18030, query)).status).toBe(403);
    expect((await imported(gb18030, query, system)).body).toMatchObject({
      items: 1,
      added: 1,
      findings: [],
      taken: false,
    });
    expect((await imported(gb18030, `${query}&dryRun=false`, system)).body.taken).toBe(true);
    expect(
      (await here.secretary.get(`/api/catalogues/occupation/items?q=${encodeURIComponent('焊')}`)).body.items,
    ).toEqual([{ code: '6-18', name: '焊工' }]);
    const wrong = await imported('甲,乙\n1,2', `${query}&dryRun=false`, system);
    expect(wrong.body).toMatchObject({ taken: false, findings: [{ message: expect.stringContaining('表头') }] });
    expect((await imported(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), query, system)).status).toBe(422);
  });
});
