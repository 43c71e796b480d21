import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSuperuser, type TestDatabase, testDatabase } from '#test/test-database.ts';
import { describeSchema } from './describe-schema.ts';
import { migrate, readMigrations } from './migrate.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Tables that hold nothing of any tenant, or that only `lianheti_auth` may reach. */
const withoutTenant = [
  'unit_within',
  'role_right',
  'invite_right',
  'pack',
  'pack_transition',
  'pack_return_transition',
  'installation',
  'schema_migration',
  'sign_in_failure',
];

describe('the schema', () => {
  test('is what schema.ts says: run `npx node src/server/db/write-schema.ts` after a migration', async () => {
    const written = await readFile(new URL('./schema.ts', import.meta.url), 'utf8');
    expect(await asSuperuser(database.superuser, describeSchema)).toBe(written);
  });

  test('migrates twice without a change, and refuses a migration that was altered after it ran', async () => {
    await asSuperuser(database.superuser, async (client) => {
      await migrate(client);
      const { rows } = await client.query('select name from schema_migration order by name');
      expect(rows.map((row) => row.name)).toEqual(readMigrations().map(({ name }) => name));
      await client.query("update schema_migration set checksum = 'x' where name like '0001%'");
      await expect(migrate(client)).rejects.toThrow('执行后又被改动');
    });
  });

  test('guards every table of a tenant by row-level security that holds for its owner too', async () => {
    const { rows } = await asSuperuser(database.superuser, (client) =>
      client.query(`select relname as name, relrowsecurity and relforcerowsecurity as guarded, pg_get_userbyid(relowner) as owner
        from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not like 'auth\\_%'`),
    );
    const open = rows.filter((row) => !row.guarded).map((row) => row.name);
    expect(open.sort()).toEqual([...withoutTenant].sort());
    expect(new Set(rows.filter((row) => row.name !== 'schema_migration').map((row) => row.owner))).toEqual(
      new Set(['lianheti_owner']),
    );
  });

  test('serves requests by a role that owns nothing, bypasses nothing and cannot become another', async () => {
    const { app } = database.db;
    const { rows } = await app.query(
      'select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user and current_user = session_user',
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
    for (const role of ['lianheti_owner', 'lianheti_auth', 'lianheti'])
      await expect(app.query(`set role ${role}`)).rejects.toThrow(/permission denied/);
    for (const table of ['auth_session', 'auth_account', 'auth_two_factor', 'sign_in_failure'])
      await expect(app.query(`select * from ${table}`)).rejects.toThrow(/permission denied/);
  });

  test('carries the consortium in every key of the tables that grow', async () => {
    const growing = [
      'application',
      'answer',
      'answer_history',
      'revision',
      'revision_confirmation',
      'revision_document',
      'remark',
    ];
    const { rows } = await asSuperuser(database.superuser, (client) =>
      client.query(
        `select c.conrelid::regclass::text as name, pg_get_constraintdef(c.oid) as keys from pg_constraint c
         where contype in ('p', 'u') and conrelid::regclass::text = any($1)`,
        [growing],
      ),
    );
    expect(rows.length).toBeGreaterThan(growing.length);
    for (const row of rows) expect([row.name, row.keys]).toEqual([row.name, expect.stringContaining('(consortium_id')]);
  });
});
