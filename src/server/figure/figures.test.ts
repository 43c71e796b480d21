import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from '#test/test-consortium.ts';
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
});
afterAll(() => server.close());

const major = (code: string, more: object = {}) => ({
  values: { school: '示例职院', major: code, enterprises: '示例机电', startedOn: '2020-09-01', ...more },
});
const record = async (kind: string, report: object, who = school.reporter) => {
  const answer = await who.post(`${base}/ledgers/${kind}/entries`, report);
  expect([200, 201], answer.text).toContain(answer.status);
  return answer.body;
};
const figureOf = async (figure: string, year: number) =>
  (await here.secretary.get(`${base}/figures?year=${year}`)).body.items.find(
    (one: { figure: string }) => one.figure === figure,
  );

describe('a figure', () => {
  test('opens into its formula, its members, its entries and what each side said', async () => {
    const first = await record('co-built-major', major('460101'));
    await record('co-built-major', major('460103'));
    await record('co-built-major', major('460101'), enterprise.reporter);
    expect(await figureOf('coBuiltMajors', 2022)).toMatchObject({
      label: '共建专业',
      unit: '个',
      value: '2',
      shares: { confirmed: { entries: 1 }, oneSided: { entries: 1 }, disputed: { entries: 0 } },
    });
    const opened = (await here.secretary.get(`${base}/figures/coBuiltMajors/2022`)).body;
    expect(opened).toMatchObject({
      value: '2',
      formula: '当年12月31日仍在“开始日期”至“结束日期”期间的“共建专业”台账：每条计1',
      members: [{ id: school.id, name: '示例职院', value: '2', entries: 2 }],
    });
    expect(opened.entries.map(({ id }: { id: string }) => id)).toContain(first.id);
    expect(opened.entries.find(({ id }: { id: string }) => id === first.id)).toMatchObject({
      standing: 'confirmed',
      amount: '1',
      voices: [{ name: '示例职院' }, { name: '示例机电' }],
    });
  });

  test('of a rate tells numerator and denominator', async () => {
    await record('graduate-employment', { values: { school: '示例职院', year: 2022, graduates: 300, employed: 286 } });
    expect(await figureOf('employmentRate', 2022)).toMatchObject({
      value: '95.33',
      counted: { amount: '286', base: '300' },
    });
    const { ledger } = (await here.secretary.get(`/api/applications/${here.applicationId}`)).body;
    expect(ledger['employmentRate.2022']).toMatchObject({ value: 95.33, rate: { amount: '286', base: '300' } });
  });

  test('follows a change and a withdrawal of an entry to the letter', async () => {
    const { id, version } = await record('co-built-major', major('460104'));
    expect((await figureOf('coBuiltMajors', 2022)).value).toBe('3');
    const changed = await school.reporter.post(`${base}/ledgers/co-built-major/reports`, {
      reports: [{ id, version, ...major('460104', { endedOn: '2022-06-30' }) }],
    });
    expect(changed.body.results).toMatchObject([{ outcome: 'changed', version: 2 }]);
    expect((await figureOf('coBuiltMajors', 2022)).value).toBe('2');
    expect((await figureOf('coBuiltMajors', 2021)).value).toBe('3');
    const gone = await school.reporter.post(`/api/entries/${id}/withdrawal`, { version: 2, reason: '重复填报' });
    expect(gone.status).toBe(204);
    expect((await figureOf('coBuiltMajors', 2021)).value).toBe('2');
  });

  test('of the nation is the sum by province, the same however it was read before', async () => {
    const ministry = await server.join('ministry-officer', here.ministryId);
    const read = async () => (await ministry.get('/api/figures')).body;
    expect((await read()).provinces).toMatchObject([
      { name: '测试省', consortia: 1, figures: { coBuiltMajors: { 2022: ['2', '2', null, 2, 1] } } },
    ]);
    await record('co-built-major', major('460105'));
    const now = await ministry.get('/api/figures');
    expect(now.body.total.figures.coBuiltMajors[2022]).toEqual(['3', '3', null, 3, 1]);
    expect(
      (await ministry.get('/api/figures', undefined, { 'if-none-match': now.headers.get('etag') ?? '' })).status,
    ).toBe(304);
    expect((await school.reporter.get('/api/figures')).body.provinces).toEqual([]);
  });

  test('is no longer seen by who has lost the role, nor kept from who has just got it', async () => {
    const officer = await server.join('ministry-officer', here.ministryId);
    const provinces = async () => (await officer.get('/api/figures')).body.provinces?.length;
    expect(await provinces()).toBe(1);
    const role = { personId: officer.personId, unitId: here.ministryId, role: 'ministry-officer' };
    await server.context.db.asOwner((tx) =>
      tx.deleteFrom('role_assignment').where('person_id', '=', role.personId).execute(),
    );
    await expect.poll(provinces, { timeout: 2000, interval: 20 }).toBe(0);
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('role_assignment')
        .values({ person_id: role.personId, unit_id: role.unitId, role: role.role })
        .execute(),
    );
    await expect.poll(provinces, { timeout: 2000, interval: 20 }).toBe(1);
  });
});

