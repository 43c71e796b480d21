import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let ministry: TestClient;
let province: TestClient;
let school: TestMember;
let enterprise: TestMember;
/** Seven in two provinces; the first is `here`. Each trains ten apprentices more than the one before. */
const consortia: string[] = [];
const root = '/api/monitoring';

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server, { name: '第1联合体（虚构）', province: '江苏省' });
  const other = await server.addUnit('province', '浙江省', here.ministryId);
  await server.addUnit('province', '虚构省', here.ministryId);
  ministry = await server.join('ministry-officer', here.ministryId);
  province = await server.join('provincial-officer', here.provinceId);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  enterprise = await testMember(server, here.consortiumId, { name: '示例机电' });
  consortia.push(here.consortiumId);
  for (let number = 2; number <= 7; number++)
    consortia.push(
      await server.addUnit('consortium', `第${number}联合体（虚构）`, number <= 4 ? here.provinceId : other),
    );
  await server.context.db.asOwner(async (tx) => {
    const rows = consortia.flatMap((consortium_id, at) => [
      {
        consortium_id,
        figure: 'apprentices',
        year: 2023,
        standing: 'confirmed',
        amount: String(10 + at * 10),
        entries: 2,
      },
      {
        consortium_id,
        figure: 'employmentRate',
        year: 2023,
        standing: 'oneSided',
        amount: String(90 + at),
        base: '100',
        entries: 1,
      },
    ]);
    await tx.insertInto('ledger_figure').values(rows).execute();
    await tx
      .insertInto('ledger_head')
      .values(consortia.map((consortium_id) => ({ consortium_id, sequence: 1 })))
      .onConflict((conflict) => conflict.column('consortium_id').doUpdateSet({ sequence: 1 }))
      .execute();
  });
});
afterAll(() => server.close());

const asked = async (client: TestClient, path: string) => {
  const { status, body } = await client.get(`${root}/${path}`);
  expect([path, status]).toEqual([path, 200]);
  return body;
};

