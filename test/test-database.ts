import { randomUUID } from 'node:crypto';
import pg, { type ClientConfig } from 'pg';
import { connectDatabase, type Database } from '#server/db/database.ts';

export type TestDatabase = {
  db: Database;
  /** Connects as the superuser: for looking behind row-level security, and for tampering. */
  superuser: ClientConfig;
  close: () => Promise<void>;
};

/** A fresh, migrated, empty database of its own in the run's PostgreSQL. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = serverOfRun();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(server, (client) => client.query(`create database ${name} template lianheti_template`));
  const superuser = { ...server, database: name };
  const db = await connectDatabase(superuser, { password: server.password });
  return {
    db,
    superuser,
    close: async () => {
      await db.close();
      await asSuperuser(server, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** Runs a few statements as the superuser of a database. */
export async function asSuperuser<T>(config: ClientConfig, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

function serverOfRun(): ClientConfig & { password: string } {
  const text = process.env.TEST_POSTGRES;
  if (!text) throw new Error('tests of the server run in the vitest project `server`, which starts PostgreSQL');
  return JSON.parse(text);
}
