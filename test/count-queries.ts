import pg from 'pg';
import { expect, vi } from 'vitest';
import type { TestClient } from './test-client.ts';

/** How many statements a request sends to the database, once what may be remembered is remembered. The least of three, since timers ask as well. */
export async function queriesOf(client: TestClient, path: string): Promise<number> {
  await client.get(path);
  const counts: number[] = [];
  for (let round = 0; round < 3; round++) {
    const spy = vi.spyOn(pg.Client.prototype, 'query');
    const { status } = await client.get(path);
    // Word to other processes goes out by itself, gathered from all saves of ten milliseconds.
    counts.push(spy.mock.calls.filter((call) => !JSON.stringify(call).includes('pg_notify')).length);
    spy.mockRestore();
    expect([path, status]).toEqual([path, 200]);
  }
  return Math.min(...counts);
}