describe('A3-3-04 the dashboards of the nation', () => {
  test('add up all figures, rates as a whole and not as a mean of rates', async () => {
    const { scope, year, consortia: count, figures } = await asked(ministry, 'overview');
    expect([scope.kind, year, count]).toEqual(['nation', 2023, 7]);
    const figure = (id: string) => figures.find((one: { figure: string }) => one.figure === id);
    expect(figure('apprentices').total).toMatchObject({ value: '280', entries: 14, confirmed: 14, consortia: 7 });
    expect(figure('employmentRate').total).toMatchObject({ value: '93', amount: '651', base: '700', confirmed: 0 });
    expect(figure('apprentices').before.value).toBeNull();
  });

  test('show each of the 32 units as a tile, the ones without a consortium too', async () => {
    const { tiles } = await asked(ministry, 'tiles?figure=apprentices&year=2023');
    expect(tiles).toHaveLength(33);
    const tile = (name: string) => tiles.find((one: { name: string }) => one.name === name);
    expect(tile('江苏省')).toMatchObject({ province: here.provinceId, consortia: 4, total: { value: '100' } });
    expect(tile('浙江省').total.value).toBe('180');
    expect(tile('北京市')).toMatchObject({ province: null, consortia: 0 });
    expect(tile('虚构省')).toMatchObject({ consortia: 0, row: 9 });
  });

  test('rank, a page at a time, and open a range of the distribution to those who stand in it', async () => {
    const first = await asked(ministry, 'ranking?figure=apprentices&year=2023&limit=2');
    expect([
      first.total,
      first.items.map(({ rank, sum }: { rank: number; sum: { value: string } }) => [rank, sum.value]),
    ]).toEqual([
      7,
      [
        [1, '70'],
        [2, '60'],
      ],
    ]);
    const { bins, quartiles } = await asked(ministry, 'distribution?figure=apprentices&year=2023');
    expect(quartiles).toEqual({ low: 25, middle: 40, high: 55 });
    for (const { from, to, count } of bins) {
      const { total } = await asked(ministry, `ranking?figure=apprentices&year=2023&from=${from}&below=${to}`);
      expect(total).toBe(count);
    }
    const provinces = await asked(ministry, 'ranking?figure=employmentRate&year=2023&by=province');
    expect(
      provinces.items.map(({ name, sum }: { name: string; sum: { value: string } }) => [name, sum.value]).slice(0, 2),
    ).toEqual([
      ['浙江省', '95'],
      ['江苏省', '91.5'],
    ]);
  });

  test('compare up to six, and refuse a seventh', async () => {
    const { consortia: shown, figures } = await asked(ministry, `compare?ids=${consortia.slice(0, 6)}`);
    expect(shown).toHaveLength(6);
    expect(figures[0].values).toHaveLength(6);
    expect((await ministry.get(`${root}/compare?ids=${consortia}`)).status).toBe(422);
    const { series } = await asked(ministry, `trend?figure=apprentices&ids=${consortia.slice(1, 3)}`);
    expect(series.map(({ points }: { points: { value: string }[] }) => points.at(-1)?.value)).toEqual(['20', '30']);
  });

  test('follow what is written at once: an entry, its confirmation, an application', async () => {
    const before = await ministry.get(`${root}/trend?figure=fieldEngineers`);
    const values = {
      school: school.id,
      enterprise: enterprise.id,
      major: '460101',
      headcount: 25,
      startedOn: '2023-03-01',
      endedOn: '2024-02-01',
    };
    const path = `/api/consortia/${here.consortiumId}/ledgers/field-engineer-training/entries`;
    expect((await school.reporter.post(path, { values })).status).toBe(201);
    const { series } = await asked(ministry, 'trend?figure=fieldEngineers');
    const of = (year: number) => series[0].points.find((point: { year: number }) => point.year === year);
    expect(of(2023)).toMatchObject({ value: '25', entries: 1, confirmed: 0 });
    expect((await ministry.get(`${root}/trend?figure=fieldEngineers`)).headers.get('etag')).not.toBe(
      before.headers.get('etag'),
    );
    const { stages } = await asked(ministry, 'funnel');
    expect(stages.map(({ count }: { count: number }) => count)).toEqual([1, 0, 0, 0, 0, 0]);
  });

  test('tell what was promised and kept, what the ministry approved, and what a consortium is', async () => {
    const consortium_id = here.consortiumId;
    const { db, packs } = server.context;
    const digest = packs.byId('moe-2023-15')?.digest ?? '';
    const person = here.secretary.personId;
    await db.asOwner(async (tx) => {
      await sql`
        insert into revision (consortium_id, application_id, number, sequence, answers, pack_digest, findings, reasons, digest, receipt_number,
          submitted_by, taken_at)
        values (${consortium_id}, ${here.applicationId}, 1, 1, '{}', ${digest}, '[]', '{}', 'd', 'r', ${person}, now())`.execute(
        tx,
      );
      await sql`
        insert into commitment (consortium_id, figure, year, value, first_value, verified, batch_id, application_id, revision)
        values (${consortium_id}, 'apprentices', 2023, 8, 8, true, ${here.batchId}, ${here.applicationId}, 1)`.execute(
        tx,
      );
      await sql`
        insert into standing_event (consortium_id, standing, from_day, reason, cause, decided_by)
        values (${consortium_id}, 'cultivated', '2023-09-01', '列入', '{}', ${person}),
          (${consortium_id}, 'accepted', '2024-03-01', '通过', '{}', ${person})`.execute(tx);
      await sql`
        with asked as (
          insert into collection (unit_id, pack_digest, kind, year, title, opens_at, created_by)
          values (${here.ministryId}, ${digest}, 'self-evaluation', 2023, '自评', now(), ${person}) returning id
        ), owed as (
          insert into collection_return (consortium_id, collection_id, state) select ${consortium_id}::uuid, id, 'final' from asked returning collection_id
        )
        insert into collection_figure (consortium_id, collection_id, figure, year, amount, confirmed, evidenced, entries, level)
        select ${consortium_id}::uuid, collection_id, 'apprentices', 2023, 9, 1, 1, 2, 3 from owed`.execute(tx);
    });
    const { figures, listed, accepted, progress } = await asked(ministry, 'overview?year=2023');
    expect([listed, accepted, progress.map(({ actual }: { actual: number }) => actual)]).toEqual([1, 1, [1, 1, 1]]);
    expect(figures.find(({ figure }: { figure: string }) => figure === 'apprentices').commitment).toEqual({
      consortia: 1,
      kept: 1,
      committed: '8',
      actual: '10',
      percent: '125',
    });
    expect((await asked(ministry, 'funnel')).stages.at(-1).count).toBe(1);
    const approved = await asked(ministry, 'ranking?figure=apprentices&year=2023&basis=approved&only=listed');
    expect(approved.items.map(({ sum }: { sum: { value: string } }) => sum.value)).toEqual(['9']);
  });

  test('leave as JSON, CSV and Excel, and are not sent again to who has them', async () => {
    const path = `${root}/ranking?figure=apprentices&year=2023`;
    const json = await ministry.get(path);
    const etag = json.headers.get('etag') ?? '';
    expect((await ministry.get(path, undefined, { 'if-none-match': etag })).status).toBe(304);
    for (const csv of [
      await ministry.get(`${root}/ranking.csv?figure=apprentices&year=2023`),
      await ministry.get(path, undefined, { accept: 'text/csv' }),
    ]) {
      expect(csv.headers.get('content-type')).toContain('text/csv');
      expect(csv.text.split('\r\n')[1]).toMatch(/^1,[\da-f-]{36},第7联合体（虚构）,浙江省,70,70,,2,2,,$/);
    }
    const xlsx = await ministry.get(`${root}/overview.xlsx`);
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml');
    const once = await Promise.all([json, json].map(() => ministry.get(path)));
    expect(new Set(once.map(({ text }) => text)).size).toBe(1);
  });
});

