import { readXlsx } from 'hucre/xlsx';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { rosterOn } from './roster-on.ts';

let server: TestServer;
let here: TestConsortium;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
});
afterAll(() => server.close());

let count = 0;
const path = (more = '') => `/api/consortia/${here.consortiumId}/members${more}`;
const values = (more: object = {}) => {
  count += 1;
  return { name: `示例单位${count}`, category: 'enterprise', joinedOn: '2022-03-01', ...more };
};

async function add(more: object = {}): Promise<{ id: string; name: string }> {
  const body = values(more);
  const made = await here.secretary.post(path(), body);
  expect([made.status, made.text]).toEqual([201, expect.any(String)]);
  return { id: made.body.id, name: body.name };
}

const find = async (q: string, more = '') =>
  (await here.secretary.get(path(`?q=${encodeURIComponent(q)}${more}`))).body.items;

function upload(rows: readonly (readonly string[])[], query: string, more: Uint8Array | undefined = undefined) {
  const file = new FormData();
  const csv = rows.map((row) => row.join(',')).join('\r\n');
  file.set('file', new Blob([more ? Uint8Array.from(more) : csv]), 'members.csv');
  return here.secretary.request('POST', path(`/imports?${query}`), { body: file });
}

const headings = ['单位名称', '类别', '统一社会信用代码', '联系人', '联系邮箱', '加入日期', '退出日期'];

