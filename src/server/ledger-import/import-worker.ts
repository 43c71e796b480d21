import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { connectDatabase, type Database } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { rememberMembers } from '#server/ledger/member-directory.ts';
import { applyFile } from './apply-file.ts';
import { checkFile } from './check-file.ts';
import type { ImportMessage, ImportStart } from './import-task.ts';
import { judgeRows } from './judge-rows.ts';
import { openLedgerFile } from './read-rows.ts';

// A thread with connections of its own: reading, judging and writing 100,000 rows never holds up a request.
const tell = (message: ImportMessage) => parentPort?.postMessage(message);

const { settings, secret, actor, task }: ImportStart = workerData;
const db = await connectDatabase(settings.owner, settings.login);
try {
  tell({ type: 'done', result: await perform(db) });
} catch (error) {
  if (error instanceof UnreadableFile) tell({ type: 'unreadable', reason: error.code, message: error.message });
  else if (error instanceof Refusal) tell({ type: 'refused', code: error.code, facts: error.facts });
  else throw error;
} finally {
  await db.close();
}

async function perform(database: Database) {
  const directories = rememberMembers(database);
  const directory = await directories.of(task.consortiumId);
  const years = await database.asOwner((tx) =>
    tx.selectFrom('ledger_year').select('year').where('consortium_id', '=', task.consortiumId).execute(),
  );
  const judge = judgeRows({ db: database, directories, config: { secret } }, actor, task.consortiumId, {
    directory,
    closedYears: new Set(years.map(({ year }) => year)),
  });
  const file = await openLedgerFile(task, directory);
  const report = (done: number, total: number | null, text: string, kept?: unknown) =>
    tell({ type: 'progress', done, total, text, ...(kept === undefined ? {} : { kept }) });
  return task.type === 'check' ? checkFile(task, file, judge, report) : applyFile(task, file, judge, report);
}
