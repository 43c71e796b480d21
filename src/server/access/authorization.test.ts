import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Role, roles } from '#core/access/role.ts';
import { bodies, councilCharter, councilSeat, documentOf, queriesFor } from '#test/intruding-bodies.ts';
import { keepTargets } from '#test/keep-targets.ts';
import type { TestAnswer, TestClient } from '#test/test-client.ts';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';

/** What must never reach anybody of another province, consortium or member. */
const secret = '绝密文字甲乙丙';

let server: TestServer;
let here: TestConsortium;
let memberId: string;
let certificateId: string;
let entryId: string;
let jobId: string;
let evidenceId: string;
let figureCode: string;
let collectionId: string;
let meetingId: string;
let motionId: string;
let seatId: string;
let taskId: string;
let documentId: string;
let versionId: string;
let people: Readonly<Record<string, string>>;
const outsiders: { name: string; client: TestClient }[] = [];
let routes: { method: string; path: string; body: unknown }[];

/** What stands in a ledger entry of the member: not even another member of its consortium sees it. */
const entrySecret = '绝密台账丁戊己';

/** What a member of the same consortium may see of its directory: the names of the others. */
const directory = /^\/api\/consortia\/[^/]+\/members(\/template\.xlsx)?$/;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server, { name: `${secret}联合体` });
  memberId = await server.addUnit('member', `${secret}成员`, here.consortiumId);
  const reporter = await server.join('member-reporter', memberId, `${secret}填报人`);
  const report = { publisher: memberId, title: entrySecret, publishedOn: '2021-05-01' };
  const ledger = `/api/consortia/${here.consortiumId}/ledgers/talent-demand-report`;
  entryId = (await reporter.post(`${ledger}/entries`, { values: report })).body.id;
  evidenceId = await upload(reporter, here.consortiumId, Buffer.from(entrySecret), `${entrySecret}.txt`);
  const evidence = { uploadId: evidenceId, entries: [entryId] };
  expect((await reporter.post(`/api/consortia/${here.consortiumId}/evidence`, evidence)).status).toBe(201);
  const sheet = new FormData();
  sheet.set('file', new Blob([`发布单位,${entrySecret}\n`]), `${entrySecret}.csv`);
  const imports = `/api/consortia/${here.consortiumId}/ledger-imports`;
  jobId = (await reporter.request('POST', imports, { body: sheet })).body.jobId;
  const certificates = `/api/consortia/${here.consortiumId}/members/${memberId}/certificates`;
  certificateId = (await here.secretary.post(certificates, {})).body.id;
  const form = `/api/applications/${here.applicationId}`;
  const answers = { ...(await exampleForm('perfect')), features: secret };
  const { sequence } = (await here.secretary.post(`${form}/answers`, { changes: changesOf(answers) })).body;
  expect((await here.secretary.post(`${form}/submission`, { reasons: {}, sequence })).status).toBe(200);

  expect((await here.secretary.get(`${form}/figure-sheet.pdf`)).status).toBe(200);
  figureCode = await server.context.db.asOwner(async (tx) => {
    const printed = tx.selectFrom('figure_code').select('code').where('consortium_id', '=', here.consortiumId);
    return (await printed.limit(1).executeTakeFirstOrThrow()).code;
  });

  const ministry = await server.join('ministry-officer', here.ministryId);
  const collection = { unitId: here.ministryId, packId: 'moe-2023-15', kind: 'plan', year: 2090, title: '计划' };
  const asked = { ...collection, consortia: [here.consortiumId] };
  collectionId = (await ministry.post('/api/collections', asked)).body.id;

  const charter = { ...councilCharter, reference: '成立大会决议' };
  await here.secretary.post(`/api/consortia/${here.consortiumId}/charters`, charter);
  const seat = { ...councilSeat, organisation: secret, name: secret, reference: secret };
  seatId = (await here.secretary.post(`/api/consortia/${here.consortiumId}/council-seats`, seat)).body.id;
  const meeting = { kind: 'remote', title: secret, opensAt: '2090-01-01T00:00:00Z', agenda: [{ title: secret }] };
  meetingId = (await here.secretary.post(`/api/consortia/${here.consortiumId}/meetings`, meeting)).body.id;
  const agenda = (await here.secretary.get(`/api/consortia/${here.consortiumId}/meetings/${meetingId}`)).body.agenda;
  const motion = { itemId: agenda[0].id, kind: 'ordinary', title: secret, text: secret };
  const motions = `/api/consortia/${here.consortiumId}/meetings/${meetingId}/motions`;
  motionId = (await here.secretary.post(motions, motion)).body.id;
  const task = { title: `${secret}任务`, memberId, dueOn: '2090-01-01' };
  taskId = (await here.secretary.post(`/api/consortia/${here.consortiumId}/tasks`, task)).body.id;
  const rules = `/api/consortia/${here.consortiumId}/governing-documents`;
  const draft = { kind: '章程', title: `${secret}章程`, readers: ['member-reporter'] };
  ({ id: documentId, versionId } = (await here.secretary.post(rules, draft)).body);
  people = await keepTargets(server, here, { memberId, secret, entrySecret });
  const elsewhere = await testConsortium(server, { name: '他省联合体', ministryId: here.ministryId });
  const beside = await server.addUnit('consortium', '同省他联合体', here.provinceId);
  const units: Record<string, string> = {
    他省: elsewhere.provinceId,
    他省的联合体: elsewhere.consortiumId,
    同省的他联合体: beside,
    他省联合体的成员: await server.addUnit('member', '他省成员', elsewhere.consortiumId),
    同一联合体的他成员: await server.addUnit('member', '同联合体他成员', here.consortiumId),
  };
  for (const [place, unitId] of Object.entries(units)) {
    for (const role of rolesIn(place)) {
      outsiders.push({ name: `${place}的${roles[role].label}`, client: await server.join(role, unitId) });
    }
  }
  outsiders.push({ name: '没有角色的人', client: await withoutRole() });
  routes = await everyRoute();
});
afterAll(() => server.close());

