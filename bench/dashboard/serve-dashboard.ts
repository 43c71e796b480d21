/** A child process of the bench: the server on DATA_DIR with as many consortia as argv[2] says; prints its port, tokens and ids as JSON. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig } from '#server/config.ts';
import { createContext } from '#server/context.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { createApp } from '#server/http/app.ts';
import { fillFigures } from './fill-figures.ts';

const config = {
  ...(await readConfig({ ...process.env, LOG_LEVEL: 'silent' })),
  requestsPerMinute: { person: 1e9, address: 1e9 },
};
const { db, close } = await openDatabase(config);
const context = { ...(await createContext(config, db)), example: true };
const mark = join(config.dataDir, 'filled-figures.json');
const made = existsSync(mark) ? JSON.parse(readFileSync(mark, 'utf8')) : await fill();
const app = await createApp(context);
await app.listen({ host: '127.0.0.1', port: 0 });
const listening = app.server.address();
process.stdout.write(
  `${JSON.stringify({ port: typeof listening === 'object' ? listening?.port : undefined, ...made })}\n`,
);
async function fill() {
  const filled = await fillFigures(db, Number(process.argv[2]));
  // Else PostgreSQL does it by itself a minute later, while others are measured.
  const superuser = new pg.Client(embeddedConnection(config.dataDir));
  await superuser.connect();
  await superuser.query('vacuum analyze');
  await superuser.end();
  writeFileSync(mark, JSON.stringify(filled));
  return filled;
}
process.once('SIGTERM', async () => {
  await app.close();
  await close();
  process.exit(0);
});
