import { sql } from 'kysely';
import { type Catalogues, rememberCatalogues } from '#server/catalogue/remember-catalogues.ts';
import type { Database } from '#server/db/database.ts';
import { judgeTalentRows } from '#server/exchange/judge-talent-rows.ts';
import { connectForJob } from '#server/job/connect-for-job.ts';
import { inThread, type Report } from '#server/job/job-thread.ts';
import { type Directories, rememberMembers } from '#server/ledger/member-directory.ts';
import { applyFile } from './apply-file.ts';
import { checkFile } from './check-file.ts';
import type { ImportStart } from './import-task.ts';
import { judgeRows } from './judge-rows.ts';
import { openLedgerFile } from './read-rows.ts';

// A thread with connections of its own: reading, judging and writing 100,000 rows never holds up a request.
inThread(async ({ settings, secret, actor, task }: ImportStart, report: Report, areOthersAsking) => {
  const { db, directories, catalogues } = await connected(settings);
  const directory = await directories.of(task.consortiumId);
  const judge =
    task.book === 'talent'
      ? judgeTalentRows({ db, catalogues }, actor, task.consortiumId, directory)
      : judgeRows({ db, directories, catalogues, config: { secret } }, actor, task.consortiumId, {
          directory,
          closedYears: await closedYears(db, task.consortiumId),
        });
  const file = await openLedgerFile(task, directory);
  const onGrown = async (added: number) => task.book === 'ledger' && (await renewStatistics(db, added));
  return task.type === 'check'
    ? await checkFile(task, file, judge, report)
    : await applyFile(task, file, judge, report, onGrown, areOthersAsking);
});

async function closedYears(db: Database, consortiumId: string): Promise<ReadonlySet<number>> {
  const years = await db.asOwner((tx) =>
    tx.selectFrom('ledger_year').select('year').where('consortium_id', '=', consortiumId).execute(),
  );
  return new Set(years.map(({ year }) => year));
}

type Connected = { db: Database; directories: Directories; catalogues: Catalogues };
let kept: (Connected & { settings: string }) | undefined;

/** Connections that know their plans, and what is remembered, are kept for the next job: making them anew costs half a second. */
async function connected(settings: Database['settings']): Promise<Connected> {
  const wanted = JSON.stringify(settings);
  if (kept?.settings === wanted) return kept;
  await kept?.db.close();
  const db = await connectForJob(settings);
  kept = { settings: wanted, db, directories: rememberMembers(db), catalogues: await rememberCatalogues(db) };
  return kept;
}

/** Statistics cost a second where the ledgers are large, and are bad only once the ledgers are twice as large as they say. */
async function renewStatistics(db: Database, added: number): Promise<void> {
  await db.asOwner(async (tx) => {
    const { rows } = await sql<{ known: number }>`
      select reltuples as known from pg_class where oid = 'ledger_entry'::regclass`.execute(tx);
    // Of the columns that plans look at; the others are large and cost most of it.
    if (added >= (rows[0]?.known ?? 0))
      await sql`analyze ledger_entry (consortium_id, id, kind, identity), ledger_party (consortium_id, member_id, kind, entry_id)`.execute(
        tx,
      );
  });
}
