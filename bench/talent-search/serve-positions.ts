/** A child process of the bench: the server on DATA_DIR with as many positions as argv[2] says; prints its port, tokens and what is looked for as JSON. */
import pg from 'pg';
import { serveFilled } from '#bench/saving/serve-filled.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { fillPositions } from './fill-positions.ts';

await serveFilled('filled-positions.json', async (db, config) => {
  const filled = await fillPositions(db, Number(process.argv[2]));
  // Else PostgreSQL does it by itself a minute later, while searches are measured.
  const superuser = new pg.Client(embeddedConnection(config.dataDir));
  await superuser.connect();
  await superuser.query('vacuum analyze talent_position');
  await superuser.end();
  return filled;
});
