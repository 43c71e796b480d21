import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let form: string;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  form = `/api/applications/${here.applicationId}`;
});
afterAll(() => server.close());

const versionOf = async (cell: string): Promise<number> => (await here.secretary.get(form)).body.versions[cell] ?? 0;

const save = async (cell: string, value: unknown) =>
  here.secretary.put(`${form}/answers/${cell}`, { value, baseVersion: await versionOf(cell) });

describe('saving a form field by field', () => {
  test('a saved field is there when the form is opened again, with its version', async () => {
    const saved = await here.secretary.put(`${form}/answers/park`, { value: ' 测试园区 ', baseVersion: 0 });
    expect(saved.status).toBe(200);
    expect(saved.body).toMatchObject({ cell: 'park', version: 1 });
    const opened = await here.secretary.get(form);
    expect(opened.body.answers.park).toBe('测试园区');
    expect(opened.body.versions.park).toBe(1);
    expect(opened.body.sequence).toBe(saved.body.sequence);
  });

  test('the findings that come back are those of the form as it now stands', async () => {
    const wrong = await save('apprenticePositionRate.2022', 130);
    expect(wrong.body.findings.flatMap((one: { cells: string[] }) => one.cells)).toContain(
      'apprenticePositionRate.2022',
    );
    const right = await save('apprenticePositionRate.2022', 13);
    expect(right.body.findings.filter((one: { check: string }) => one.check === 'type')).toEqual([]);
    expect(right.body.progress.answered).toBeGreaterThan(0);
  });

  test('a stale version is refused with what stands there now, by whom and when, and changes nothing', async () => {
    await save('leaderName', '甲');
    const base = await versionOf('leaderName');
    await save('leaderName', '乙');
    const late = await here.secretary.put(`${form}/answers/leaderName`, { value: '丙', baseVersion: base });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      type: 'urn:lianheti:stale',
      current: { value: '乙', version: base + 1, by: { id: here.secretary.personId, name: '测试联合体秘书' } },
    });
    expect((await here.secretary.get(form)).body.answers.leaderName).toBe('乙');
  });

  test('of many who save the same field at the same moment exactly one is taken, and no change is lost', async () => {
    const base = await versionOf('leaderContact');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        here.secretary.put(`${form}/answers/leaderContact`, { value: `联系 ${n}`, baseVersion: base }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await versionOf('leaderContact')).toBe(base + 1);
  });

  test('different fields saved at the same moment are all kept', async () => {
    const cells = [
      'demandReports.2022',
      'demandReports.2023',
      'masterStudios.2022',
      'masterStudios.2023',
      'staffTotal',
    ];
    const bases = await Promise.all(cells.map(versionOf));
    const saved = await Promise.all(
      cells.map((cell, n) => here.secretary.put(`${form}/answers/${cell}`, { value: n, baseVersion: bases[n] })),
    );
    expect(saved.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const sequences = saved.map(({ body }) => body.sequence);
    expect(new Set(sequences).size).toBe(5);
    const { body } = await here.secretary.get(form);
    expect(body.answers.demandReports).toEqual({ '2022': 0, '2023': 1 });
    expect(body.answers.staffTotal).toBe(4);
  });

  test('several fields saved together are all saved or none', async () => {
    const before = (await here.secretary.get(form)).body;
    const changes = [
      { cell: 'officeArea', value: 120, baseVersion: 0 },
      { cell: 'park', value: '另一园区', baseVersion: 0 },
    ];
    const refused = await here.secretary.post(`${form}/answers`, { changes });
    expect(refused.status).toBe(409);
    expect(refused.body.conflicts).toMatchObject([{ cell: 'park', current: { value: '测试园区', version: 1 } }]);
    const after = (await here.secretary.get(form)).body;
    expect(after.sequence).toBe(before.sequence);
    expect(after.answers.officeArea).toBeUndefined();
  });

  test('a field that is emptied is unanswered again, and its history tells from what to what', async () => {
    await save('secretariatHead', '子');
    await save('secretariatHead', '丑');
    await save('secretariatHead', null);
    expect((await here.secretary.get(form)).body.answers.secretariatHead).toBeUndefined();
    const { body } = await here.secretary.get(`${form}/history/secretariatHead`);
    expect(body.items).toMatchObject([
      { version: 3, from: '丑', to: null, how: 'typed' },
      { version: 2, from: '子', to: '丑' },
      { version: 1, from: null, to: '子', by: { name: '测试联合体秘书' } },
    ]);
  });

  test('what is wrong in kind is refused in words, what merely breaks a rule is kept as a finding', async () => {
    const cases: [string, unknown, number, string][] = [
      ['noSuchCell', 1, 422, 'unknown-cell'],
      ['park.2022', 1, 422, 'unknown-cell'],
      ['__proto__', 1, 422, 'unknown-cell'],
      ['officeArea', '一百', 422, 'wrong-type'],
      ['staffNames', '甲、乙', 422, 'wrong-type'],
      ['staffNames', [1, 2], 422, 'wrong-type'],
      ['noViolations', 'true', 422, 'wrong-type'],
      ['park', { $ne: '' }, 422, 'wrong-type'],
      ['features', '字'.repeat(10_001), 422, 'too-long'],
      ['staffNames', Array(2001).fill('赵钱孙李王'), 422, 'too-long'],
    ];
    for (const [cell, value, status, code] of cases) {
      const answer = await here.secretary.put(`${form}/answers/${cell}`, { value, baseVersion: 0 });
      expect([cell, answer.status, answer.body.type]).toEqual([cell, status, `urn:lianheti:${code}`]);
      expect(answer.body.title).toMatch(/\p{Script=Han}/u);
    }
    const kept = await save('leadingIndustries', '字'.repeat(300));
    expect(kept.status).toBe(200);
    expect(kept.body.findings.some((one: { check: string }) => one.check === 'text-limit')).toBe(true);
  });

  test('SQL and HTML in a text are kept as the text they are', async () => {
    for (const text of [
      "'; drop table answer; --",
      '<script>alert(1)</script>',
      '$' + '{jndi:ldap://x}',
      '%00\\u0000',
      '{{7*7}}',
    ]) {
      const saved = await save('features', text);
      expect(saved.status).toBe(200);
      expect((await here.secretary.get(form)).body.answers.features).toBe(text);
    }
    const stripped = await save('features', 'a\u0000b\u0007c\ud800');
    expect(stripped.status).toBe(200);
    expect((await here.secretary.get(form)).body.answers.features).toBe('abc');
  });

  test('every save stands in the audit chain, without the value', async () => {
    await save('staffPartTime', 77_777);
    const rows = await asSuperuser(server.superuser, (client) =>
      client.query(
        "select payload, person_id from audit_event where action = 'answers.saved' order by sequence desc limit 1",
      ),
    );
    const [event] = rows.rows;
    expect(JSON.parse(event.payload).facts.cells[0][0]).toBe('staffPartTime');
    expect(event.payload).not.toContain('77777');
    expect(event.person_id).toBe(here.secretary.personId);
  });
});
