import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMigrations } from '#server/db/migrate.ts';
import { asSuperuser, type TestDatabase, testDatabase } from '#test/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('a database from before there was a directory', () => {
  test('has a member for each of its member units, since the day the unit was set up', async () => {
    const rows = await asSuperuser(database.superuser, async (client) => {
      await client.query(
        'drop schema public cascade; create schema public; create extension btree_gist with schema public',
      );
      await client.query(
        'grant all on schema public to lianheti_owner; grant usage on schema public to lianheti_app, lianheti_auth',
      );
      const run = async (until: (name: string) => boolean, from: (name: string) => boolean) => {
        for (const { name, text } of readMigrations()) if (from(name) && !until(name)) await client.query(text);
      };
      await client.query('set role lianheti_owner');
      await run(
        (name) => name >= '0007',
        () => true,
      );
      const [ministry, province, consortium] = [randomUUID(), randomUUID(), randomUUID()];
      const add = (kind: string, id: string, parent: string | null) =>
        client.query(
          "insert into unit (id, kind, name, parent_id, created_at) values ($1, $2, $3, $4, '2023-05-31T20:00:00Z')",
          [id, kind, `旧有${kind}`, parent],
        );
      await add('ministry', ministry, null);
      await add('province', province, ministry);
      await add('consortium', consortium, province);
      await add('member', randomUUID(), consortium);
      await add('member', randomUUID(), consortium);
      await run(
        () => false,
        (name) => name >= '0007',
      );
      await add('member', randomUUID(), consortium);
      const found = await client.query('select name, category, joined_on::text, version from member');
      await client.query('reset role');
      return found.rows;
    });
    expect(rows).toEqual(
      Array.from({ length: 3 }, () => ({ name: '旧有member', category: 'other', joined_on: '2023-06-01', version: 0 })),
    );
  });
});
