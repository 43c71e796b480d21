/** A child process of the bench: the server on DATA_DIR with a draft and a final list of as many consortia as argv[2] says; prints its port and the list's id as JSON. */

import { currentPack } from '#packs/packs.ts';
import { openBatch } from '#server/batch/open-batch.ts';
import { readConfig } from '#server/config.ts';
import { createContext } from '#server/context.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { createApp } from '#server/http/app.ts';
import { anItem, closeStage, publish } from '#test/published-lists.ts';

const items = Array.from({ length: Number(process.argv[2]) }, (_, number) => anItem(number));
const config = await readConfig({ ...process.env, LOG_LEVEL: 'silent' });
const { db, close } = await openDatabase(config);
const context = { ...(await createContext(config, db)), example: true };
const pack = context.packs.byId(currentPack.id);
if (!pack) throw new Error('no pack');
const batchId = await db.asOwner(async (tx) => {
  const unitId = crypto.randomUUID();
  await tx.insertInto('unit').values({ id: unitId, kind: 'ministry', name: '测速部', parent_id: null }).execute();
  return openBatch(tx, pack, { unitId, title: '测速批次' });
});
await publish(db, batchId, { kind: 'publicity', items });
await closeStage(db, batchId, 'publicity', new Date(Date.now() - 1000));
const list = await publish(db, batchId, { kind: 'list', items });
const app = await createApp(context);
await app.listen({ host: '127.0.0.1', port: 0 });
const listening = app.server.address();
process.stdout.write(
  `${JSON.stringify({ port: typeof listening === 'object' ? listening?.port : undefined, list })}\n`,
);
process.once('SIGTERM', async () => {
  await app.close();
  await close();
  process.exit(0);
});