/** Every role that can stand in such a unit. */
function rolesIn(place: string): readonly Role[] {
  const kind = place === '他省' ? 'province' : place.endsWith('成员') ? 'member' : 'consortium';
  const all: readonly Role[] = Object.keys(roles).filter((role): role is Role => role in roles);
  return all.filter((role) => roles[role].unit === kind || roles[role].unit === 'any');
}

async function withoutRole(): Promise<TestClient> {
  const client = await server.join('auditor', memberId);
  await server.context.db.asOwner((tx) =>
    tx.deleteFrom('role_assignment').where('person_id', '=', client.personId).execute(),
  );
  return client;
}

/** Every route of the OpenAPI description, aimed at what belongs to the consortium under test. */
async function everyRoute() {
  const api = (await server.stranger.get('/api/openapi.json')).body;
  const found: { method: string; path: string; body: unknown }[] = [];
  for (const [path, methods] of Object.entries<Record<string, unknown>>(api.paths)) {
    if (!path.startsWith('/api/') || path.includes('/public/') || path.startsWith('/api/auth/')) continue;
    const id = targetOf(path);
    const at = path
      .replace('{id}', id)
      .replace('{unitId}', here.provinceId)
      .replace('{applicationId}', here.applicationId)
      .replace('{document}', documentOf(path))
      .replace('{number}', '1')
      .replace('{motionId}', motionId)
      .replace('{version}', '1')
      .replace('{format}', 'pdf')
      .replace('{memberId}', memberId)
      .replace('{entryId}', entryId)
      .replace('{point}', '1.1')
      .replace('{certificateId}', certificateId)
      .replace('{meetingId}', meetingId)
      .replace('{seatId}', seatId)
      .replace('{importId}', jobId)
      .replace('{code}', figureCode)
      .replace('{n}', '1')
      .replace('{collectionId}', collectionId)
      .replace('{documentId}', documentId)
      .replace('{versionId}', versionId)
      .replace('{cell}', path.includes('/returns/') ? 'goals' : 'features')
      .replace('{taskId}', taskId)
      .replace('{month}', '2023-01')
      .replace('{kind}', 'talent-demand-report')
      .replace('{figure}', 'demandReports')
      .replace('{member}', memberId)
      .replace('{year}', '2022')
      .replace(/\{(\w+)\}/g, (all, name: string) => people[name] ?? all)
      .replace('{packId}', 'moe-2023-15')
      // Of everything else there is none.
      .replace(/\{\w+Id\}/g, () => crypto.randomUUID());
    const queries = queriesFor(path, { secret, consortiumId: here.consortiumId, memberId });
    for (const method of Object.keys(methods)) {
      const body = bodies[`${method.toUpperCase()} ${path}`] ?? bodyFor(method, path);
      for (const query of queries) found.push({ method: method.toUpperCase(), path: at + query, body });
    }
  }
  return found;
}

