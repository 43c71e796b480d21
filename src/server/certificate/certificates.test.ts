import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { testMember } from '#test/test-members.ts';
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

  test('tells what the member did in the year: only what both sides confirmed, and no figure of another member', async () => {
    const school = await testMember(server, here.consortiumId, { name: '证明职院', category: 'higherVocational' });
    const enterprise = await testMember(server, here.consortiumId, { name: '证明机电' });
    const at = `/api/consortia/${here.consortiumId}/ledgers/apprenticeship/entries`;
    const values = {
      school: '证明职院',
      enterprise: '证明机电',
      headcount: 30,
      startedOn: '2022-09-01',
      endedOn: '2023-06-30',
    };
    for (const who of [school, enterprise]) await who.reporter.post(at, { values: { ...values, major: '460101' } });
    await school.reporter.post(at, { values: { ...values, major: '460102', headcount: 7 } });
    const figuresOf = async (id: string, year: number) => {
      const certificates = `/api/consortia/${here.consortiumId}/members/${id}/certificates`;
      const { code } = (await here.secretary.post(certificates, { year })).body;
      return (await server.stranger.get(`/api/public/certificates/${code}`)).body.figures;
    };
    expect(await figuresOf(enterprise.id, 2022)).toContainEqual({
      label: expect.stringContaining('学徒'),
      year: 2022,
      amount: '30',
      unit: '人',
    });
    expect(await figuresOf(enterprise.id, 2021)).toEqual([]);
    expect(await figuresOf(memberId, 2022)).toEqual([]);
  });
});
