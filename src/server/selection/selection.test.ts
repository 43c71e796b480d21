import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCommand } from '#test/run-command.ts';
import type { TestClient } from '#test/test-client.ts';
import { asSuperuser } from '#test/test-database.ts';
import type { TestReading } from '#test/test-reading.ts';
import { closePublicity, firstInSelection, joinSelection } from '#test/test-selection.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { replay } from './replay-batch.ts';

let server: TestServer;
let here: TestReading;
let officer: TestClient;
let colleague: TestClient;
let url: string;
let queriesForOne: number;
const all: TestReading[] = [];
const script = '<script>alert(1)</script>“不实”';

beforeAll(async () => {
  server = await testServer();
  here = await firstInSelection(server);
  officer = here.officer;
  colleague = await server.join('ministry-officer', here.ministryId);
  url = `/api/batches/${here.batchId}`;
  queriesForOne = await countQueries();
  all.push(...(await joinSelection(server, here)));
});
afterAll(() => server.close());

/** Statements that the selection's page sends; the least of three, since timers ask as well. */
async function countQueries(): Promise<number> {
  const counts: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const spy = vi.spyOn(pg.Client.prototype, 'query');
    await view();
    counts.push(spy.mock.calls.filter((call) => !JSON.stringify(call).includes('pg_notify')).length);
    spy.mockRestore();
  }
  return Math.min(...counts);
}

const view = async () => (await officer.get(`${url}/selection`)).body;
const itemsOf = (listed: readonly boolean[], reason = '') =>
  all.map(({ applicationId }, at) => ({ applicationId, listed: listed[at] ?? false, reason }));
const decideAs = (client: TestClient, version: number, listed: readonly boolean[], reason = '') =>
  client.put(`${url}/decision`, { version, items: itemsOf(listed, reason), reason: '经集体研究' });
const publicity = (version: number) =>
  officer.post(`${url}/publicity`, { version, title: '公示（虚构）', text: '现予公示。' });
const list = (version: number) =>
  officer.post(`${url}/list`, {
    version,
    number: '示教函〔2026〕9号',
    title: '培育名单（虚构）',
    text: '现予公布。',
    publishedOn: '2026-12-01',
  });
const idsOf = (one: TestReading | undefined) => one?.applicationId ?? '';

