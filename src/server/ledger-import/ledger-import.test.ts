import { setTimeout as sleep } from 'node:timers/promises';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbook } from '#documents/xlsx/ledger/open-workbook.ts';
import { readLedgerWorkbook } from '#documents/xlsx/ledger/read-ledger-workbook.ts';
import { readSheet } from '#documents/xlsx/ledger/read-sheet.ts';
import { jobFolder } from '#server/job/job-folder.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { importLedgerFile } from './import-jobs.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let enterprise: TestMember;
let imports: string;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  enterprise = await testMember(server, here.consortiumId, { name: '示例机电' });
  imports = `/api/consortia/${here.consortiumId}/ledger-imports`;
});
afterAll(() => server.close());

type Row = {
  school?: string;
  enterprise?: string;
  major?: string;
  headcount?: number | string;
  from?: string;
  to?: string;
};
const apprenticeship = ledgerBook().kinds.find(({ id }) => id === 'apprenticeship');
const labels = Object.entries(apprenticeship?.fields ?? {}).map(([id, { label }]) => ({ id, label }));

async function fileOf(rows: readonly Row[]): Promise<Uint8Array> {
  const cells = rows.map(({ from = '2022-09-01', to = '2023-06-30', ...row }) => {
    const values: Record<string, unknown> = {
      school: '示例职院',
      enterprise: '示例机电',
      headcount: 30,
      ...row,
      startedOn: from,
      endedOn: to,
    };
    return labels.map(({ id }) => (values[id] === undefined ? null : (values[id] as string)));
  });
  return writeXlsx({
    sheets: [{ name: apprenticeship?.label ?? '', rows: [labels.map(({ label }) => label), ...cells] }],
  });
}

async function upload(who: TestClient, bytes: Uint8Array, name = '学徒制台账.xlsx', query = '') {
  const body = new FormData();
  body.set('file', new Blob([new Uint8Array(bytes)]), name);
  return who.request('POST', imports + query, { body });
}

async function ended(who: TestClient, jobId: string) {
  for (let tries = 0; tries < 2400; tries++) {
    const { body } = await who.get(`/api/jobs/${jobId}`);
    if (!['waiting', 'running'].includes(body.state)) return body;
    await sleep(25);
  }
  throw new Error('the job does not end');
}

const check = async (who: TestClient, bytes: Uint8Array) => ended(who, (await upload(who, bytes)).body.jobId);

async function accept(who: TestClient, checkId: string, body: object) {
  const answer = await who.post(`${imports}/${checkId}/acceptance`, body);
  return answer.status === 202 ? ended(who, answer.body.jobId) : answer;
}

