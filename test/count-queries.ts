import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import pg from 'pg';
import { expect, vi } from 'vitest';
import type { TestClient } from './test-client.ts';

/** The statements of the request whose handling is under way; timers and whoever watches run outside of any. */
const counted = new AsyncLocalStorage<string[] | undefined>();
const mark = 'x-count-queries';
const rounds = new Map<string, string[]>();

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  counted.enterWith(rounds.get(String(request.headers[mark])));
});

/** How many statements a request sends to the database, once what may be remembered is remembered. The least of three, since what is remembered may be dropped beside it. */
export async function queriesOf(client: TestClient, path: string): Promise<number> {
  await client.get(path);
  const counts: number[] = [];
  for (let round = 0; round < 3; round++) counts.push(await queriesOnce(client, path));
  return Math.min(...counts);
}

async function queriesOnce(client: TestClient, path: string): Promise<number> {
  const statements: string[] = [];
  const round = crypto.randomUUID();
  rounds.set(round, statements);
  const query = pg.Client.prototype.query;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...asked: unknown[]
  ) {
    counted.getStore()?.push(JSON.stringify(asked));
    return Reflect.apply(query, this, asked);
  });
  const { status } = await client.get(path, undefined, { [mark]: round });
  spy.mockRestore();
  rounds.delete(round);
  expect([path, status]).toEqual([path, 200]);
  // Word to other processes goes out by itself, gathered from all saves of ten milliseconds.
  return statements.filter((text) => !text.includes('pg_notify')).length;
}
