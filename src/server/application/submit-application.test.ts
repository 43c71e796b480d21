import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

let ministryId = '';
let count = 0;

/** A consortium whose form is filled in as an example file says. */
async function filled(file: 'perfect' | 'warnings' | 'errors', deadline?: Date) {
  count += 1;
  const here = await testConsortium(server, { name: `联合体${count}`, ministryId, ...(deadline ? { deadline } : {}) });
  ministryId = here.ministryId;
  const form = `/api/applications/${here.applicationId}`;
  const saved = await here.secretary.post(`${form}/answers`, { changes: changesOf(await exampleForm(file)) });
  expect(saved.status).toBe(200);
  return { ...here, form, sequence: saved.body.sequence, findings: saved.body.findings };
}

type Filled = Awaited<ReturnType<typeof filled>>;

const submit = (here: Filled, more: object = {}, headers: Record<string, string> = {}) =>
  here.secretary.post(`${here.form}/submission`, { reasons: {}, sequence: here.sequence, ...more }, headers);

async function leads(here: TestConsortium) {
  return Promise.all(
    (['park-authority', 'lead-school', 'lead-enterprise'] as const).map((role) =>
      server.join(role, here.consortiumId, role),
    ),
  );
}

describe('submitting', () => {
  test('a form without errors gets a receipt with the second it was taken, and is closed', async () => {
    const here = await filled('perfect');
    const before = Math.floor(Date.now() / 1000) * 1000;
    const taken = await submit(here);
    expect(taken.status).toBe(200);
    expect(taken.body).toMatchObject({ revision: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(taken.body.takenAt).toMatch(/:\d\d\.000Z$/);
    expect(Date.parse(taken.body.takenAt)).toBeGreaterThanOrEqual(before);
    expect(taken.body.receiptNumber).toMatch(/^\d{8}-[0-9A-F]{12}-01$/);
    const opened = await here.secretary.get(here.form);
    expect(opened.body).toMatchObject({ state: 'submitted', canEdit: false, latestRevision: 1 });
    const late = await here.secretary.put(`${here.form}/answers/park`, { value: '改', baseVersion: 1 });
    expect([late.status, late.body.type]).toEqual([409, 'urn:lianheti:form-closed']);
  });

  test('the same submission again, even many at once, is one revision and one receipt', async () => {
    const here = await filled('perfect');
    const tries = await Promise.all(
      Array.from({ length: 12 }, (_, n) => submit(here, {}, n % 2 ? { 'idempotency-key': 'once' } : {})),
    );
    expect(tries.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(new Set(tries.map(({ text }) => text)).size).toBe(1);
    expect((await here.secretary.get(`${here.form}/revisions`)).body.items).toHaveLength(1);
  });

  test('errors are refused with the findings, and nothing is frozen', async () => {
    const here = await filled('errors');
    const refused = await submit(here);
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:lianheti:has-errors']);
    expect(refused.body.findings.some((one: { severity: string }) => one.severity === 'error')).toBe(true);
    expect((await here.secretary.get(`${here.form}/revisions`)).body.items).toEqual([]);
  });

  test('each warning needs its reason; the reasons are kept with the revision', async () => {
    const here = await filled('warnings');
    const refused = await submit(here);
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:lianheti:reasons-missing']);
    const { findingKey } = await import('#core/check/finding.ts');
    const reasons = Object.fromEntries(refused.body.findings.map((one: never) => [findingKey(one), '已核实']));
    const taken = await submit(here, { reasons });
    expect(taken.status).toBe(200);
    expect((await here.secretary.get(`${here.form}/revisions/1`)).body.reasons).toEqual(reasons);
  });

  test('what was changed since the applicant looked is not submitted unseen', async () => {
    const here = await filled('perfect');
    await here.secretary.put(`${here.form}/answers/leaderName`, { value: '他人改动', baseVersion: 1 });
    const refused = await submit(here);
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:lianheti:stale']);
  });

  test('after the deadline nothing is taken, whatever the clock of the sender says', async () => {
    const here = await filled('perfect', new Date(Date.now() - 1000));
    const refused = await submit(here);
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:lianheti:deadline-passed']);
    expect((await here.secretary.get(here.form)).body.batch.open).toBe(false);
  });

  test('submissions in the last moment are taken until the second of the deadline and not after it', async () => {
    const deadline = new Date(Date.now() + 1500);
    const here = await filled('perfect', deadline);
    const inTime = await submit(here);
    expect(inTime.status).toBe(200);
    expect(Date.parse(inTime.body.takenAt)).toBeLessThanOrEqual(deadline.getTime());
  });
});

describe('after submission', () => {
  test('the three lead units confirm, each in its own account, and only then the application moves on', async () => {
    const here = await filled('perfect');
    const { digest } = (await submit(here)).body;
    const [park, school, enterprise] = await leads(here);
    const path = `${here.form}/revisions/1/confirmation`;
    expect((await here.secretary.post(path, { digest })).body.type).toBe('urn:lianheti:forbidden');
    expect((await park?.post(path, { digest: 'f'.repeat(64) }))?.body.type).toBe('urn:lianheti:revision-changed');
    expect((await park?.post(path, { digest }))?.body.state).toBe('submitted');
    expect((await park?.post(path, { digest }))?.body.type).toBe('urn:lianheti:already-confirmed');
    expect((await school?.post(path, { digest }))?.body.state).toBe('submitted');
    const last = await enterprise?.post(path, { digest });
    expect(last?.body.state).toBe('confirmed');
    expect(last?.body.confirmations.map((one: { by: { name: string } }) => one.by.name)).toEqual([
      'park-authority',
      'lead-school',
      'lead-enterprise',
    ]);
    expect((await here.secretary.get(here.form)).body.stateLabel).toBe('牵头单位已确认，待省级核实');
  });

  test('one person with two lead roles cannot confirm for both', async () => {
    const here = await filled('perfect');
    const { digest } = (await submit(here)).body;
    const park = await server.join('park-authority', here.consortiumId);
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('role_assignment')
        .values({ person_id: park.personId, unit_id: here.consortiumId, role: 'lead-school' })
        .execute(),
    );
    const path = `${here.form}/revisions/1/confirmation`;
    expect((await park.post(path, { digest })).status).toBe(200);
    expect((await park.post(path, { digest })).body.type).toBe('urn:lianheti:already-confirmed');
  });

  test('the three confirming at the same moment leave it confirmed, none lost', async () => {
    const here = await filled('perfect');
    const { digest } = (await submit(here)).body;
    const answers = await Promise.all(
      (await leads(here)).map((lead) => lead.post(`${here.form}/revisions/1/confirmation`, { digest })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await here.secretary.get(here.form)).body.state).toBe('confirmed');
  });

  test('the province returns it with remarks at fields; the next revision shows what changed since', async () => {
    const here = await filled('perfect');
    const first = (await submit(here)).body;
    const province = await server.join('provincial-officer', here.provinceId, '省厅');
    const empty = await province.post(`${here.form}/return`, { text: '', remarks: [] });
    expect([empty.status, empty.body.type]).toEqual([422, 'urn:lianheti:remarks-missing']);
    const strange = await province.post(`${here.form}/return`, {
      text: '',
      remarks: [{ cell: 'nowhere', text: '意见' }],
    });
    expect(strange.body.type).toBe('urn:lianheti:unknown-cell');
    const remarks = [{ cell: 'park', text: '园区名称与批复不符' }];
    expect((await province.post(`${here.form}/return`, { text: '请修改', remarks })).body.state).toBe('returned');

    const opened = (await here.secretary.get(here.form)).body;
    expect(opened).toMatchObject({ state: 'returned', canEdit: true, latestRevision: 1 });
    expect(opened.remarks).toMatchObject([{ by: { name: '省厅' } }, { by: { name: '省厅' } }]);
    expect(opened.previous.park).toBe(opened.answers.park);
    const saved = await here.secretary.put(`${here.form}/answers/park`, { value: '新园区名', baseVersion: 1 });
    const again = await submit(here, { sequence: saved.body.sequence });
    expect(again.body).toMatchObject({ revision: 2 });
    expect(again.body.digest).not.toBe(first.digest);
    const changes = await province.get(`${here.form}/revisions/2/changes?since=1`);
    expect(changes.body.items).toMatchObject([{ cell: 'park', label: '依托园区', to: '新园区名' }]);
    expect((await province.get(`${here.form}/revisions`)).body.items).toMatchObject([
      { number: 2, state: 'submitted' },
      { number: 1, state: 'superseded' },
    ]);
  });

  test('the same answers handed in again after a return are a revision of their own', async () => {
    const here = await filled('perfect');
    await submit(here);
    const province = await server.join('provincial-officer', here.provinceId);
    await province.post(`${here.form}/return`, { text: '请补盖章' });
    const { sequence } = (await here.secretary.get(here.form)).body;
    expect((await submit(here, { sequence })).body.revision).toBe(2);
  });

  test('the frozen form gives the same bytes each time, as Word and PDF, while the draft moves on', async () => {
    const here = await filled('perfect');
    await submit(here);
    for (const kind of ['docx', 'pdf']) {
      const bytes = async () => (await here.secretary.get(`${here.form}/revisions/1/form.${kind}`)).text;
      const [one, two] = await Promise.all([bytes(), bytes()]);
      expect(one.length).toBeGreaterThan(5000);
      expect(two).toBe(one);
      expect(await bytes()).toBe(one);
    }
    const draft = await here.secretary.get(`${here.form}/form.docx`);
    expect(draft.headers.get('content-disposition')).toContain('filename*=UTF-8');
  });
});
