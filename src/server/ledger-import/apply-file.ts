import type { LedgerRow } from '#documents/xlsx/ledger/ledger-workbook.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { JobResult } from '#server/job/job-kind.ts';
import type { ImportTask } from './import-task.ts';
import type { Judge } from './judge-rows.ts';
import type { LedgerFile } from './read-rows.ts';
import { tellRows } from './tell-rows.ts';

/** Rows added after which new statistics are worth their time. */
const firstGrowth = 2000;

/**
 * Writes the rows of a file chunk by chunk, from the row on where an earlier attempt stopped. A row that was written already is a repetition,
 * so nothing is written twice. While a chunk is written the next one is judged, unless others are asking: then one core is left to them. In mode `all` it stops before the first chunk with a row that
 * cannot be written, and says so.
 */
export async function applyFile(
  { mode, reason, from, counts }: Extract<ImportTask, { type: 'apply' }>,
  { chunks }: LedgerFile,
  judge: Judge,
  report: (done: number, total: number | null, text: string, kept?: unknown) => void,
  /** Called as the ledgers grow by a multiple, and once all is written: plans made for small tables are bad for large ones. */
  onGrown: (added: number) => Promise<unknown>,
  areOthersAsking: () => boolean,
): Promise<JobResult> {
  const told = tellRows(counts);
  let done = 0;
  let grownAt = firstGrowth;

  async function take(rows: readonly LedgerRow[], before: Promise<void>): Promise<void> {
    const judged = await judge.judge(rows, { mode, reason, after: before });
    await before;
    const bad = mode === 'all' ? judged.find(({ outcome }) => outcome === 'refused') : undefined;
    if (bad)
      throw new Refusal('has-errors', {
        detail: `“${bad.row.sheet}”第${bad.row.row}行不能导入（${bad.findings[0]?.message ?? ''}）。此前的${done}行已经导入，这一行所在的一批和之后各行没有导入；改正后再次上传同一文件即可，已导入的不会重复。`,
      });
    done += rows.length;
    for (const each of judged) told.add(each);
    if (told.counts().added >= grownAt) {
      grownAt *= 4;
      await onGrown(told.counts().added);
    }
    report(done, null, `已导入${done}行`, { counts: told.counts() });
  }

  let [last, before] = [Promise.resolve(), Promise.resolve()];
  for await (const rows of chunks()) {
    if (done + rows.length <= from) {
      done += rows.length;
      judge.remember(rows);
      continue;
    }
    // Two on their way at most: the one being written, and this one.
    await before;
    before = last;
    last = take(rows, before);
    // Awaited in its turn: until then a fault is nobody's.
    last.catch(() => {});
    if (areOthersAsking()) await last;
  }
  await last;
  if (told.counts().added >= firstGrowth) await onGrown(told.counts().added);
  return { rows: done, counts: told.counts(), told: told.rows().filter(({ outcome }) => outcome === 'refused') };
}
