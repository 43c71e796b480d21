import { type PlannedRow, planImport } from '#core/member/plan-import.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday, categories, lockDirectory, readDirectory } from './member-row.ts';
import { writeMembers } from './write-members.ts';

export type MemberImport = {
  /** Tells what would happen and writes nothing. */
  dryRun: boolean;
  /** Nothing unless every row is good, or only the good rows. */
  take: 'all' | 'good';
  /** Why codes with a wrong check digit are right all the same. */
  creditCodeReason?: string;
};

export type ImportedMembers = { rows: readonly PlannedRow[]; written: boolean };

/**
 * Reads a members' file and writes what it says, or tells what it would. Throws `Refusal`: `not-found`, `forbidden`, `unreadable-file`.
 */
export async function importMembers(
  { db, documents }: Context,
  actor: Actor,
  consortiumId: string,
  receive: () => Promise<Uint8Array>,
  settings: MemberImport,
): Promise<ImportedMembers> {
  // Whether the directory is the sender's to change is settled before a byte of the file is taken.
  await db.asActor(actor, (tx) => lockDirectory(tx, consortiumId));
  const sheet = await documents.members(await receive());
  if (sheet.columns.length === 0)
    throw new Refusal('unreadable-file', {
      reason: 'no-columns',
      detail: '文件中没有找到“单位名称”一列，请使用导入模板。',
    });
  if (sheet.tooMany)
    throw new Refusal('unreadable-file', { reason: 'too-many-rows', detail: '文件超过20000行，请分成几个文件导入。' });
  return db.asActor(actor, async (tx) => {
    await lockDirectory(tx, consortiumId);
    const members = await readDirectory(tx, consortiumId);
    const rows = planImport(members, sheet.rows, {
      categories,
      today: beijingToday(),
      newId: () => crypto.randomUUID(),
      ...(settings.creditCodeReason === undefined ? {} : { creditCodeReason: settings.creditCodeReason }),
    });
    const isWhole = settings.take === 'good' || rows.every(({ outcome }) => outcome !== 'refused');
    if (settings.dryRun || !isWhole) return { rows, written: false };
    const earlier = new Map(members.map((member) => [member.id, member.earlier]));
    await write(tx, actor, consortiumId, rows, earlier);
    return { rows, written: true };
  });
}

async function write(
  tx: Tx,
  actor: Actor,
  consortiumId: string,
  rows: readonly PlannedRow[],
  earlier: ReadonlyMap<string, string>,
): Promise<void> {
  const writes = rows
    .filter(({ outcome }) => outcome === 'adds' || outcome === 'changes')
    .map(({ id, base, values, change }) => {
      const spells = earlier.get(id);
      return {
        ...values,
        id,
        base,
        change,
        action: base === null ? ('added' as const) : ('changed' as const),
        ...(spells === undefined ? {} : { earlier: spells }),
      };
    });
  await writeMembers(tx, actor, consortiumId, writes, 'import');
}
