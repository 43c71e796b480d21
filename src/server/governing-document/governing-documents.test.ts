import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import { renderOfficialPdf } from '#documents/official/render-official-pdf.ts';
import { queriesOf } from '#test/count-queries.ts';
import { aPng } from '#test/evidence-files.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { remindOfUnread } from './remind-of-unread.ts';

let server: TestServer;
let here: TestConsortium;
let elsewhere: TestConsortium;
let second: TestClient & { personId: string };
let member: TestClient & { personId: string };
let school: TestClient & { personId: string };
let officer: TestClient & { personId: string };
let list: string;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  elsewhere = await testConsortium(server, { name: '他省联合体', province: '他省', ministryId: here.ministryId });
  second = await server.join('secretariat', here.consortiumId, '测试副秘书');
  school = await server.join('lead-school', here.consortiumId);
  member = await server.join(
    'member-reporter',
    await server.addUnit('member', '虚构企业', here.consortiumId),
    '虚构填报人',
  );
  officer = await server.join('ministry-officer', here.ministryId);
  list = `/api/consortia/${here.consortiumId}/governing-documents`;
});
afterAll(() => server.close());

type Key = { id: string; versionId: string };
const versionPath = ({ id, versionId }: Key) => `/api/governing-documents/${id}/versions/${versionId}`;

async function open(kind: string, title: string, client: TestClient = here.secretary): Promise<Key> {
  const readers = ['secretariat', 'lead-school', 'member-reporter'];
  const { body, status } = await client.post(list, { kind, title, readers });
  expect(status).toBe(201);
  return body;
}

const opened = async ({ id }: Pick<Key, 'id'>, client: TestClient = here.secretary) =>
  (await client.get(`/api/governing-documents/${id}`)).body;
const versionOf = async (key: Key) =>
  (await opened(key)).versions.find(({ id }: { id: string }) => id === key.versionId);
const write = async (key: Key, text: string) =>
  here.secretary.put(versionPath(key), { version: (await versionOf(key)).version, text, note: '' });
const act = async (key: Key, action: string, more: object = {}, client: TestClient = here.secretary) =>
  client.post(`${versionPath(key)}/acts`, { version: (await versionOf(key)).version, action, ...more });

async function attach(key: Key, bytes: Uint8Array, name: string) {
  const body = new FormData();
  body.set('file', new Blob([Buffer.from(bytes)]), name);
  return here.secretary.request('POST', `${versionPath(key)}/file?version=${(await versionOf(key)).version}`, { body });
}

/** Typed, sent in and approved by the other person of the secretariat. */
async function approved(kind: string, title: string, text: string, day = '2024-03-01'): Promise<Key> {
  const key = await open(kind, title);
  await write(key, text);
  await act(key, 'submit');
  expect((await act(key, 'approve-by-secretariat', { day }, second)).status).toBe(204);
  return key;
}

const search = async (q: string, client: TestClient = here.secretary) =>
  (await client.get(`/api/governing-documents/search?q=${encodeURIComponent(q)}`)).body;
const titlesOf = ({ items }: { items: { title: string; found: { label: string } }[] }) =>
  items.map(({ title, found }) => `${title} ${found.label}`);

async function ledger(): Promise<Record<string, unknown>[]> {
  const { body } = await here.secretary.get(`/api/consortia/${here.consortiumId}/ledgers/governing-document/entries`);
  return body.items.map(({ values }: { values: Record<string, unknown> }) => values);
}

const charter = '第一条　本会名称为测试联合体（虚构）。\n第二条　理事会每年召开两次会议。';

