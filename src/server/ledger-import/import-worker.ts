import { sql } from 'kysely';
import { rememberCatalogues } from '#server/catalogue/remember-catalogues.ts';
import type { Database } from '#server/db/database.ts';
import { connectForJob } from '#server/job/connect-for-job.ts';
import { inThread, type Report } from '#server/job/job-thread.ts';
import { rememberMembers } from '#server/ledger/member-directory.ts';
import { applyFile } from './apply-file.ts';
import { checkFile } from './check-file.ts';
import type { ImportStart } from './import-task.ts';
import { judgeRows } from './judge-rows.ts';
import { openLedgerFile } from './read-rows.ts';

// A thread with connections of its own: reading, judging and writing 100,000 rows never holds up a request.
inThread(async ({ settings, secret, actor, task }: ImportStart, report: Report, areOthersAsking) => {
  const db = await connectForJob(settings);
  try {
    const directories = rememberMembers(db);
    const directory = await directories.of(task.consortiumId);
    const years = await db.asOwner((tx) =>
      tx.selectFrom('ledger_year').select('year').where('consortium_id', '=', task.consortiumId).execute(),
    );
    const judge = judgeRows(
      { db, directories, catalogues: await rememberCatalogues(db), config: { secret } },
      actor,
      task.consortiumId,
      {
        directory,
        closedYears: new Set(years.map(({ year }) => year)),
      },
    );
    const file = await openLedgerFile(task, directory);
    return task.type === 'check'
      ? await checkFile(task, file, judge, report)
      : await applyFile(task, file, judge, report, () => renewStatistics(db), areOthersAsking);
  } finally {
    await db.close();
  }
});

/** Statistics cost a second where the ledgers are large, and are bad only once the ledgers are twice as large as they say. */
async function renewStatistics(db: Database): Promise<void> {
  await db.asOwner(async (tx) => {
    const { rows } = await sql<{ isDoubled: boolean }>`
      select s.n_mod_since_analyze >= greatest(c.reltuples, 1000) as "isDoubled"
      from pg_class c join pg_stat_all_tables s on s.relid = c.oid where c.oid = 'ledger_entry'::regclass`.execute(tx);
    // Of the columns that plans look at; the others are large and cost most of it.
    if (rows[0]?.isDoubled)
      await sql`analyze ledger_entry (consortium_id, id, kind, identity), ledger_party (consortium_id, member_id, kind, entry_id)`.execute(
        tx,
      );
  });
}
