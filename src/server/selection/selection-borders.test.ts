import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestReading } from '#test/test-reading.ts';
import { closePublicity, firstInSelection, joinSelection } from '#test/test-selection.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestReading;

/** A batch whose list is out, with a scenario and an objection that was dismissed. */
beforeAll(async () => {
  server = await testServer();
  here = await firstInSelection(server);
  const all = await joinSelection(server, here);
  const url = `/api/batches/${here.batchId}`;
  const items = all.map(({ applicationId }, at) => ({ applicationId, listed: at === 0 }));
  const order = { title: '名单（虚构）', text: '现予公布。' };
  const { officer } = here;
  const rules = { places: 1, by: 'score' };
  const receivedOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const objection = { consortiumId: null, text: '来信', name: '某单位（虚构）', contact: '000', receivedOn };
  const answer = { answer: '不成立', decision: 'dismissed', shown: false };
  expect((await officer.post(`${url}/scenarios`, { name: '一家', rules })).status).toBe(201);
  expect((await officer.put(`${url}/decision`, { version: 0, items })).status).toBe(200);
  expect((await officer.post(`${url}/publicity`, { version: 1, ...order })).status).toBe(200);
  const { id } = (await officer.post(`${url}/objections`, objection)).body;
  expect((await officer.post(`${url}/objections/${id}/answer`, answer)).status).toBe(204);
  await closePublicity(server.context.db, here.batchId);
  const list = { version: 2, number: '1号', publishedOn: '2026-12-01', ...order };
  expect((await officer.post(`${url}/list`, list)).status).toBe(200);
});
afterAll(() => server.close());

/** Even if the application forgot every check of its own. */
describe('the database alone', () => {
  const as = (client: { personId: string }, statement: string) =>
    server.context.db.asActor(client, (tx) => sql.raw<{ n: number }>(statement).execute(tx));
  const count = async (client: { personId: string }, table: string) =>
    (await as(client, `select count(*) as n from ${table}`)).rows[0]?.n;

  test('shows scenarios, decisions and objections to the board alone, and an outcome to whose it is', async () => {
    const expert = await server.join('expert', here.ministryId);
    for (const table of ['scenario', 'decision', 'objection']) {
      expect([table, await count(here.officer, table)]).not.toEqual([table, 0]);
      for (const other of [here.secretary, here.provincial, expert])
        expect([table, await count(other, table)]).toEqual([table, 0]);
    }
    expect(await count(here.secretary, 'outcome')).toBe(1);
    expect(await count(here.provincial, 'outcome')).toBe(3);
    expect(await count(expert, 'outcome')).toBe(0);
  });

  test('lets nobody else decide, publish, answer or name a 培育单位', async () => {
    const by = `'${here.batchId}', '${here.provincial.personId}'`;
    const attempts = [
      `insert into scenario (batch_id, person_id, name, parameters, result) values (${by}, '侵入', '{}', '{}')`,
      `insert into publication (batch_id, person_id, kind, title, published_on, content, digest)
         values (${by}, 'notice', '侵入', '2026-01-01', '{}', repeat('0', 64))`,
      `insert into cultivation (batch_id, consortium_id, since) values ('${here.batchId}', '${here.consortiumId}', '2026-01-01')`,
      `insert into objection (batch_id, text, name, contact) values ('${here.batchId}', '侵入', '侵入', '侵入')`,
    ];
    for (const attempt of attempts)
      await expect(as(here.provincial, attempt)).rejects.toThrow(/row-level security|permission denied/);
    const answered = await as(here.provincial, "update objection set answer = '侵入'");
    expect(answered.numAffectedRows).toBe(0n);
  });

  test('keeps what was decided and published, even from the board', async () => {
    const { batchId, officer: board } = here;
    const decision = `insert into decision (batch_id, person_id, version, items, state, basis)
      values ('${batchId}', '${board.personId}', 4, '[]', 'draft', '{}')`;
    await expect(as(board, decision)).rejects.toThrow(/until the list is out/);
    await expect(as(board, "update objection set answer = '改过'")).rejects.toThrow(/decided once/);
    for (const statement of [
      'delete from decision',
      "update publication set title = '改过'",
      'delete from cultivation',
    ])
      await expect(as(board, statement)).rejects.toThrow(/permission denied/);
  });
});
