import { dutyKey, type PlannedDuty, planDuties } from '#core/task/duty-list.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { openTask } from './open-task.ts';
import { taskRules } from './task-moves.ts';

const mostRows = 500;

/**
 * Reads a 责任清单 and opens a task for each row that is not there yet, all or none; `dryRun` only tells what would become of each. Throws `Refusal`:
 * `not-found`, `forbidden`, `unreadable-file`.
 */
export async function importDuties(
  context: Context,
  actor: Actor,
  consortiumId: string,
  receive: () => Promise<Uint8Array>,
  { dryRun }: { dryRun: boolean },
): Promise<{ rows: readonly PlannedDuty[]; written: boolean }> {
  const { db, directories, documents } = context;
  // Whether the list is the sender's to open is settled before a byte of the file is taken.
  await db.readAs(actor, (tx) => mustHaveRight(tx, 'manage-task', consortiumId));
  const sheet = await documents.duties(await receive());
  if (sheet.columns.length === 0)
    throw new Refusal('unreadable-file', {
      reason: 'no-columns',
      detail: '文件中没有找到“任务”一列，请使用责任清单模板。',
    });
  if (sheet.tooMany || sheet.rows.length > mostRows)
    throw new Refusal('unreadable-file', {
      reason: 'too-many-rows',
      detail: `一份清单最多${mostRows}行，请分成几个文件导入。`,
    });
  const { find } = await directories.of(consortiumId);
  return db.asActor(actor, async (tx) => {
    const rows = planDuties(sheet.rows, {
      departments: taskRules().departments,
      today: beijingToday(),
      findMember: (name) => find(name)?.id,
      known: await knownTasks(tx, consortiumId),
    });
    if (dryRun || rows.some(({ outcome }) => outcome === 'refused')) return { rows, written: false };
    for (const row of rows) {
      if (row.outcome !== 'adds') continue;
      const { title, department, duty, keyTask, memberId, startsOn, dueOn, checks } = row;
      await openTask(context, tx, actor, {
        ...{ consortiumId, title, department, duty, keyTask, memberId, startsOn, dueOn },
        checks: checks.map((text) => ({ text, dueOn: null })),
        origin: { noun: 'duty-list', id: null, text: '责任清单' },
      });
    }
    return { rows, written: true };
  });
}

async function knownTasks(tx: Tx, consortiumId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('task')
    .select(['department', 'title'])
    .where('consortium_id', '=', consortiumId)
    .where('state', '<>', 'dropped')
    .execute();
  return new Set(rows.map(({ department, title }) => dutyKey(department, title)));
}
