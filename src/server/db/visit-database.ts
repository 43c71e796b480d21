import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '#server/config.ts';
import { embeddedConnection, startEmbeddedPostgres } from './embedded-postgres.ts';

/** Which database: a given one, or the program's own in its data folder. */
export type Installation = Pick<Config, 'databaseUrl' | 'dataDir'>;

/**
 * Visits an installation's database past row-level security, beside a running server or without one. Throws with a Chinese message where
 * there is none.
 */
export async function visitDatabase<T>(config: Installation, run: (client: pg.Client) => Promise<T>): Promise<T> {
  if (config.databaseUrl) return withClient({ connectionString: config.databaseUrl }, run);
  if (!existsSync(join(config.dataDir, 'postgres', 'PG_VERSION')))
    throw new Error(`数据目录 ${config.dataDir} 中没有数据库。`);
  try {
    return await withClient(embeddedConnection(config.dataDir), run);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
  }
  const embedded = await startEmbeddedPostgres(config.dataDir);
  try {
    return await withClient({ ...embedded.superuser, database: 'lianheti' }, run);
  } finally {
    await embedded.stop();
  }
}

async function withClient<T>(config: pg.ClientConfig, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED');
}