describe('a consortium’s members', () => {
  test('are added, changed, leave and rejoin, and every change is told by whom, from what to what', async () => {
    const { id, name } = await add();
    const [first] = await find(name);
    const changed = { ...values({ name, contactName: '联系人甲（虚构）' }), version: first.version };
    expect((await here.secretary.put(path(`/${id}`), changed)).status).toBe(204);
    const leave = await here.secretary.post(path(`/${id}/departure`), { leftOn: '2023-01-01', version: 2 });
    expect([leave.status, leave.text]).toEqual([204, '']);
    expect((await here.secretary.post(path(`/${id}/rejoining`), { joinedOn: '2023-09-01', version: 3 })).status).toBe(
      204,
    );
    const { items } = (await here.secretary.get(path(`/${id}/history`))).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual(['rejoined', 'left', 'changed', 'added']);
    expect(items[2]).toMatchObject({ by: '测试联合体秘书', change: { contactName: [null, '联系人甲（虚构）'] } });
    const days = ['2022-02-28', '2022-12-31', '2023-05-01', '2023-12-31'];
    const on = await Promise.all(days.map(async (day) => (await find(name, `&on=${day}`)).length));
    expect(on).toEqual([0, 1, 0, 1]);
  });

  test('a change over another’s change is refused with what the other changed', async () => {
    const { id, name } = await add();
    await here.secretary.put(path(`/${id}`), { ...values({ name, contactPhone: '000' }), version: 1 });
    const late = await here.secretary.put(path(`/${id}`), { ...values({ name }), version: 1 });
    expect([late.status, late.body.type]).toEqual([409, 'urn:lianheti:stale']);
    expect(late.body.changes).toMatchObject([
      { version: 2, by: '测试联合体秘书', change: { contactPhone: [null, '000'] } },
    ]);
  });

  test('no two of one name or credit code; a wrong check digit is accepted only with a reason', async () => {
    const { name } = await add({ creditCode: '91000000MA0000000N' });
    const same = await here.secretary.post(path(), values({ name: ` ${name} ` }));
    expect([same.status, same.body.fields]).toEqual([422, ['name']]);
    const coded = await here.secretary.post(path(), values({ creditCode: '91000000MA0000000N' }));
    expect(coded.body.fields).toEqual(['creditCode']);
    const doubtful = { creditCode: '91000000MA00000001' };
    expect((await here.secretary.post(path(), values(doubtful))).body.faults[0].code).toBe('credit-code-doubtful');
    await add({ ...doubtful, creditCodeOverride: '营业执照如此' });
  });

  test('a unit that the system administrator sets up stands in the directory at once', async () => {
    const system = await server.join('system-administrator', here.ministryId);
    await system.post('/api/units', { name: '另设成员', kind: 'member', parentId: here.consortiumId });
    expect(await find('另设成员')).toMatchObject([{ category: 'other', version: 0, active: true }]);
  });

  test('one organisation in two consortia is one organisation, and one account sees both memberships', async () => {
    const elsewhere = await testConsortium(server, { name: '另一联合体', ministryId: here.ministryId });
    const code = '91000000MA00000123';
    const override = { creditCode: code, creditCodeOverride: '示例' };
    const mine = await add(override);
    const theirs = await elsewhere.secretary.post(`/api/consortia/${elsewhere.consortiumId}/members`, values(override));
    const rows = await server.context.db.asOwner((tx) =>
      tx.selectFrom('member').select('organisation_id').where('credit_code', '=', code).execute(),
    );
    expect(new Set(rows.map((row) => row.organisation_id)).size).toBe(1);
    const member = await server.join('member-reporter', mine.id);
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('role_assignment')
        .values({ person_id: member.personId, unit_id: theirs.body.id, role: 'member-reporter' })
        .execute(),
    );
    const { items } = (await member.get('/api/me/memberships')).body;
    expect(items.map(({ consortium }: { consortium: { name: string } }) => consortium.name).sort()).toEqual([
      '另一联合体',
      '测试联合体',
    ]);
  });

  test('a contact is whole for its secretariat and itself, masked for officers, and nothing for other members', async () => {
    const contact = { contactName: '张三丰', contactPhone: '000-1234', contactEmail: 'zhang@ceshi.example' };
    const { id, name } = await add(contact);
    const sibling = await add();
    const seen = async (role: 'provincial-officer' | 'member-reporter', unit: string) =>
      (await (await server.join(role, unit)).get(path(`?q=${encodeURIComponent(name)}`))).body.items[0].contact;
    expect((await find(name))[0].contact).toEqual({ name: '张三丰', phone: '000-1234', email: 'zhang@ceshi.example' });
    expect(await seen('member-reporter', id)).toMatchObject({ name: '张三丰' });
    expect(await seen('provincial-officer', here.provinceId)).toEqual({
      name: '张**',
      phone: '***34',
      email: 'z***@ceshi.example',
    });
    expect(await seen('member-reporter', sibling.id)).toBeNull();
    const other = await server.join('member-reporter', sibling.id);
    expect((await other.get(path(`/${id}/history`))).status).toBe(403);
    expect((await other.post(path(), values())).status).toBe(403);
  });

  test('the form’s roster as of 31 December comes from them', async () => {
    const other = await testConsortium(server, { name: '名册联合体', ministryId: here.ministryId });
    const at = `/api/consortia/${other.consortiumId}/members`;
    await other.secretary.post(at, values({ name: '甲校', category: 'university', joinedOn: '2021-01-01' }));
    await other.secretary.post(at, values({ name: '乙校', category: 'university', joinedOn: '2023-01-01' }));
    const roster = await server.context.db.readAs(other.secretary, (tx) =>
      rosterOn(tx, other.consortiumId, '2022-12-31'),
    );
    expect(roster).toMatchObject({ university: { count: 1, names: ['甲校'] }, enterprise: { count: 0, names: [] } });
  });
});

