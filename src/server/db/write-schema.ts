import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describeSchema } from './describe-schema.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

// Run after a migration was added: migrates an empty database and writes its types beside this file.
const folder = await mkdtemp(join(tmpdir(), 'lianheti-schema-'));
const embedded = await startEmbeddedPostgres(folder);
const client = new pg.Client(embedded.superuser);
await client.connect();
await migrate(client);
await writeFile(new URL('./schema.ts', import.meta.url), await describeSchema(client));
await client.end();
await embedded.stop();
await rm(folder, { recursive: true });
