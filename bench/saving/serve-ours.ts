/** A child process of the benches: the server on DATA_DIR with as many full forms, secretaries and sessions as argv[2] says, the batch open for OPEN_SECONDS; prints them as JSON. */
import { readFile } from 'node:fs/promises';

import { type Answers, valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import { currentPack } from '#packs/packs.ts';
import { openBatch } from '#server/batch/open-batch.ts';
import { readConfig } from '#server/config.ts';
import { createContext } from '#server/context.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { createApp } from '#server/http/app.ts';

const count = Number(process.argv[2]);
const openFor = Number(process.env.OPEN_SECONDS ?? 3600) * 1000;
const answers: Answers = JSON.parse(await readFile(new URL('../../examples/perfect.json', import.meta.url), 'utf8'));
const config = {
  ...(await readConfig({ ...process.env, LOG_LEVEL: 'silent' })),
  requestsPerMinute: { person: 1e9, address: 1e9 },
};
const { db, close } = await openDatabase(config);
const context = { ...(await createContext(config, db)), example: true };
const pack = context.packs.byId(currentPack.id);
if (!pack) throw new Error('no pack');
const cells = [...cellsOf(currentPack.form).keys()].flatMap((cell) => {
  const value = valueAt(answers, cell);
  return value === undefined ? [] : [{ cell, value: JSON.stringify(value) }];
});

const forms = await db.asOwner(async (tx) => {
  const [ministry, province] = [crypto.randomUUID(), crypto.randomUUID()];
  await tx.insertInto('unit').values({ id: ministry, kind: 'ministry', name: '测速部', parent_id: null }).execute();
  await tx.insertInto('unit').values({ id: province, kind: 'province', name: '测速省', parent_id: ministry }).execute();
  const deadline = new Date(Date.now() + 3_600_000);
  const batchId = await openBatch(tx, pack, { unitId: ministry, title: '测速批次', deadline: deadline.toISOString() });
  const made: { id: string; token: string }[] = [];
  for (let number = 0; number < count; number++) {
    const [unit, person, id, token] = Array.from({ length: 4 }, () => crypto.randomUUID());
    if (!unit || !person || !id || !token) throw new Error('unreachable');
    await tx
      .insertInto('unit')
      .values({ id: unit, kind: 'consortium', name: `测速${number}`, parent_id: province })
      .execute();
    await tx
      .insertInto('person')
      .values({ id: person, name: `测速${number}`, email: `${person}@ceshi.example` })
      .execute();
    await tx.insertInto('role_assignment').values({ person_id: person, unit_id: unit, role: 'secretariat' }).execute();
    await tx.insertInto('auth_session').values({ user_id: person, token, expires_at: deadline }).execute();
    const row = { id, consortium_id: unit, batch_id: batchId, pack_digest: pack.digest, state: 'draft', sequence: 1 };
    await tx.insertInto('application').values(row).execute();
    const key = { consortium_id: unit, application_id: id, version: 1, changed_by: person, changed_at: new Date() };
    await tx
      .insertInto('answer')
      .values(cells.map((cell) => ({ ...key, ...cell })))
      .execute();
    made.push({ id, token });
  }
  return made;
});
const app = await createApp(context);
await db.asOwner((tx) =>
  tx
    .updateTable('batch_stage')
    .set({ closes_at: new Date(Date.now() + openFor) })
    .execute(),
);
await app.listen({ host: '127.0.0.1', port: 0 });
const listening = app.server.address();
process.stdout.write(
  `${JSON.stringify({ port: typeof listening === 'object' ? listening?.port : undefined, forms })}\n`,
);
process.once('SIGTERM', async () => {
  await app.close();
  await close();
  process.exit(0);
});