describe('a closed year (C-0-04)', () => {
  test('changes only with a reason, and both values stay visible', async () => {
    const closed = await here.secretary.post(`${base}/years/2021/closure`);
    expect(closed.body.digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await here.secretary.post(`${base}/years/2021/closure`)).status).toBe(409);
    expect((await school.reporter.post(`${base}/years/2020/closure`)).status).toBe(403);
    const report = major('460106');
    const refused = await school.reporter.post(`${base}/ledgers/co-built-major/entries`, report);
    expect([refused.status, refused.body.type, refused.body.years]).toEqual([409, 'urn:lianheti:year-closed', [2021]]);
    const taken = await record('co-built-major', { ...report, reason: '补报漏报的共建专业' });
    const { restatements, value } = (await here.secretary.get(`${base}/figures/coBuiltMajors/2021`)).body;
    expect(value).toBe('4');
    expect(restatements).toMatchObject([
      { before: { amount: '3' }, after: { amount: '4' }, reason: '补报漏报的共建专业', entries: [taken.id] },
    ]);
    const [year] = (await here.secretary.get(`${base}/years`)).body.items;
    expect(year).toMatchObject({ year: 2021, digest: closed.body.digest, restatements: 1 });
    expect(year.figures).toContainEqual(expect.objectContaining({ figure: 'coBuiltMajors', value: '3' }));
  });

  test('is one that has ended: this year cannot be closed', async () => {
    const answer = await here.secretary.post(`${base}/years/${new Date().getUTCFullYear() + 1}/closure`);
    expect(answer.body.type).toBe('urn:lianheti:year-open');
  });
});

describe('the form', () => {
  test('has the ledgers’ figure beside each typed one, and differs only with a reason that the province sees', async () => {
    const form = `/api/applications/${here.applicationId}`;
    const seen = (await here.secretary.get(form)).body;
    expect(seen.ledger['coBuiltMajors.2022']).toMatchObject({
      value: 4,
      figure: 'coBuiltMajors',
      year: 2022,
      confirmed: 1,
      oneSided: 3,
      binding: true,
    });
    expect(seen.ledger['members.higherVocational.count']).toBeUndefined();
    const changes = changesOf(await exampleForm('perfect'));
    const { sequence } = (await here.secretary.post(`${form}/answers`, { changes })).body;
    const filled = (await here.secretary.get(form)).body;
    const told = filled.findings.filter(({ check }: { check: string }) => check === 'ledger-figure');
    expect(told.map(({ cells }: { cells: string[] }) => cells[0])).toEqual([
      'coBuiltMajors.2022',
      'employmentRate.2022',
    ]);
    const refused = await here.secretary.post(`${form}/submission`, { sequence, reasons: {} });
    expect(refused.body.type).toBe('urn:lianheti:reasons-missing');
    const reasons = {
      'ledger-figure:coBuiltMajors.2022': '含筹建中的专业',
      'ledger-figure:employmentRate.2022': '按人社口径',
    };
    expect((await here.secretary.post(`${form}/submission`, { sequence, reasons })).status).toBe(200);
    const province = await server.join('provincial-officer', here.provinceId);
    expect((await province.get(form)).body.reasons).toMatchObject(reasons);
  });
});