/** The thing of the consortium under test that a route of this path is about. */
function targetOf(path: string): string {
  if (path.startsWith('/api/batches')) return here.batchId;
  if (path.startsWith('/api/collections')) return collectionId;
  if (path.startsWith('/api/people')) return here.secretary.personId;
  if (path.startsWith('/api/entries/')) return entryId;
  if (path.startsWith('/api/jobs/')) return jobId;
  if (path.startsWith('/api/evidence/')) return evidenceId;
  return path.startsWith('/api/consortia/') ? here.consortiumId : here.applicationId;
}

function bodyFor(method: string, path: string): unknown {
  if (method !== 'post') return undefined;
  if (path === '/api/invitations') return { role: 'secretariat', unitId: here.consortiumId };
  if (path === '/api/units') return { name: '侵入', kind: 'member', parentId: here.consortiumId };
  if (path === '/api/batches') return { unitId: here.provinceId, packId: 'moe-2023-15', title: '侵入' };
  if (path === '/api/collections')
    return { unitId: here.ministryId, packId: 'moe-2023-15', kind: 'plan', year: 2091, title: '侵入' };
  if (path === '/api/collections/{id}/handings') return { unitId: here.provinceId, number: 1, remark: '侵入' };
  if (path === '/api/collections/{id}/reminders') return { provinceId: here.provinceId };
  if (path.endsWith('/webhooks')) return { unitId: memberId, url: 'https://hooks.example/x', events: ['reminder'] };
  if (path.endsWith('/reminders')) return { members: [memberId], channels: ['app'], text: '侵入' };
  if (path.endsWith('/members/invitations')) return { memberIds: [memberId] };
  if (path.endsWith('/applications')) return { consortiumId: here.consortiumId };
  return undefined;
}

const ask = (
  client: TestClient,
  { method, path, body }: { method: string; path: string; body: unknown },
): Promise<TestAnswer> => {
  if (/\/(imports|ledger-imports|talent-imports|files)$/.test(path)) {
    const file = new FormData();
    file.set('file', new Blob(['not a word file']), 'form.docx');
    return client.request(method, path, { body: file });
  }
  return client.request(
    method,
    path,
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
  );
};

/** Routes to a thing of the consortium under test: the consortium, its form, its entry. */
const isAimed = ({ path }: { path: string }) =>
  [here.applicationId, here.consortiumId, entryId, evidenceId, jobId].includes(aimOf(path));
const aimOf = (path: string) =>
  /^\/api\/(?:applications|consortia|entries|evidence|jobs)\/([^/?]+)/.exec(path)?.[1] ?? '';

/**
 * Whoever has a role in another member of the consortium knows the consortium: a reporter sees the names in the directory, and finds lists
 * without anything of the others in them. It changes nothing; what is another's is not found.
 */