describe('a charter (B-2.3, B-2.4)', () => {
  let key: Key;
  let next: Key;

  test('is the council’s to approve; from its day on it is in the ledger, evidence, and before those it concerns', async () => {
    key = await open('章程', '测试联合体章程');
    expect((await act(key, 'submit')).body).toMatchObject({ type: 'urn:lianheti:invalid', fields: ['text'] });
    expect((await write(key, charter)).status).toBe(200);
    const before = (await versionOf(key)).version;
    await here.secretary.put(versionPath(key), { version: before, text: `${charter}\n`, note: '' });
    const stale = await second.put(versionPath(key), { version: before, text: '覆盖', note: '' });
    expect(stale.body.type).toBe('urn:lianheti:stale');
    expect((await member.get(`/api/governing-documents/${key.id}`)).status).toBe(404);
    expect((await act(key, 'submit')).status).toBe(204);
    expect((await school.get(versionPath(key))).body.text).toContain('理事会每年召开两次会议');
    expect((await member.get(versionPath(key))).status).toBe(404);
    const day = { day: '2024-03-01' };
    expect((await act(key, 'approve-by-secretariat', day, second)).body.type).toBe('urn:lianheti:council-decides');
    expect((await act(key, 'approve-by-council', day)).body).toMatchObject({ fields: ['resolution'] });
    expect((await act(key, 'approve-by-council', { resolution: '测决〔2024〕1号' })).body).toMatchObject({
      fields: ['day'],
    });
    expect((await act(key, 'approve-by-council', { ...day, resolution: '测决〔2024〕1号' })).status).toBe(204);
    expect(await versionOf(key)).toMatchObject({
      standing: 'in-force',
      approval: { by: 'council' },
      actions: [{ action: 'repeal' }],
    });
    expect(await ledger()).toEqual([
      { kind: '章程', title: '测试联合体章程', version: '第1版', effectiveOn: '2024-03-01' },
    ]);
    const evidence = await here.secretary.get(`/api/consortia/${here.consortiumId}/evidence?point=2.4`);
    expect(evidence.body.items).toMatchObject([
      { title: '测试联合体章程（第1版）', points: ['2.3', '2.4'], pages: 1, entries: [{ kind: 'governing-document' }] },
    ]);
    const told = (await member.get('/api/me/notices')).body.items;
    expect(told).toMatchObject([{ text: expect.stringContaining('自2024-03-01起施行') }]);
  });

  test('is read by those it concerns, who say so once; the others are reminded, each once a day', async () => {
    const readers = async () => (await here.secretary.get(`${versionPath(key)}/readers`)).body.items;
    expect((await readers()).map(({ readAt }: { readAt: unknown }) => readAt)).toEqual([null, null, null, null]);
    expect((await opened(key, member)).versions).toMatchObject([
      { reading: { asked: true, readAt: null }, actions: [] },
    ]);
    for (const _ of [1, 2]) expect((await member.post(`${versionPath(key)}/receipt`)).status).toBe(204);
    expect((await readers()).at(-1)).toMatchObject({
      name: '虚构填报人',
      unit: '虚构企业',
      readAt: expect.any(String),
    });
    expect((await here.secretary.get(list)).body.items).toMatchObject([{ readers: { concerned: 4, read: 1 } }]);
    // Whoever approved it was not told; the others were told today, when it was approved.
    expect((await second.post(`${versionPath(key)}/reminders`)).body).toEqual({ people: 1, mails: 0 });
    expect((await second.post(`${versionPath(key)}/reminders`)).body).toEqual({ people: 0, mails: 0 });
    for (const client of [member, school]) {
      expect((await client.get(`${versionPath(key)}/readers`)).status).toBe(403);
      expect((await client.post(`${versionPath(key)}/reminders`)).status).toBe(403);
    }
  });

  test('left unread is put before its readers again by the program itself, once in as many days', async () => {
    const unit = await server.addUnit('member', '后来的企业（虚构）', here.consortiumId);
    const late = await server.join('member-reporter', unit, '后来的填报人');
    const sweep = (days: number) => remindOfUnread(server.context, new Date(Date.now() + days * 86_400_000));
    expect(await sweep(0)).toBe(0);
    expect(await sweep(60)).toBe(1);
    expect(await sweep(60)).toBe(0);
    const { items } = (await late.get('/api/me/notices')).body;
    expect(items).toMatchObject([{ text: '《测试联合体章程》第1版您还没有确认阅读，请阅读并确认。' }]);
  });

  test('is revised by a version that takes its place on its day; the difference shows what changed', async () => {
    const begun = await here.secretary.post(`/api/governing-documents/${key.id}/versions`);
    next = { id: key.id, versionId: begun.body.id };
    expect((await here.secretary.post(`/api/governing-documents/${key.id}/versions`)).body.type).toBe(
      'urn:lianheti:draft-open',
    );
    expect((await here.secretary.get(versionPath(next))).body.text).toContain('每年召开两次');
    await write(next, `${charter}\n`.replace('两次', '四次'));
    const difference = await here.secretary.get(
      `/api/governing-documents/${key.id}/difference?from=${key.versionId}&to=${next.versionId}`,
    );
    expect(difference.body.changes.filter(({ kind }: { kind: string }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '两' },
      { kind: 'added', text: '四' },
    ]);
    await act(next, 'submit');
    const council = { resolution: '测决〔2025〕2号' };
    expect((await act(next, 'approve-by-council', { ...council, day: '2024-03-01' })).body.fields).toEqual(['day']);
    expect((await act(next, 'approve-by-council', { ...council, day: '2025-01-01' })).status).toBe(204);
    expect(await versionOf(key)).toMatchObject({ standing: 'repealed', repealedOn: '2025-01-01', actions: [] });
    expect(await ledger()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ version: '第1版', repealedOn: '2025-01-01' }),
        expect.objectContaining({ version: '第2版', effectiveOn: '2025-01-01' }),
      ]),
    );
    expect((await act(next, 'repeal', { day: '2025-01-01' })).body.fields).toEqual(['day']);
  });

  test('is linked to the council’s resolution that approved it, and to the rules that follow it', async () => {
    const { consortiumId, secretary } = here;
    const resolutionId = crypto.randomUUID();
    await server.context.db.asOwner((tx) =>
      sql`with m as (insert into meeting (consortium_id, kind, title, opens_at, person_id)
          values (${consortiumId}::uuid, 'in-person', '虚构会议', now(), ${secretary.personId}::uuid) returning *),
        i as (insert into agenda_item (consortium_id, meeting_id, place, title) select consortium_id, id, 1, '章程' from m returning *),
        o as (insert into motion (consortium_id, meeting_id, item_id, kind, title, text, person_id)
          select consortium_id, meeting_id, id, 'ordinary', '章程', '通过', ${secretary.personId}::uuid from i returning *)
        insert into resolution (consortium_id, meeting_id, motion_id, id, year, number, title, text, adopted_on, basis, person_id)
          select consortium_id, meeting_id, id, ${resolutionId}::uuid, 2026, 1, title, text, '2026-01-05', '虚构', person_id from o`.execute(
        tx,
      ),
    );
    const revised = (await secretary.post(`/api/governing-documents/${key.id}/versions`)).body.id;
    const third = { id: key.id, versionId: revised };
    const { suggested } = (await secretary.get(`/api/consortia/${consortiumId}/council`)).body;
    const reference = '理事会决议〔2026〕1号';
    const charters = `/api/consortia/${consortiumId}/charters`;
    const adoption = { base: 0, inForceFrom: '2026-02-01', rules: suggested, reference, documentVersionId: revised };
    expect((await secretary.post(charters, adoption)).body.fields).toEqual(['documentVersionId']);
    await act(third, 'submit');
    expect((await act(third, 'approve-by-council', { day: '2026-02-01', resolution: reference })).status).toBe(204);
    expect((await secretary.post(charters, adoption)).status).toBe(201);
    expect(await versionOf(third)).toMatchObject({ approval: { resolutionId }, charters: [1] });
    const { charter: rules } = (await secretary.get(`/api/consortia/${consortiumId}/council`)).body;
    expect(rules).toMatchObject({
      authority: { kind: 'resolution', id: resolutionId },
      document: { id: key.id, versionId: revised, title: '测试联合体章程', number: 3 },
    });
  });

  test('stays what it was approved as, whatever anybody sends', async () => {
    expect((await write(next, '改写')).body.type).toBe('urn:lianheti:action-not-possible');
    expect((await attach(next, aPng(2, 2), '章程.docx')).status).toBe(422);
    const renamed = { kind: '其他', title: '别的', readers: [] };
    expect((await here.secretary.put(`/api/governing-documents/${key.id}`, renamed)).status).toBe(409);
    const past = server.context.db.asActor(here.secretary, (tx) =>
      tx.updateTable('governing_document_version').set({ text: '改写' }).where('id', '=', next.versionId).execute(),
    );
    await expect(past).rejects.toThrow('takes its steps in their order');
  });
});