describe('A3-3-04 who sees what', () => {
  test('a province sees its own alone, and can neither open nor guess another', async () => {
    expect(await asked(province, 'overview')).toMatchObject({
      scope: { kind: 'province', name: '江苏省' },
      consortia: 4,
      progress: [],
    });
    for (const path of [
      `overview?consortium=${consortia[5]}`,
      `trend?ids=${consortia[0]},${consortia[5]}`,
      `compare?ids=${crypto.randomUUID()}`,
    ])
      expect([path, (await province.get(`${root}/${path}`)).status]).toEqual([path, 404]);
    for (const path of ['tiles', 'ranking', 'ranking?by=province', 'distribution', 'funnel'])
      expect((await province.get(`${root}/${path}`)).text).not.toMatch(/浙江省.{0,80}"province":"|第[567]联合体/);
  });

  test('a consortium sees the others as a band only, and its own place in it', async () => {
    const { secretary } = here;
    expect((await asked(secretary, 'ranking?figure=apprentices&year=2023')).items).toHaveLength(1);
    const path = `band?consortium=${here.consortiumId}&year=2023`;
    const { group, figures } = await asked(secretary, path);
    const shown = figures.find((one: { figure: string }) => one.figure === 'apprentices');
    expect([group.size, shown]).toEqual([
      7,
      expect.objectContaining({ value: 10, band: { low: 25, middle: 40, high: 55, size: 7 }, place: 'below' }),
    ]);
    // One consortium alone trains field engineers: no band.
    expect(figures.find((one: { figure: string }) => one.figure === 'fieldEngineers')).toMatchObject({
      value: 25,
      band: null,
    });
    expect((await secretary.get(`${root}/${path}`)).text).not.toMatch(/第[2-7]联合体/);
    expect((await secretary.get(`${root}/band?consortium=${consortia[1]}`)).status).toBe(404);
  });

  test('who has no figures to see is refused, and whoever loses its role at once', async () => {
    const expert = await server.join('expert', here.ministryId);
    expect((await expert.get(`${root}/overview`)).status).toBe(403);
    const officer = await server.join('provincial-officer', here.provinceId);
    await asked(officer, 'overview');
    await server.context.db.asOwner((tx) =>
      tx.deleteFrom('role_assignment').where('person_id', '=', officer.personId).execute(),
    );
    server.context.db.bus.tell('lianheti_person', officer.personId);
    expect((await officer.get(`${root}/overview`)).status).toBe(403);
  });
});

describe('A3-3-04 one member', () => {
  const enterprises: TestMember[] = [];
  const figureOf = async (client: TestClient, of: { id: string }, query = '') =>
    (await asked(client, `member?member=${of.id}${query}`)).figures.find(
      ({ figure }: { figure: string }) => figure === 'fieldEngineers',
    );

  test('sees what its entries add by year; its part of the whole is told where no other can be told from it', async () => {
    const own = await asked(school.reporter, `member?member=${school.id}&year=2023`);
    expect(own).toMatchObject({
      member: { name: '示例职院' },
      seesConsortium: false,
      entries: { entries: 1, confirmed: 0, evidenced: 0 },
    });
    expect(await figureOf(school.reporter, school, '&year=2023')).toMatchObject({
      points: [{ year: 2023, value: '25', entries: 1, confirmed: 0, evidenced: 0 }, { year: 2024 }],
      part: null,
      band: null,
    });
    expect((await figureOf(here.secretary, school, '&year=2023')).part).toBe('100');
    for (let number = 1; number <= 6; number++) {
      const one = await testMember(server, here.consortiumId, { name: `示例企业${number}` });
      enterprises.push(one);
      const values = {
        school: school.id,
        enterprise: one.id,
        major: '460101',
        headcount: number * 10,
        startedOn: '2023-03-01',
        endedOn: '2024-02-01',
      };
      const path = `/api/consortia/${here.consortiumId}/ledgers/field-engineer-training/entries`;
      expect((await school.reporter.post(path, { values })).status).toBe(201);
    }
    expect(await figureOf(enterprise.reporter, enterprise, '&year=2023')).toMatchObject({
      points: [{ value: '25' }, { value: '25' }],
      part: '10.63',
      band: { low: 22.5, middle: 30, high: 45, size: 7 },
      place: 'within',
    });
  });

  test('sees its share of a commitment, and its file says the same', async () => {
    const { consortiumId } = here;
    await server.context.db.asOwner(async (tx) => {
      await sql`insert into commitment (consortium_id, figure, year, value, first_value, verified, batch_id, application_id, revision)
        values (${consortiumId}, 'fieldEngineers', 2023, 300, 300, true, ${here.batchId}, ${here.applicationId}, 1)`.execute(
        tx,
      );
    });
    const path = `/api/consortia/${consortiumId}/commitments/fieldEngineers/2023/shares`;
    const shares = [
      { memberId: school.id, value: '200' },
      { memberId: enterprise.id, value: '50' },
    ];
    expect((await here.secretary.put(path, { version: 0, shares })).status).toBe(200);
    expect((await figureOf(enterprise.reporter, enterprise, '&year=2023')).share).toEqual({
      value: '50',
      percent: '50',
    });
    const csv = await enterprise.reporter.get(`${root}/member.csv?member=${enterprise.id}&year=2023`);
    expect(csv.text).toMatch(/fieldEngineers,[^\n]*,2023,25,25,,1,0,0,10\.63,50,50/);
  });

  test('is opened from its consortium by who sees that, and by nobody else', async () => {
    const path = `members?consortium=${here.consortiumId}&figure=fieldEngineers&year=2023`;
    for (const who of [ministry, province, here.secretary]) {
      const { items } = await asked(who, path);
      expect(items.slice(0, 2)).toMatchObject([
        { id: school.id, rank: 1, sum: { value: '235', entries: 7 } },
        { id: enterprises[5]?.id, rank: 2, sum: { value: '60' } },
      ]);
      expect((await figureOf(who, enterprise, '&year=2023')).points).toHaveLength(2);
    }
    const elsewhere = await server.addUnit('province', '外省', here.ministryId);
    const other = await testMember(server, consortia[1] ?? '', { name: '别家企业' });
    const strangers = [await server.join('provincial-officer', elsewhere), other.reporter, school.reporter];
    for (const who of strangers) {
      expect((await who.get(`${root}/member?member=${enterprise.id}`)).status).toBe(404);
      expect((await who.get(`${root}/member.xlsx?member=${enterprise.id}`)).status).toBe(404);
      expect([403, 404]).toContain((await who.get(`${root}/${path}`)).status);
    }
    expect((await school.reporter.get(`${root}/overview`)).status).toBe(403);
  });
});

describe('A3-3-04 the year that is shown', () => {
  test('is the newest that is about as full as the fullest; what was promised is shown of the last year that has promises', async () => {
    expect((await asked(ministry, 'trend?figure=apprentices')).figure).toBe('apprentices');
    expect((await asked(ministry, 'distribution?figure=fieldEngineers')).year).toBe(2023);
    const { year, asked: wanted, figures } = await asked(ministry, 'fulfilment?year=2026');
    expect([year, wanted]).toEqual([2023, 2026]);
    expect(
      figures.map(({ figure, commitment }: { figure: string; commitment: { percent: string } }) => [
        figure,
        commitment.percent,
      ]),
    ).toEqual([
      ['apprentices', '125'],
      ['fieldEngineers', '78.33'],
    ]);
  });
});

describe('A3-3-04 other systems and kept views', () => {
  test('an office’s system reads its own sums by a token, and nothing else', async () => {
    const order = { name: '省政务平台', unitId: here.provinceId, scopes: ['monitoring:read'] };
    const { token } = (await province.post('/api/me/tokens', order)).body;
    const get = (path: string) => fetch(server.address + path, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await get(`${root}/overview`)).json()).toMatchObject({ scope: { name: '江苏省' }, consortia: 4 });
    expect((await get(`${root}/ranking.csv`)).status).toBe(200);
    for (const path of ['/api/figures', '/api/consortia', `${root}/views`])
      expect([path, (await get(path)).status]).toEqual([path, 403]);
    const more = await province.post('/api/me/tokens', { ...order, scopes: ['monitoring:read', 'ledger:read'] });
    expect(more.status).toBe(403);
  });

  test('a view is its owner’s, or shared with its unit; a stale change is refused; nothing but a view is kept', async () => {
    const colleague = await server.join('provincial-officer', here.provinceId);
    const view = { figure: 'apprentices', year: '2023', script: '<script>' };
    const order = { name: '学徒', unitId: here.provinceId, path: '/monitoring', view };
    const { id, version } = (await province.post(`${root}/views`, order)).body;
    const listed = async (who: TestClient) => (await who.get(`${root}/views`)).body.items;
    expect(await listed(province)).toMatchObject([
      { name: '学徒', view: { figure: 'apprentices', year: '2023' }, isOwn: true },
    ]);
    expect(JSON.stringify(await listed(province))).not.toContain('script');
    expect(await listed(colleague)).toEqual([]);
    const change = { name: '学徒（共享）', view, shared: true, version };
    expect((await colleague.put(`${root}/views/${id}`, change)).status).toBe(404);
    expect((await province.put(`${root}/views/${id}`, change)).body).toEqual({ id, version: 2 });
    expect((await province.put(`${root}/views/${id}`, change)).body.type).toBe('urn:lianheti:stale');
    expect(await listed(colleague)).toMatchObject([{ name: '学徒（共享）', isOwn: false }]);
    expect(await listed(here.secretary)).toEqual([]);
    expect((await ministry.post(`${root}/views`, order)).status).toBe(404);
    expect((await colleague.delete(`${root}/views/${id}`)).status).toBe(404);
    expect((await province.delete(`${root}/views/${id}`)).status).toBe(204);
  });
});
