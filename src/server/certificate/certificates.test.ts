import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let memberId: string;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  const body = { name: '证明示例公司', category: 'enterprise', joinedOn: '2022-03-01', contactName: '绝密联系人' };
  memberId = (await here.secretary.post(`/api/consortia/${here.consortiumId}/members`, body)).body.id;
});
afterAll(() => server.close());

const path = (more = '') => `/api/consortia/${here.consortiumId}/members/${memberId}/certificates${more}`;

describe('a certificate of membership', () => {
  test('is a PDF of the same bytes each time, and a stranger verifies its code however it is typed', async () => {
    const { id, code } = (await here.secretary.post(path(), { year: 2023 })).body;
    const pdf = async () => {
      const answer = await fetch(server.address + path(`/${id}/certificate.pdf`), { headers: here.secretary.headers });
      return Buffer.from(await answer.arrayBuffer());
    };
    const first = await pdf();
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await pdf()).equals(first)).toBe(true);
    const shown = await server.stranger.get(`/api/public/certificates/${code.toLowerCase().replaceAll('-', '')}`);
    expect(shown.body).toMatchObject({ code, organisation: '证明示例公司', category: '企业', joinedOn: '2022-03-01' });
    expect(shown.text).not.toContain('绝密联系人');
    expect((await server.stranger.get('/api/public/certificates/AAAA-BBBB-CCCC-DDDD')).status).toBe(404);
  });

  test('that was revoked says so to whoever verifies it', async () => {
    const { id, code } = (await here.secretary.post(path(), {})).body;
    expect((await here.secretary.post(path(`/${id}/revocation`))).status).toBe(204);
    expect((await server.stranger.get(`/api/public/certificates/${code}`)).body.revokedAt).toMatch(/^2/);
  });

  test('is issued by its secretariat alone, and read by the member itself', async () => {
    const member = await server.join('member-reporter', memberId);
    expect((await member.post(path(), {})).status).toBe(403);
    const officer = await server.join('provincial-officer', here.provinceId);
    expect((await officer.post(path(), {})).status).toBe(403);
    const { items, canIssue } = (await member.get(path())).body;
    expect([items.length > 0, canIssue]).toEqual([true, false]);
  });
});
