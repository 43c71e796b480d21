import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { allowLogin } from '#server/db/open-database.ts';

let embedded: EmbeddedPostgres | undefined;
let folder: string | undefined;

/** One PostgreSQL for all tests of a run, with a migrated template that each test file copies (`testDatabase`). */
export async function setup(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'lianheti-test-'));
  // What tests write need not survive a power cut.
  embedded = await startEmbeddedPostgres(folder, { fsync: 'off', max_connections: '300' });
  const admin = new pg.Client(embedded.superuser);
  await admin.connect();
  await admin.query('create database lianheti_template');
  await admin.end();
  const template = new pg.Client({ ...embedded.superuser, database: 'lianheti_template' });
  await template.connect();
  await migrate(template);
  await allowLogin(template, embedded.password);
  await template.end();
  process.env.TEST_POSTGRES = JSON.stringify({ ...embedded.superuser, password: embedded.password });
}

export async function teardown(): Promise<void> {
  await embedded?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
}