async function downloaded(who: TestClient, path: string): Promise<Uint8Array> {
  const answer = await fetch(server.address + path, { headers: who.headers });
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

async function textsOf(bytes: Uint8Array): Promise<(string | undefined)[][]> {
  const workbook = await openWorkbook(bytes);
  const rows: (string | undefined)[][] = [];
  for await (const piece of readSheet(workbook, workbook.sheets[0]?.part ?? ''))
    rows.push(...piece.map(({ cells }) => Array.from(cells, (cell) => cell?.text)));
  return rows;
}

const entryCount = async () =>
  (await here.secretary.get(`/api/consortia/${here.consortiumId}/ledgers/apprenticeship/entries?limit=1`)).body.total;

describe('an uploaded ledger', () => {
  test('is told row by row first, comes back with a column of what is wrong, and corrected it is taken; again it changes nothing', async () => {
    const wrong = await fileOf([
      { major: '460101' },
      { major: '460102', headcount: '三十' },
      { major: '460103', enterprise: '不是成员的公司' },
      { major: '460101' },
      { major: '460101', headcount: 31 },
    ]);
    const checked = await check(school.reporter, wrong);
    expect(checked).toMatchObject({
      state: 'done',
      result: { rows: 5, counts: { added: 1, repeated: 1, refused: 3 } },
    });
    expect(await entryCount()).toBe(0);
    const report = await textsOf(await downloaded(school.reporter, `/api/jobs/${checked.id}/result`));
    const column = report[0]?.indexOf('校验结果') ?? -1;
    const told = report.map((row) => row[column]);
    expect(told[1]).toBe('新增');
    expect(told[2]).toMatch(/^错误：.*人数/);
    expect(told[3]).toMatch(/^错误：/);
    expect(told[4]).toBe('重复，不变');
    expect(told[5]).toMatch(/第2行是同一件事/);
    expect(await accept(school.reporter, checked.id, { mode: 'all' })).toMatchObject({ status: 422 });

    const right = await fileOf([{ major: '460101' }, { major: '460102' }, { major: '460103' }]);
    const second = await check(school.reporter, right);
    const taken = await accept(school.reporter, second.id, { mode: 'all' });
    expect(taken).toMatchObject({ state: 'done', result: { counts: { added: 3, refused: 0 } } });
    expect(await entryCount()).toBe(3);
    const again = await accept(school.reporter, (await check(school.reporter, right)).id, { mode: 'all' });
    expect(again).toMatchObject({ state: 'done', result: { counts: { added: 0, repeated: 3 } } });
    expect(await entryCount()).toBe(3);
  });

  test('meets what the other side has reported: it confirms or disputes, and a changed row changes', async () => {
    const file = await fileOf([{ major: '460201' }, { major: '460202' }]);
    await accept(school.reporter, (await check(school.reporter, file)).id, { mode: 'all' });
    const other = await fileOf([{ major: '460201' }, { major: '460202', headcount: 20 }, { major: '460203' }]);
    const checked = await check(enterprise.reporter, other);
    expect(checked.result.counts).toMatchObject({ confirmed: 1, disputed: 1, added: 1, refused: 0 });
    const taken = await accept(enterprise.reporter, checked.id, { mode: 'all' });
    expect(taken.result.counts).toMatchObject({ confirmed: 1, disputed: 1, added: 1 });
    const changed = await fileOf([{ major: '460202', headcount: 20 }]);
    const back = await check(school.reporter, changed);
    expect(back.result.counts).toMatchObject({ changed: 1, added: 0 });
  });

  test('is taken by the secretariat for a member without an account; only the good rows where that is chosen', async () => {
    const file = await fileOf([{ major: '460301' }, { major: '460302', headcount: -1 }]);
    const checked = await check(here.secretary, file);
    const taken = await accept(here.secretary, checked.id, { mode: 'good' });
    expect(taken.result.counts).toMatchObject({ added: 1, refused: 1 });
    const { items } = (
      await here.secretary.get(`/api/consortia/${here.consortiumId}/ledgers/apprenticeship/entries?q=460301`)
    ).body;
    expect(items[0].voices.map(({ side }: { side: string }) => side)).toEqual([school.id]);
  });

  test('sent twice at the same moment is written once', async () => {
    const before = await entryCount();
    const rows = Array.from({ length: 300 }, (_, index) => ({ major: String(500_000 + index) }));
    const file = await fileOf(rows);
    const both = await Promise.all([check(school.reporter, file), check(here.secretary, file)]);
    const context = { ...server.context };
    // Beside the one that the server runs, another server's: the same handler at the same moment.
    const parameters = { fileName: 'a.xlsx', checked: both[1].id, mode: 'good' };
    const [first, second] = await Promise.all([
      accept(school.reporter, both[0].id, { mode: 'good' }),
      importLedgerFile(context)(runningJob({ personId: here.secretary.personId, parameters })),
    ]);
    const counts = [first.result.counts, second.counts as Record<string, number>];
    expect(counts.reduce((sum, each) => sum + each.added, 0)).toBe(300);
    expect(counts.reduce((sum, each) => sum + each.repeated, 0)).toBe(300);
    expect((await entryCount()) - before).toBe(300);
  });

  test('whose import dies in the middle goes on behind the last chunk that was written, and nothing is written twice', async () => {
    const before = await entryCount();
    const file = await fileOf(Array.from({ length: 3500 }, (_, index) => ({ major: String(600_000 + index) })));
    const checked = await check(school.reporter, file);
    const parameters = { fileName: 'a.xlsx', checked: checked.id, mode: 'all' };
    const killed = new AbortController();
    let kept: { done: number; kept: unknown } = { done: 0, kept: undefined };
    const first = runningJob({ personId: school.reporter.personId, parameters }, killed.signal, (done, what) => {
      kept = { done, kept: what };
      if (done >= 2000) killed.abort(new Error('killed'));
    });
    await expect(importLedgerFile(server.context)(first)).rejects.toThrow('killed');
    expect(kept.done).toBe(2000);
    const told: number[] = [];
    const second = runningJob({ personId: school.reporter.personId, parameters, ...kept }, undefined, (done) =>
      told.push(done),
    );
    const result = await importLedgerFile(server.context)(second);
    expect(told[0]).toBe(2500);
    const counts = result.counts as Record<string, number>;
    expect((counts.added ?? 0) + (counts.repeated ?? 0)).toBe(3500);
    expect((await entryCount()) - before).toBe(3500);
  });

  test('that is no workbook is refused at once; one that breaks inside says so; another’s job is not found', async () => {
    expect((await upload(school.reporter, new Uint8Array())).status).toBe(422);
    expect((await upload(school.reporter, new TextEncoder().encode('PK nothing'))).status).toBe(422);
    const strange = await ended(
      school.reporter,
      (await upload(school.reporter, new TextEncoder().encode('a,b\n1,2\n'), '随便.csv')).body.jobId,
    );
    expect(strange).toMatchObject({ state: 'done', result: { rows: 0 } });
    expect(strange.result.findings.length).toBeGreaterThan(0);
    const mine = (await upload(school.reporter, await fileOf([{ major: '460901' }]))).body.jobId;
    for (const path of [`/api/jobs/${mine}`, `/api/jobs/${mine}/result`])
      expect((await enterprise.reporter.get(path)).status).toBe(404);
    expect((await enterprise.reporter.post(`/api/jobs/${mine}/cancellation`)).status).toBe(404);
    expect((await enterprise.reporter.post(`${imports}/${mine}/acceptance`, { mode: 'good' })).status).toBe(404);
    expect((await here.secretary.get(`/api/jobs/${mine}`)).status).toBe(200);
    await ended(school.reporter, mine);
    expect((await school.reporter.post(`/api/jobs/${mine}/cancellation`)).status).toBe(409);
  });
});

describe('a ledger as a file', () => {
  test('is a template that reads back as the kind it was made for', async () => {
    const path = `/api/consortia/${here.consortiumId}/ledgers/template.xlsx`;
    const bytes = await downloaded(school.reporter, `${path}?kind=apprenticeship`);
    const read = await readLedgerWorkbook(bytes, ledgerBook(), { categories: [] });
    expect(read.sheets.map(({ kind }) => kind.id)).toEqual(['apprenticeship']);
    expect(read.members?.map(({ name }) => name)).toContain('示例机电');
    const all = await readLedgerWorkbook(await downloaded(school.reporter, path), ledgerBook(), { categories: [] });
    expect(all.sheets).toHaveLength(ledgerBook().kinds.length);
    expect((await school.reporter.get(`${path}?kind=none`)).status).toBe(404);
    const own = await downloaded(school.reporter, `${path}?member=${enterprise.id}`);
    const kinds = (await readLedgerWorkbook(own, ledgerBook(), { categories: [] })).sheets.map(({ kind }) => kind.id);
    expect(kinds).toContain('talent-need');
    expect(kinds).not.toContain('school-profile');
  });

  test.each(['xlsx', 'csv'])('is exported as %s by filter, on record, and reads back', async (format) => {
    const list = `/api/consortia/${here.consortiumId}/ledgers/apprenticeship`;
    const total = (await here.secretary.get(`${list}/entries?q=5000&limit=1`)).body.total;
    const bytes = await downloaded(here.secretary, `${list}/entries.${format}?q=5000`);
    const read = await readLedgerWorkbook(bytes, ledgerBook(), { categories: [], kind: 'apprenticeship' });
    let rows = 0;
    for await (const piece of read.rows()) rows += piece.length;
    expect(rows).toBe(total);
    expect(total).toBeGreaterThan(5);
    const audit = await server.context.db.asOwner((tx) =>
      tx.selectFrom('audit_event').select('action').where('action', '=', 'ledger.exported').execute(),
    );
    expect(audit.length).toBeGreaterThan(0);
    expect((await school.reporter.get(`${list.replace('apprenticeship', 'none')}/entries.${format}`)).status).toBe(404);
  });
});

type Given = { personId: string; parameters: Record<string, unknown>; done?: number; kept?: unknown };

function runningJob(
  { personId, parameters, done = 0, kept }: Given,
  signal = new AbortController().signal,
  hear: (done: number, kept: unknown) => void = () => {},
) {
  const id = crypto.randomUUID();
  return {
    id,
    consortiumId: here.consortiumId,
    personId,
    parameters,
    folder: jobFolder(server.context.config, id),
    done,
    kept,
    signal,
    report: async (at: number, _total: number | null, _text: string, what?: unknown) => {
      hear(at, what);
      signal.throwIfAborted();
    },
  };
}
