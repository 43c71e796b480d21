import pg, { type ClientConfig } from 'pg';
import type { Config } from '#server/config.ts';
import { connectDatabase, type Database, type RoleLogin } from './database.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

/** Opens the database of a configuration — embedded or the operator's own —, migrates it, and returns how to close all of it. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
): Promise<{ db: Database; close: () => Promise<void> }> {
  if (config.databaseUrl) {
    const db = await migrated({ connectionString: config.databaseUrl }, 'set-role');
    return { db, close: db.close };
  }
  const embedded = await startEmbeddedPostgres(config.dataDir);
  try {
    await ensureDatabase(embedded.superuser);
    const db = await migrated({ ...embedded.superuser, database: 'lianheti' }, { password: embedded.password });
    return {
      db,
      close: async () => {
        await db.close();
        await embedded.stop();
      },
    };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function migrated(owner: ClientConfig, login: RoleLogin): Promise<Database> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await migrate(client);
    if (login !== 'set-role') await allowLogin(client, login.password);
  } finally {
    await client.end();
  }
  return connectDatabase(owner, login);
}

async function ensureDatabase(superuser: ClientConfig): Promise<void> {
  const client = new pg.Client(superuser);
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = 'lianheti'");
    if (found.rowCount === 0) await client.query('create database lianheti');
  } finally {
    await client.end();
  }
}

/** In the embedded cluster the serving roles log in as themselves, so that no connection of theirs could become another role. */
export async function allowLogin(client: pg.Client, password: string): Promise<void> {
  for (const role of ['lianheti_app', 'lianheti_auth'])
    await client.query(`alter role ${role} login password ${pg.escapeLiteral(password)}`);
}