describe('the board’s selection (A3-3-03)', () => {
  test('ranks with how well each place holds, in the nation and in the province, the same every time', async () => {
    const first = await view();
    expect(first.candidates.map(({ id }: { id: string }) => id)).toEqual(all.map(({ applicationId }) => applicationId));
    expect(first.candidates[0]).toMatchObject({ score: 91, waiting: 0, city: '云泽市', industry: '装备制造' });
    expect(first.candidates[0].standing).toMatchObject({ rank: 1, low: 1 });
    expect(first.candidates[1].within).toContainEqual(
      expect.objectContaining({ grouping: 'province', rank: 2, of: 3 }),
    );
    expect((await view()).candidates).toEqual(first.candidates);
    const one = (await officer.get(`${url}/selection?places=1`)).body;
    expect(one.candidates[0].standing.above).toBeLessThanOrEqual(first.candidates[0].standing.above);
  });

  test('asks the database as often for three applications as for one', async () => {
    expect(await countQueries()).toBe(queriesForOne);
  });

  test('nobody but the board sees or does any of it: not an expert, a province, a secretariat or another office', async () => {
    const others = [
      here.secretary,
      here.provincial,
      await server.join('expert', here.ministryId),
      await server.join('auditor', here.ministryId),
      await server.join('park-authority', here.consortiumId),
    ];
    for (const other of others) {
      expect([403, 404]).toContain((await other.get(`${url}/selection`)).status);
      expect([403, 404]).toContain((await decideAs(other, 0, [true])).status);
      const scenario = { name: '侵入', rules: { places: 1, by: 'score' } };
      expect([403, 404]).toContain((await other.post(`${url}/scenarios`, scenario)).status);
      const order = { version: 0, title: '侵入', text: '侵入' };
      expect([403, 404]).toContain((await other.post(`${url}/publicity`, order)).status);
    }
    expect(await view()).toMatchObject({ scenarios: [], decision: null });
  });

  test('a scenario is kept by its name with what it changes, and dropped again', async () => {
    const rules = { places: 2, by: 'score', cut: 89 };
    const kept = await officer.post(`${url}/scenarios`, { name: '八十九分线', rules });
    expect(kept.status).toBe(201);
    expect((await officer.post(`${url}/scenarios`, { name: '八十九分线', rules })).status).toBe(422);
    const upside = { ...rules, province: { least: 3, most: 1 } };
    expect((await officer.post(`${url}/scenarios`, { name: '自相矛盾', rules: upside })).status).toBe(422);
    expect((await view()).scenarios).toMatchObject([
      { rules, isCurrent: true, result: { listed: [idsOf(all[0])], added: [], dropped: [idsOf(all[1])] } },
    ]);
    const more = await officer.post(`${url}/scenarios`, {
      name: '每省至多一家',
      rules: { ...rules, province: { most: 1 } },
    });
    expect((await officer.delete(`${url}/scenarios/${more.body.id}`)).status).toBe(204);
    expect((await officer.delete(`${url}/scenarios/${more.body.id}`)).status).toBe(404);
  });

  test('a decision that departs from the ranking is refused until each departure has its reason', async () => {
    const refused = await decideAs(officer, 0, [true, false, true]);
    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:lianheti:departures-unexplained' } });
    expect(refused.body.names).toEqual(['第2联合体（虚构）', '第3联合体（虚构）']);
    const partial = await officer.put(`${url}/decision`, { version: 0, items: itemsOf([true]).slice(1), reason: '' });
    expect(partial.status).toBe(422);
  });

  test('two boards that decide at once: one is kept, the other is told who decided what', async () => {
    const answers = await Promise.all([
      decideAs(officer, 0, [true, true, false]),
      decideAs(colleague, 0, [true, true, false]),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body } = answers.find(({ status }) => status === 409) ?? { body: {} };
    expect(body).toMatchObject({ type: 'urn:lianheti:stale', version: 1, by: expect.any(String) });
    expect(body.changes).toContainEqual({ name: '第1联合体（虚构）', listed: true });
    expect((await decideAs(officer, 1, [true, false, false])).body).toEqual({ version: 2 });
    const { body: late } = await decideAs(colleague, 1, [true, true, true]);
    expect(late.changes).toEqual([{ name: '第2联合体（虚构）', listed: false }]);
    expect((await view()).history).toMatchObject([
      { version: 1, listed: 2 },
      { version: 2, listed: 1 },
    ]);
  });

  test('scores that change after the decision must be looked at again before anything is published', async () => {
    await officer.patch(url, { weights: { 1.1: 2 } });
    expect(await publicity(2)).toMatchObject({ status: 409, body: { type: 'urn:lianheti:results-changed' } });
    expect((await decideAs(officer, 2, [true, false, false])).body).toEqual({ version: 3 });
  });
});

describe('a draft list in public, and objections to it', () => {
  test('no list comes before a draft list', async () => {
    expect(await list(3)).toMatchObject({ status: 409, body: { type: 'urn:lianheti:action-not-possible' } });
  });

  test('a double click publishes once', async () => {
    const clicks = await Promise.all([publicity(3), publicity(3)]);
    expect(clicks.map(({ status, body }) => [status, body.version])).toEqual([
      [200, 4],
      [200, 4],
    ]);
    expect((await view()).history.map(({ state }: { state: string }) => state)).toEqual([
      'draft',
      'draft',
      'draft',
      'publicity',
    ]);
    expect((await view()).publicity).toMatchObject({ listed: 1, text: '现予公示。' });
  });

  test('anybody may object while it is public, and a script inside is text; the same twice is one', async () => {
    const publication = (await view()).publicity.id;
    const object = async (text: string) => {
      const { rows } = await server.context.db.app.query('select outcome, id from take_objection($1, $2, $3, $4, $5)', [
        publication,
        here.consortiumId,
        text,
        '群众（虚构）',
        '000-0000',
      ]);
      return rows[0];
    };
    const [first, again] = [await object(script), await object(script)];
    expect(first).toEqual({ outcome: 'taken', id: expect.any(String) });
    expect(again).toEqual(first);
    const unlisted = all[1]?.consortiumId;
    const { rows } = await server.context.db.app.query('select outcome from take_objection($1, $2, $3, $4, $5)', [
      publication,
      unlisted,
      '不在名单上',
      '群众（虚构）',
      '000-0000',
    ]);
    expect(rows).toEqual([{ outcome: 'not-found' }]);
    expect((await view()).objections).toMatchObject([{ text: script, decision: null, isRecorded: false }]);
  });

  test('the office records a letter of these days; one about nobody on the list, or of another day, is refused', async () => {
    const today = (await view()).publicity.publishedOn;
    const letter = { consortiumId: null, text: '来信', name: '某单位（虚构）', contact: '门卫转交', receivedOn: today };
    const record = (change: object) => officer.post(`${url}/objections`, { ...letter, ...change });
    expect((await record({ consortiumId: all[2]?.consortiumId })).status).toBe(422);
    expect((await record({ receivedOn: '2020-01-01' })).status).toBe(422);
    expect((await here.provincial.post(`${url}/objections`, letter)).status).toBe(403);
    expect((await record({})).status).toBe(201);
  });

  test('no list comes out while its days last, nor while an objection is open', async () => {
    expect(await list(4)).toMatchObject({ status: 409, body: { type: 'urn:lianheti:publicity-open' } });
    await closePublicity(server.context.db, here.batchId);
    expect(await list(4)).toMatchObject({ status: 409, body: { type: 'urn:lianheti:objections-open', open: 2 } });
  });

  test('a late objection is not taken', async () => {
    const publication = (await view()).publicity.id;
    const { rows } = await server.context.db.app.query('select outcome from take_objection($1, $2, $3, $4, $5)', [
      publication,
      null,
      '迟到',
      '群众（虚构）',
      '传达室转交',
    ]);
    expect(rows).toEqual([{ outcome: 'closed' }]);
  });

  test('an objection is decided once; what is shown is public, names and contacts never', async () => {
    const [first, second] = (await view()).objections;
    const answer = (id: string, order: object) => officer.post(`${url}/objections/${id}/answer`, order);
    const order = { answer: '经核查属实', decision: 'upheld', shown: true };
    const answers = await Promise.all([answer(first.id, order), answer(first.id, order)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await answer(second.id, { answer: '不成立', decision: 'dismissed', shown: false })).status).toBe(204);
    const { rows } = await server.context.db.app.query('select public_snapshot() as record');
    const text = JSON.stringify(rows[0].record);
    expect(rows[0].record.objections).toMatchObject([{ text: script, answer: '经核查属实', decision: 'upheld' }]);
    expect(rows[0].record.batches[0].objections).toEqual({ taken: 2, decided: 2 });
    for (const hidden of ['群众', '某单位', '门卫转交', '传达室转交', '来信', '意见0'])
      expect(text).not.toContain(hidden);
  });

  test('after an objection that was upheld the board decides again, with reasons', async () => {
    expect(await list(4)).toMatchObject({ status: 409, body: { type: 'urn:lianheti:objections-open', upheld: 1 } });
    expect((await decideAs(officer, 4, [false, true, false])).status).toBe(422);
    expect((await decideAs(officer, 4, [false, true, false], '异议成立')).body).toEqual({ version: 5 });
  });
});

describe('the list', () => {
  test('is published once; every application is listed or not, and who is listed is a 培育单位', async () => {
    await officer.patch(url, { commentsShown: true });
    const clicks = await Promise.all([list(5), list(5)]);
    expect(clicks.map(({ status, body }) => [status, body.version])).toEqual([
      [200, 6],
      [200, 6],
    ]);
    const states = await Promise.all(
      all.map(
        async ({ secretary, applicationId }) => (await secretary.get(`/api/applications/${applicationId}`)).body.state,
      ),
    );
    expect(states).toEqual(['unlisted', 'listed', 'unlisted']);
    const promised = async (client: TestClient | undefined, id: string | undefined) =>
      (await client?.get(`/api/consortia/${id}/commitments`))?.body.figures.some(
        ({ years }: { years: { commitment: unknown }[] }) => years.some(({ commitment }) => commitment !== null),
      );
    expect(await Promise.all(all.map((each) => promised(each.secretary, each.consortiumId)))).toEqual([
      false,
      true,
      false,
    ]);
    const cultivation = (client: TestClient | undefined) =>
      client?.get('/api/consortia').then(({ body }) => body.items[0].cultivatedSince);
    expect(await cultivation(all[0]?.secretary)).toBeNull();
    expect(await cultivation(all[1]?.secretary)).toBe('2026-12-01');
    expect((await decideAs(officer, 6, [true, false, false], '再议')).status).toBe(409);
  });

  test('tells every applicant, with its own readers’ comments and no names', async () => {
    for (const [at, one] of all.entries()) {
      const { items } = (await one.secretary.get('/api/me/notices')).body;
      expect(items[0]).toMatchObject({ link: `/applications/${one.applicationId}/outcome` });
      expect(items[0].text).toContain(at === 1 ? '已列入' : '未列入');
      const { body, text } = await one.secretary.get(`/api/applications/${one.applicationId}/outcome`);
      expect(body).toMatchObject({ listed: at === 1, list: { number: '示教函〔2026〕9号' } });
      expect(body.comments[0].comments).toEqual([`意见${at}`]);
      expect(text).not.toContain('专家1');
    }
    const other = await all[0]?.secretary.get(`/api/applications/${idsOf(all[1])}/outcome`);
    expect(other?.status).toBe(404);
  });

  test.each(['publicity.docx', 'list.docx', 'list.pdf'])('is an official document: %s', async (document) => {
    const response = await fetch(`${server.address}${url}/publications/${document}`, { headers: officer.headers });
    expect(response.status).toBe(200);
    const start = Buffer.from(await response.arrayBuffer())
      .subarray(0, 4)
      .toString('latin1');
    expect(start.startsWith(document.endsWith('pdf') ? '%PDF' : 'PK')).toBe(true);
  });

  test('is recomputed from the record to the same, and every kind of tampering is named', async () => {
    const played = () => asSuperuser(server.superuser, (client) => replay(client, here.batchId));
    expect(await played()).toMatchObject({ applications: 3, decisions: 6, listed: 1, faults: [] });
    expect(await runCommand(server, 'batch', 'replay', here.batchId)).toMatchObject({
      code: 0,
      text: expect.stringContaining('与记录一致'),
    });
    const tampered = (statement: string) =>
      asSuperuser(server.superuser, async (client) => {
        await client.query("set session_replication_role = 'replica'");
        await client.query(statement);
        return replay(client, '测试批次');
      });
    const restored = (...statements: readonly [string, string]) =>
      asSuperuser(server.superuser, async (client) => {
        await client.query("set session_replication_role = 'replica'");
        await client.query(statements[0]);
        const { faults } = await replay(client, here.batchId);
        await client.query(statements[1]);
        return faults.map(({ place, fault }) => `${place}：${fault}`).join('\n');
      });
    const score = `update reading_score set score = score + $by where point = '1.1' and application_id = '${idsOf(all[2])}'`;
    expect(await restored(score.replace('$by', '5'), score.replace('$by', '-5'))).toMatch(
      /第3联合体（虚构）：成绩：决定时为.+重算为/,
    );
    const outcome = `update application set state = '$state' where id = '${idsOf(all[0])}'`;
    expect(await restored(outcome.replace('$state', 'listed'), outcome.replace('$state', 'unlisted'))).toContain(
      '申报的状态应为未列入培育名单',
    );
    const content = (name: string) =>
      `update publication set content = jsonb_set(content, '{items,0,name}', '"${name}"') where kind = 'list'`;
    const renamed = await restored(content('假联合体'), content('第2联合体（虚构）'));
    expect(renamed).toContain('摘要与内容不符');
    expect(renamed).toContain('内容与申报不符');
    expect((await played()).faults).toEqual([]);
    const reason = "update decision set items = jsonb_set(items, '{0,reason}', '\"改过的理由\"') where version = 5";
    expect((await tampered(reason)).faults).toContainEqual({ place: '决定第5版', fault: '与审计记录中的摘要不符' });
    const told = await runCommand(server, 'batch', 'replay', '测试批次', '--json');
    expect(told.code).toBe(1);
    expect(JSON.parse(told.text)).toMatchObject({ faults: [{ place: '决定第5版' }] });
    expect((await runCommand(server, 'batch', 'replay', '没有的批次')).code).toBe(2);
    await expect(asSuperuser(server.superuser, (client) => replay(client, '没有的批次'))).rejects.toThrow(
      '没有名称或编号',
    );
  });
});