function statusesForSibling(
  { method, path }: { method: string; path: string },
  isReporter: boolean,
): readonly number[] {
  const own = `/api/consortia/${here.consortiumId}`;
  if (!path.startsWith(own)) return [404];
  if (!path.startsWith(`${own}/members`))
    return method === 'GET'
      ? [200, 404, ...(path.includes('/fairs/') ? [403] : [])]
      : [
          ...(path.endsWith('/reports') ? [200] : /\/(ledger-imports|talent-imports|volumes)$/.test(path) ? [202] : []),
          403,
          404,
          422,
        ];
  if (!isReporter) return [404];
  if (method === 'GET')
    return [directory.test(path) || path.endsWith('/certificates') ? 200 : path.endsWith('.pdf') ? 404 : 403];
  return [path.includes(certificateId) ? 404 : 403];
}

/** Whatever tells that the thing exists, or what stands in it. */
function leak(answer: TestAnswer, except: string[]): string | undefined {
  const told = [secret, entrySecret, here.applicationId, here.consortiumId, here.secretary.email, '云泽市'].filter(
    (one) => !except.includes(one),
  );
  return told.find((one) => answer.text.includes(one));
}

describe('across the border of a province, a consortium or a member', () => {
  test('there are routes and outsiders enough for this to mean something', () => {
    expect(routes.length).toBeGreaterThan(30);
    expect(outsiders.length).toBeGreaterThan(20);
  });

  test('no role finds anything by any route: not in lists, search, exports or the words of a refusal', async () => {
    const leaks: string[] = [];
    for (const { name, client } of outsiders) {
      // Members may know the name of their own consortium, and whoever is in it its id.
      const except = name.startsWith('同一联合体的他成员') ? [here.consortiumId, secret] : [];
      for (const route of routes) {
        const answer = await ask(client, route);
        const found = leak(answer, except);
        if (found !== undefined) leaks.push(`${name}: ${route.method} ${route.path} ${answer.status} tells ${found}`);
        const isReporter = name.endsWith(roles['member-reporter'].label);
        const isSibling = name.startsWith('同一联合体的他成员');
        const right = isSibling ? statusesForSibling(route, isReporter) : [404];
        if (isAimed(route) && !right.includes(answer.status))
          leaks.push(`${name}: ${route.method} ${route.path} answered ${answer.status}`);
      }
    }
    expect(leaks).toEqual([]);
    // Each of them tries every route.
  }, 240_000);

  test('what is not there and what is not theirs are answered in the same words', async () => {
    const nobody = crypto.randomUUID();
    for (const { client } of outsiders.slice(0, 6)) {
      for (const route of routes.filter(isAimed)) {
        const theirs = await ask(client, route);
        const none = await ask(client, { ...route, path: route.path.replace(aimOf(route.path), nobody) });
        expect([route.path, none.status, none.text]).toEqual([route.path, theirs.status, theirs.text]);
      }
    }
  });

  test('a figure’s code opens nothing to whoever may not see the figure, as a code that was never printed', async () => {
    const none = await here.secretary.get('/api/figures/codes/7KQ2M-9XWPP');
    expect(none.status).toBe(404);
    for (const { name, client } of outsiders) {
      const { status, text } = await client.get(`/api/figures/codes/${figureCode}`);
      expect([name, status, text]).toEqual([name, 404, none.text]);
    }
    expect((await here.secretary.get(`/api/figures/codes/${figureCode}`)).status).toBe(200);
  });

  test('nothing was changed by all that', async () => {
    const opened = (await here.secretary.get(`/api/applications/${here.applicationId}`)).body;
    expect(opened).toMatchObject({ state: 'submitted', sequence: 1, latestRevision: 1 });
    expect((await here.secretary.get('/api/units')).text).not.toContain('侵入');
  });

  test('requests of many people at the same moment never mix: each sees its own', async () => {
    const mine = `/api/applications/${here.applicationId}`;
    const rounds = Array.from({ length: 12 }, () => [
      here.secretary.get('/api/consortia').then(({ body }) => expect(body.total).toBe(1)),
      here.secretary.get(mine).then(({ status }) => expect(status).toBe(200)),
      ...outsiders.slice(0, 10).map(({ client }) => client.get(mine).then(({ status }) => expect(status).toBe(404))),
      ...outsiders
        .slice(0, 10)
        .map(({ client }) => client.get('/api/consortia').then(({ text }) => expect(text).not.toContain(secret))),
    ]);
    await Promise.all(rounds.flat());
  });

  test('without a session every route answers 401, and a made-up one is no session', async () => {
    for (const route of routes)
      expect([route.path, (await ask(server.stranger, route)).status]).toEqual([route.path, 401]);
    for (const headers of [{ authorization: 'Bearer forged' }, { cookie: 'lianheti.session_token=forged.forged' }])
      expect((await server.stranger.get('/api/consortia', undefined, headers)).status).toBe(401);
  });

  test('a change without the header that other sites cannot send is refused', async () => {
    const answer = await fetch(`${server.address}/api/applications/${here.applicationId}/presence`, {
      method: 'PUT',
      headers: { authorization: here.secretary.headers.authorization ?? '', 'content-type': 'application/json' },
      body: '{"cell":null}',
    });
    expect(answer.status).toBe(403);
  });
});

