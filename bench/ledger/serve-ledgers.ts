/** A child process of the bench: the server on DATA_DIR; argv[2] is `{consortia, entries}`. Prints port, consortia and the officer's token as JSON. */
import { serveFilled } from '#bench/saving/serve-filled.ts';
import { fillEntries, makeConsortia } from './fill-ledgers.ts';

const order: { consortia: number; entries: number } = JSON.parse(process.argv[2] ?? '{}');

await serveFilled('filled.json', async (db) => {
  const consortia = await makeConsortia(db, order.consortia);
  if (order.entries > 0) await fillEntries(db, consortia.consortia, order.entries);
  return consortia;
});
