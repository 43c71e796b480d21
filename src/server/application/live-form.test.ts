import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContext } from '#server/context.ts';
import { connectDatabase } from '#server/db/database.ts';
import { createApp } from '#server/http/app.ts';
import { follow } from '#test/follow-events.ts';
import { testClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let form: string;
let second: { address: string; close: () => Promise<void> };
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  form = `/api/applications/${here.applicationId}`;
  second = await replica();
});
afterAll(async () => {
  await second.close();
  await server.close();
});

/** A second server process of the same installation: its own memory, the same database. */
async function replica() {
  const db = await connectDatabase(server.superuser);
  const app = await createApp(await createContext(server.context.config, db));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    address,
    close: async () => {
      await app.close();
      await db.close();
    },
  };
}

describe('two people in one form', () => {
  test('each sees what the other saves, who is there and where', async () => {
    const other = await server.join('park-authority', here.consortiumId, '园区的人');
    const events = await follow(server.address, `${form}/events`, other.headers);
    await here.secretary.put(`${form}/answers/park`, { value: '看得见的园区', baseVersion: 0 });
    expect(await events.next('answer')).toMatchObject({
      cell: 'park',
      value: '看得见的园区',
      version: 1,
      by: { name: '测试联合体秘书' },
    });
    expect(await events.next('findings')).toMatchObject({ progress: { answered: expect.any(Number) } });
    await here.secretary.put(`${form}/presence`, { cell: 'leaderName' });
    await expect
      .poll(() => events.latest('presence')?.people)
      .toContainEqual({ id: here.secretary.personId, name: '测试联合体秘书', cell: 'leaderName' });
    events.close();
  });

  test('also when each is served by another process', async () => {
    const other = await server.join('park-authority', here.consortiumId, '另一进程的人');
    const events = await follow(second.address, `${form}/events`, other.headers);
    const { versions } = (await here.secretary.get(form)).body;
    await here.secretary.put(`${form}/answers/park`, { value: '另一进程看见', baseVersion: versions.park ?? 0 });
    expect(await events.next('answer')).toMatchObject({ value: '另一进程看见' });
    const there = testClient(second.address, here.secretary.headers);
    const opened = (await there.get(form)).body;
    expect(opened.answers.park).toBe('另一进程看见');
    await there.put(`${form}/answers/park`, { value: '由另一进程保存', baseVersion: opened.versions.park });
    const back = await here.secretary.put(`${form}/answers/leaderName`, { value: '甲', baseVersion: 0 });
    expect(back.status).toBe(200);
    expect((await here.secretary.get(form)).body.answers.park).toBe('由另一进程保存');
    events.close();
  });

  test('the end of a session ends what it hears, in every process', async () => {
    const other = await server.join('park-authority', here.consortiumId);
    const streams = await Promise.all(
      [server.address, second.address].map((address) => follow(address, `${form}/events`, other.headers)),
    );
    const session = (await other.get('/api/me/sessions')).body.items[0];
    await other.delete(`/api/me/sessions/${session.id}`);
    await Promise.all(streams.map((stream) => stream.ended));
  });

  test('who loses the role hears nothing more', async () => {
    const other = await server.join('park-authority', here.consortiumId);
    const events = await follow(server.address, `${form}/events`, other.headers);
    await server.context.db.asOwner((tx) =>
      tx.deleteFrom('role_assignment').where('person_id', '=', other.personId).execute(),
    );
    await events.ended;
  });

  test('a stranger to the form cannot listen', async () => {
    const stranger = await server.join('secretariat', await server.addUnit('consortium', '他联合体', here.provinceId));
    expect((await stranger.get(`${form}/events`)).status).toBe(404);
    expect((await stranger.put(`${form}/presence`, { cell: null })).status).toBe(404);
  });
});
