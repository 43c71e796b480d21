import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from '#server/config.ts';
import { createContext } from '#server/context.ts';
import type { Database } from '#server/db/database.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { createApp } from '#server/http/app.ts';

/**
 * The server on DATA_DIR until it is told to end, filled unless a run before has done so: `mark` names the file in which that one kept what `fill` told.
 * Prints its port and what was told as JSON.
 */
export async function serveFilled(
  mark: string,
  fill: (db: Database, config: Pick<Config, 'dataDir'>) => Promise<object>,
): Promise<void> {
  const config = {
    ...(await readConfig({ ...process.env, LOG_LEVEL: 'silent' })),
    requestsPerMinute: { person: 1e9, address: 1e9 },
  };
  const { db, close } = await openDatabase(config);
  const context = { ...(await createContext(config, db)), example: true };
  const kept = join(config.dataDir, mark);
  if (!existsSync(kept)) writeFileSync(kept, JSON.stringify(await fill(db, config)));
  const made: object = JSON.parse(readFileSync(kept, 'utf8'));
  const app = await createApp(context);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const listening = app.server.address();
  process.stdout.write(
    `${JSON.stringify({ port: typeof listening === 'object' ? listening?.port : undefined, ...made })}\n`,
  );
  process.once('SIGTERM', async () => {
    await app.close();
    await close();
    process.exit(0);
  });
}