describe('rules of the secretariat (B-2.3)', () => {
  test('are approved by another person than who sent them in; a draft may go back, or be given up', async () => {
    const key = await open('绩效考核', '绩效考核办法');
    expect((await here.secretary.post(list, { kind: '其他', title: '绩效考核办法', readers: [] })).body.fields).toEqual(
      ['title'],
    );
    await write(key, '第一条　按季度考核。');
    await act(key, 'submit');
    expect((await act(key, 'approve-by-secretariat', { day: '2024-05-01' })).body.type).toBe(
      'urn:lianheti:own-submission',
    );
    expect((await act(key, 'return', { text: '请补充指标' }, second)).status).toBe(204);
    expect((await opened(key)).versions[0].acts.map(({ label }: { label: string }) => label)).toEqual([
      '送审',
      '退回修改',
    ]);
    expect((await act(key, 'discard')).status).toBe(204);
    expect((await act(key, 'submit')).status).toBe(409);
    expect((await here.secretary.post(`/api/governing-documents/${key.id}/versions`)).status).toBe(201);
    for (const client of [member, school, officer])
      expect((await client.post(list, { kind: '其他', title: '侵入', readers: [] })).status).toBe(403);
    expect((await elsewhere.secretary.post(list, { kind: '其他', title: '侵入', readers: [] })).status).toBe(404);
  });

  test('come as Word or PDF, known by what they are; anything else is refused and nothing of it kept', async () => {
    const key = await open('运营质量保障', '质量保障办法');
    const body = [{ kind: 'paragraph' as const, text: '第一条　建立毕业生跟踪调查制度。' }];
    const docx = await renderOfficialDocx({ title: '质量保障办法', body });
    for (const [bytes, name] of [
      [Buffer.from('MZ\x90\0', 'latin1'), '办法.docx'],
      [aPng(3, 3), '办法.pdf'],
      [Buffer.from('文字'), '办法.txt'],
      [docx.subarray(0, docx.length / 2), '办法.docx'],
    ] as const)
      expect((await attach(key, bytes, name)).body).toMatchObject({
        type: 'urn:lianheti:unreadable-file',
        detail: expect.stringMatching(/。$/),
      });
    expect(await versionOf(key)).toMatchObject({ file: null, characters: 0, version: 1 });
    const kept = await attach(key, docx, '办法.pdf');
    expect(kept.body).toMatchObject({ version: 2, notice: expect.stringContaining('内容却是Word文件') });
    expect((await here.secretary.get(versionPath(key))).body.text).toContain('毕业生跟踪调查制度');
    const file = await here.secretary.get(`${versionPath(key)}/file`);
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    // Typed over, the text is no longer the file's.
    await write(key, '第一条　建立回访制度。');
    expect((await here.secretary.get(`${versionPath(key)}/file`)).status).toBe(404);
    expect((await here.secretary.get(`${versionPath(key)}/prints/docx`)).status).toBe(200);
  });
});

