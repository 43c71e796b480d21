import { type PlannedExpert, planExperts } from '#core/expert/plan-experts.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKeepDirectory, readDirectory } from './expert-row.ts';
import { insertExpert, updateExpert } from './write-expert.ts';

/** `dryRun` tells what would happen; `take`: nothing unless every row is good, or only the good rows. */
export type ExpertImport = { dryRun: boolean; take: 'all' | 'good' };

/** Reads an experts' file and writes what it says, or tells what it would. Throws `Refusal`: `not-found`, `unreadable-file`. */
export async function importExperts(
  { db, documents }: Context,
  actor: Actor,
  unitId: string,
  receive: () => Promise<Uint8Array>,
  { dryRun, take }: ExpertImport,
): Promise<{ rows: readonly PlannedExpert[]; written: boolean }> {
  // Whether the directory is the sender's to change is settled before a byte of the file is taken.
  await db.readAs(actor, (tx) => mustKeepDirectory(tx, unitId));
  const sheet = await documents.experts(await receive());
  if (sheet.columns.length === 0)
    throw new Refusal('unreadable-file', {
      reason: 'no-columns',
      detail: '文件中没有找到“邮箱”一列，请使用导入模板。',
    });
  if (sheet.tooMany)
    throw new Refusal('unreadable-file', { reason: 'too-many-rows', detail: '文件超过20000行，请分成几个文件导入。' });
  return db.asActor(actor, async (tx) => {
    const rows = planExperts(await readDirectory(tx, unitId), sheet.rows);
    const isWhole = take === 'good' || rows.every(({ outcome }) => outcome !== 'refused');
    if (dryRun || !isWhole) return { rows, written: false };
    for (const { outcome, id, base, values } of rows) {
      if (outcome === 'adds') await insertExpert(tx, actor, unitId, values);
      else if (outcome === 'changes' && id !== undefined && base !== null)
        await updateExpert(tx, actor, id, base, { values });
    }
    return { rows, written: true };
  });
}
