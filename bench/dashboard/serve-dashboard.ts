/** A child process of the bench: the server on DATA_DIR with as many consortia as argv[2] says; prints its port, tokens and ids as JSON. */
import pg from 'pg';
import { serveFilled } from '#bench/saving/serve-filled.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { fillFigures } from './fill-figures.ts';

await serveFilled('filled-figures.json', async (db, config) => {
  const filled = await fillFigures(db, Number(process.argv[2]));
  // Else PostgreSQL does it by itself a minute later, while others are measured.
  const superuser = new pg.Client(embeddedConnection(config.dataDir));
  await superuser.connect();
  await superuser.query('vacuum analyze');
  await superuser.end();
  return filled;
});
