import { rm } from 'node:fs/promises';
import pg, { type ClientConfig } from 'pg';
import { z } from 'zod';
import { keptFolder, ownFolder } from '#bench/kept-folder.ts';
import { startChild, stopChild } from '#bench/saving/child.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { type Directus, makeCollection, startDirectus } from './start-directus.ts';

const Consortium = z.object({ id: z.string(), school: z.string(), enterprise: z.string(), token: z.string() });
export const Ours = z.object({ port: z.int(), consortia: z.array(Consortium), officer: z.string() });

/** `pid` is the server's process. */
export type Served = z.infer<typeof Ours> & { pid: number };

/** Ours on a PostgreSQL of its own, and Directus beside it on the same. */
export async function served<T>(
  order: { consortia: number; entries: number; peerEntries?: number },
  run: (ours: Served, directus: Directus, peerEntries: number) => Promise<T>,
): Promise<T> {
  const { dataDir, isKept } = await dataFolder(order);
  const env = { DATA_DIR: dataDir };
  const child = await startChild('../ledger/serve-ledgers.ts', JSON.stringify(order), env);
  const server = embeddedConnection(dataDir);
  let directus: Directus | undefined;
  try {
    directus = await startDirectus(server);
    await makeCollection(directus);
    await fillPeer(server, directus.database, order.peerEntries ?? 0);
    return await run({ ...Ours.parse(child.told), pid: child.child.pid ?? 0 }, directus, order.peerEntries ?? 0);
  } finally {
    await directus?.stop();
    await stopChild(child.child);
    if (!isKept) await rm(dataDir, { recursive: true, force: true });
  }
}

/** Where ledgers of that size are kept. */
export const dataFolder = ({ consortia, entries }: { consortia: number; entries: number }) =>
  entries === 0 ? ownFolder() : keptFolder(`${consortia}-${entries}`);

/** The same spread of entries as ours have, as bare rows. */
async function fillPeer(server: ClientConfig, database: string, count: number): Promise<void> {
  const client = new pg.Client({ ...server, database });
  await client.connect();
  await client.query(
    `insert into training (province, consortium, school, enterprise, major, headcount, year, "startedOn", "endedOn", standing)
     select 'p' || n % 150 % 32, 'c' || n % 150, 's' || n % 10, 'e' || n % 30, (460000 + n * 31 % 900)::text, 5 + n * 17 % 60,
       2022 + n % 4, date '2022-01-01' + (n * 7919 % 1400)::integer, date '2022-01-01' + (n * 7919 % 1400)::integer + 300,
       case when n % 10 < 7 then 'confirmed' else 'oneSided' end
     from generate_series(1, $1::bigint) n`,
    [count],
  );
  await client.query('analyze training');
  await client.end();
}