describe('a closed year (B-2.3)', () => {
  test('takes a rule that began in it only with a reason', async () => {
    const closure = `/api/consortia/${here.consortiumId}/years/2022/closure`;
    expect((await here.secretary.post(closure, {})).status).toBeLessThan(300);
    const key = await open('其他', '补记办法');
    await write(key, '第一条　补记。');
    await act(key, 'submit');
    const late = { day: '2022-07-01' };
    expect((await act(key, 'approve-by-secretariat', late, second)).body.type).toBe('urn:lianheti:year-closed');
    const reasoned = { ...late, reason: '漏记的制度（虚构）' };
    expect((await act(key, 'approve-by-secretariat', reasoned, second)).status).toBe(204);
  });
});

describe('search (B-2.3)', () => {
  beforeAll(async () => {
    await approved('运营管理制度', '会议制度', '第一条　议题须提前十日\n书面通知全体理事。');
    await approved('其他', '档案管理办法', '第一条　会议制度另行规定；档案保存三十年。');
    const key = await open('人员聘用及评价', '人员聘用办法');
    const pages = Array.from({ length: 40 }, (_, at) => ({
      kind: 'paragraph' as const,
      text: `第${at + 1}条　流动岗位实行聘期制，聘期内按贡献评价。${at === 39 ? '骨干教师可破格聘用。' : '考核合格的可以续聘。'}`,
    }));
    await attach(key, await renderOfficialPdf({ title: '人员聘用办法', body: pages }), '聘用.pdf');
    await act(key, 'submit');
    await act(key, 'approve-by-secretariat', { day: '2024-06-01' }, second);
  });

  test('finds what stands in Word, PDF and typed texts, over line breaks, and shows where', async () => {
    const found = await search('破格聘用');
    expect(titlesOf(found)).toEqual(['人员聘用办法 第1版']);
    const [passage] = found.items[0].passages;
    expect(passage.page).toBeGreaterThan(1);
    expect(passage.parts.filter(({ isHit }: { isHit: boolean }) => isHit)).toEqual([{ text: '破格聘用', isHit: true }]);
    expect(titlesOf(await search('十日书面'))).toEqual(['会议制度 第1版']);
    expect(titlesOf(await search('档案 三十年'))).toEqual(['档案管理办法 第1版']);
    expect(titlesOf(await search('档案 四十年'))).toEqual([]);
    expect(await search('，。')).toEqual({ isSearchable: false, hasMore: false, items: [] });
  });

  test('puts what the title says first, then what holds before what is repealed', async () => {
    expect(titlesOf(await search('会议制度')).slice(0, 2)).toEqual(['会议制度 第1版', '档案管理办法 第1版']);
    expect(titlesOf(await search('测试联合体章程'))).toEqual(
      ['第3版', '第2版', '第1版'].map((label) => `测试联合体章程 ${label}`),
    );
  });

  test('tells nobody of what it may not read', async () => {
    expect(titlesOf(await search('按季度考核'))).toEqual([]);
    expect(titlesOf(await search('回访制度'))).toEqual(['质量保障办法 第1版']);
    for (const client of [member, school, officer]) expect((await search('回访制度', client)).items).toEqual([]);
    for (const client of [member, school, officer]) expect(titlesOf(await search('破格聘用', client))).toHaveLength(1);
    expect((await search('破格聘用', elsewhere.secretary)).items).toEqual([]);
    expect((await elsewhere.secretary.get(list)).status).toBe(404);
  });

  test('and the list cost as many queries for one as for three', async () => {
    const other = `/api/consortia/${elsewhere.consortiumId}/governing-documents`;
    await elsewhere.secretary.post(other, { kind: '其他', title: '唯一办法', readers: [] });
    expect(await queriesOf(here.secretary, list)).toBe(await queriesOf(elsewhere.secretary, other));
    const [one, three] = ['唯一办法', '第一条'].map(
      (q) => `/api/governing-documents/search?q=${encodeURIComponent(q)}`,
    );
    expect(await queriesOf(elsewhere.secretary, one ?? '')).toBe(await queriesOf(here.secretary, three ?? ''));
  });
});