describe('within the scope', () => {
  test.each([
    ['ministry-officer', 'ministryId', 200],
    ['provincial-officer', 'provinceId', 200],
    ['park-authority', 'consortiumId', 200],
    ['lead-school', 'consortiumId', 200],
    ['lead-enterprise', 'consortiumId', 200],
    ['auditor', 'provinceId', 200],
    ['expert', 'ministryId', 404],
    ['system-administrator', 'ministryId', 404],
    ['security-administrator', 'ministryId', 404],
    ['audit-administrator', 'ministryId', 404],
  ] as const)('%s is answered %s %s when it opens the form', async (role, unit, status) => {
    const client = await server.join(role, here[unit]);
    expect((await client.get(`/api/applications/${here.applicationId}`)).status).toBe(status);
  });

  test('a member knows the name of its consortium and nothing of its form', async () => {
    const member = await server.join('member-reporter', memberId);
    expect((await member.get('/api/consortia')).body.items).toMatchObject([
      { name: `${secret}联合体`, application: null },
    ]);
    expect((await member.get(`/api/applications/${here.applicationId}`)).status).toBe(404);
  });

  test('an auditor reads and changes nothing', async () => {
    const auditor = await server.join('auditor', here.ministryId);
    for (const route of routes.filter(
      ({ method, path }) =>
        method !== 'GET' && !path.endsWith('/presence') && !path.endsWith('/imports') && !path.includes('/me/'),
    )) {
      const { status } = await ask(auditor, route);
      expect([route.method, route.path, status]).toEqual([
        route.method,
        route.path,
        expect.toBeOneOf([403, 404, 409, 422]),
      ]);
    }
    expect((await auditor.get('/api/audit')).body.items.length).toBeGreaterThan(0);
  });

  test('each administrator has its own work only: none can do another’s', async () => {
    const system = await server.join('system-administrator', here.ministryId);
    const security = await server.join('security-administrator', here.ministryId);
    const audit = await server.join('audit-administrator', here.ministryId);
    const unlock = `/api/people/${here.secretary.personId}/unlock`;
    expect([
      (await system.post(unlock)).status,
      (await security.post(unlock)).status,
      (await audit.post(unlock)).status,
    ]).toEqual([404, 204, 404]);
    const events = await Promise.all(
      [system, security, audit].map(async (one) => (await one.get('/api/audit')).body.items.length > 0),
    );
    expect(events).toEqual([false, false, true]);
    const unit = { name: '新省', kind: 'province', parentId: here.ministryId };
    expect([
      (await system.post('/api/units', unit)).status,
      (await security.post('/api/units', unit)).status,
      (await audit.post('/api/units', unit)).status,
    ]).toEqual([201, 403, 403]);
  });
});