describe('members from an Excel file', () => {
  test('a wrong row is told and nothing is written; mended all is; the same file again changes nothing', async () => {
    const good = ['导入甲公司', '企业', '', '甲（虚构）', 'jia@ceshi.example', '2023/6/1', ''];
    const bad = ['导入乙学校', '学校？', '', '', '', '2023-06-01', ''];
    const tried = (await upload([headings, good, bad], 'dryRun=false')).body;
    expect(tried).toMatchObject({ written: false, counts: { adds: 1, refused: 1 } });
    expect(tried.rows[1]).toMatchObject({ row: 3, outcome: 'refused', faults: [{ column: '类别' }] });
    expect(await find('导入')).toEqual([]);
    const mended = [headings, good, ['导入乙学校', '高职院校', '', '', '', '2023-06-01', '']];
    expect((await upload(mended, 'dryRun=true')).body).toMatchObject({ written: false, counts: { adds: 2 } });
    expect((await upload(mended, 'dryRun=false')).body).toMatchObject({ written: true, counts: { adds: 2 } });
    expect((await find('导入')).length).toBe(2);
    expect((await upload(mended, 'dryRun=false')).body.counts).toEqual({ adds: 0, changes: 0, repeats: 2, refused: 0 });
  });

  test('only the good rows are taken where that is chosen', async () => {
    const rows = [headings, ['只好的甲', '企业', '', '', '', '', ''], ['只好的乙', '无此类别', '', '', '', '', '']];
    expect((await upload(rows, 'dryRun=false&take=good')).body).toMatchObject({
      written: true,
      counts: { refused: 1 },
    });
    expect((await find('只好的')).length).toBe(1);
  });

  test('a file without the column of names, or that is no table, is refused with what to do', async () => {
    expect((await upload([['姓名'], ['甲']], '')).body).toMatchObject({ reason: 'no-columns' });
    expect((await upload([], '', new Uint8Array([1, 0, 2, 0]))).status).toBe(422);
  });

  test('the template that is offered can be read back', async () => {
    const answer = await fetch(server.address + path('/template.xlsx'), { headers: here.secretary.headers });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const book = await readXlsx(bytes);
    expect(book.sheets[0]?.rows[0]).toContain('统一社会信用代码');
    expect((await upload([], 'dryRun=true', bytes)).body.rows).toEqual([]);
  });

  test('invitations come as an Excel file of links that work', async () => {
    const { id } = await add({ contactEmail: 'invited@ceshi.example' });
    const answer = await fetch(server.address + path('/invitations'), {
      method: 'POST',
      headers: { ...here.secretary.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ memberIds: [id] }),
    });
    const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
    const link = String(book.sheets[0]?.rows[1]?.[3]);
    const shown = await server.stranger.get(`/api/public${new URL(link).pathname}`);
    expect(shown.body).toMatchObject({ role: 'member-reporter', email: 'invited@ceshi.example' });
  });

  test('two thousand rows are taken, and then a page is found fast', async () => {
    const rows = Array.from({ length: 2000 }, (_, at) => [`批量单位${at}`, '企业', '', '', '', '2023-01-01', '']);
    expect((await upload([headings, ...rows], 'dryRun=false')).body.counts.adds).toBe(2000);
    const page = (await here.secretary.get(path('?q=批量单位19&sort=name&limit=50&offset=50'))).body;
    expect([page.total, page.items.length]).toEqual([111, 50]);
  });
});

describe('the database alone', () => {
  test('shows no contact to a reader of members and lets nobody write members but by its own function', async () => {
    const as = (run: Parameters<typeof server.context.db.asActor<unknown>>[1]) =>
      server.context.db.asActor(here.secretary, run);
    await expect(as((tx) => sql`select contact_email from member`.execute(tx))).rejects.toThrow(/permission denied/);
    await expect(as((tx) => sql`update member set name = '侵入'`.execute(tx))).rejects.toThrow(/permission denied/);
    const elsewhere = await testConsortium(server, { name: '又一联合体', ministryId: here.ministryId });
    await expect(
      server.context.db.asActor(elsewhere.secretary, (tx) =>
        sql`select write_members(${here.consortiumId}::uuid, '[]', 'typed')`.execute(tx),
      ),
    ).rejects.toThrow(/not the actor's/);
  });

  test('shows nobody of another consortium a member, its history, its organisation or its certificates', async () => {
    const { id } = await add({ creditCode: '91000000MA0000045X', creditCodeOverride: '示例' });
    await here.secretary.post(path(`/${id}/certificates`), {});
    const elsewhere = await testConsortium(server, { name: '界外联合体', ministryId: here.ministryId });
    const count = (who: { personId: string }, table: string) =>
      server.context.db.asActor(who, async (tx) => {
        const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(tx);
        return rows[0]?.n;
      });
    for (const table of ['member', 'member_history', 'organisation', 'certificate']) {
      expect([table, await count(elsewhere.secretary, table)]).toEqual([table, 0]);
      expect([table, await count(here.secretary, table)]).not.toEqual([table, 0]);
    }
  });
});
