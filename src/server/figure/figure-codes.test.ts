import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let enterprise: TestMember;
let base: string;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  enterprise = await testMember(server, here.consortiumId, { name: '示例机电' });
  base = `/api/consortia/${here.consortiumId}`;
  await record('apprenticeship', apprentices('460101', 120));
  await record('apprenticeship', apprentices('460101', 120), enterprise);
  await record('graduate-employment', { school: '示例职院', year: 2022, graduates: 300, employed: 286 });
  const change = { cell: 'apprentices.2022', value: 125, baseVersion: 0 };
  await here.secretary.post(`/api/applications/${here.applicationId}/answers`, { changes: [change] });
});
afterAll(() => server.close());

const apprentices = (major: string, headcount: number) => ({
  school: '示例职院',
  enterprise: '示例机电',
  major,
  headcount,
  startedOn: '2022-09-01',
  endedOn: '2023-06-30',
});

async function record(kind: string, values: object, who = school) {
  const answer = await who.reporter.post(`${base}/ledgers/${kind}/entries`, { values });
  expect([200, 201], answer.text).toContain(answer.status);
  return answer.body;
}

async function printed(who: TestClient = here.secretary): Promise<string> {
  const answer = await fetch(`${server.address}/api/applications/${here.applicationId}/figure-sheet.pdf`, {
    headers: who.headers,
  });
  expect(answer.status).toBe(200);
  const { promise } = getDocument({ data: new Uint8Array(await answer.arrayBuffer()), verbosity: 0 });
  const document = await promise;
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, at) =>
      (await (await document.getPage(at + 1)).getTextContent()).items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' '),
    ),
  );
  return pages.join(' ').replace(/\s+/g, ' ').replace(/ ?‑ ?/g, '-');
}

/** The code beside a figure's value of a year, as one reads it on the paper. */
async function codeOf(row: RegExp, who?: TestClient): Promise<string> {
  const text = await printed(who);
  return new RegExp(`${row.source}.*?([2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5})`).exec(text)?.[1] ?? 'none';
}
/** What the form says of the apprentices of 2022, which no other figure does. */
const apprenticesRow = / 2022 125 /;
const open = (code: string, who: TestClient = here.secretary) => who.get(`/api/figures/codes/${code}`);

describe('a figure on paper', () => {
  test('stands beside what the form says, its shares and its code; printed again it has the same code', async () => {
    const text = await printed();
    expect(text).toContain('数据溯源表');
    expect(text).toMatch(/2022 125 与台账不一致 120 1\/0\/0/);
    expect(text).toMatch(/95\.33（286\/300）/);
    const code = await codeOf(apprenticesRow);
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/);
    expect(await codeOf(apprenticesRow)).toBe(code);
    const officer = await server.join('provincial-officer', here.provinceId);
    expect(await codeOf(apprenticesRow, officer)).toBe(code);
    const { headers, status } = await here.secretary.get(`/api/applications/${here.applicationId}/figure-sheet.xlsx`);
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')]);
  });

  test('is opened by its code, however that is typed; a letter typed wrong is told as mistyped', async () => {
    const code = await codeOf(apprenticesRow);
    const opened = await open(code.toLowerCase().replace('-', ''));
    expect(opened.body).toMatchObject({
      code,
      figure: 'apprentices',
      year: 2022,
      consortium: { id: here.consortiumId },
      printed: { value: '120' },
      now: { value: '120' },
      changes: { total: 0, items: [] },
    });
    const wrong = code.slice(0, -1) + (code.endsWith('2') ? '3' : '2');
    expect((await open(wrong)).body).toMatchObject({ type: 'urn:lianheti:code-mistyped', status: 422 });
    expect((await open('7KQ2M-9XWPP')).status).toBe(404);
  });

  test('that has changed since tells both values and which entries changed, and gets another code when printed again', async () => {
    const code = await codeOf(apprenticesRow);
    const more = await record('apprenticeship', apprentices('460103', 4));
    const { body } = await open(code);
    expect([body.printed.value, body.now.value]).toEqual(['120', '124']);
    expect(body.changes).toMatchObject({
      total: 1,
      items: [{ id: more.id, before: null, after: { standing: 'oneSided', amount: '4' } }],
    });
    const next = await codeOf(apprenticesRow);
    expect(next).not.toBe(code);
    expect((await open(next)).body.printed.value).toBe('124');

    const gone = await school.reporter.post(`/api/entries/${more.id}/withdrawal`, { version: 1, reason: '重复填报' });
    expect(gone.status).toBe(204);
    expect((await open(code)).body).toMatchObject({ now: { value: '120' }, changes: { total: 0 } });
    expect((await open(next)).body.changes).toMatchObject({
      total: 1,
      items: [{ id: more.id, standing: 'withdrawn', before: { amount: '4' }, after: null }],
    });
    expect(await codeOf(apprenticesRow)).toBe(code);
  });

  test('of a rate tells numerator and denominator of both moments', async () => {
    const code = await codeOf(/95\.33（286\/300）/);
    expect((await open(code)).body).toMatchObject({
      figure: 'employmentRate',
      printed: { value: '95.33', counted: { amount: '286', base: '300' } },
      now: { value: '95.33', counted: { amount: '286', base: '300' } },
    });
  });

  test('is printed and opened by whoever may read all of its ledgers, and by nobody else', async () => {
    const code = await codeOf(apprenticesRow);
    const elsewhere = await testConsortium(server, {
      name: '他省联合体',
      province: '他省',
      ministryId: here.ministryId,
    });
    const unknown = (await open('7KQ2M-9XWPP')).text;
    for (const other of [
      elsewhere.secretary,
      school.reporter,
      await server.join('provincial-officer', elsewhere.provinceId),
    ]) {
      const answer = await open(code, other);
      expect([answer.status, answer.text]).toEqual([404, unknown]);
      const sheet = await other.get(`/api/applications/${here.applicationId}/figure-sheet.pdf`);
      expect(sheet.status).toBe(404);
    }
    expect((await open(code, server.stranger)).status).toBe(401);
    expect((await open(code, await server.join('auditor', here.ministryId))).status).toBe(200);
  });

  test('stays as it was printed: nobody changes or removes the record', async () => {
    const change = server.context.db.asOwner((tx) => tx.updateTable('figure_code').set({ year: 1999 }).execute());
    await expect(change).rejects.toThrow('a record is never changed or removed');
  });
});

test('codes cannot be tried one after another', async () => {
  const strict = await testServer({ config: { requestsPerMinute: { person: 1000, address: 1000 } } });
  try {
    const { secretary } = await testConsortium(strict);
    const statuses = [];
    for (let n = 0; n < 31; n++) statuses.push((await secretary.get('/api/figures/codes/7KQ2M-9XWPP')).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
  } finally {
    await strict.close();
  }
});
