import { sql } from 'kysely';
import { memberCategories } from '#core/ledger/member-categories.ts';
import type { StoredMember } from '#core/member/member.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** The categories of the pack's roster. */
export const categories = currentPack.ledgers ? memberCategories(currentPack.form, currentPack.ledgers) : [];

export const categoryLabels: ReadonlyMap<string, string> = new Map(categories.map(({ id, label }) => [id, label]));

/** The columns of the directory that its readers see; contacts come from `readContacts`. */
export const memberColumns = [
  'id',
  'name',
  'other_names',
  'category',
  'credit_code',
  'credit_code_override',
  'joined_on',
  'left_on',
  'earlier',
  'version',
] as const;

export type Contact = { name: string | null; phone: string | null; email: string | null };

/** Contacts by member: whole, masked or none, as the actor may see them. */
export async function readContacts(
  tx: Tx,
  consortiumId: string,
  ids: readonly string[],
): Promise<Map<string, Contact>> {
  const { rows } = await sql<
    Contact & { id: string }
  >`select * from member_contacts(${consortiumId}::uuid, ${ids}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, ...contact }) => [id, contact]));
}

/** Throws `Refusal('not-found')` where the actor may not see the consortium's directory. */
export async function mustSeeDirectory(tx: Tx, consortiumId: string): Promise<void> {
  const { rows } = await sql<{
    seen: boolean;
  }>`select ${consortiumId}::uuid in (select directory_scope()) as seen`.execute(tx);
  if (!rows[0]?.seen) throw new Refusal('not-found');
}

/** One writer of a directory at a time. Throws `Refusal`: `not-found` where the actor may not see it, `forbidden` where it may not write. */
export async function lockDirectory(tx: Tx, consortiumId: string): Promise<void> {
  await mustSeeDirectory(tx, consortiumId);
  const { rows } = await sql<{ locked: boolean }>`select lock_members(${consortiumId}::uuid) as locked`.execute(tx);
  if (!rows[0]?.locked) throw new Refusal('forbidden');
}

export type DirectoryMember = StoredMember & { earlier: string };

/** All members of a consortium with their contacts, for who manages them. */
export async function readDirectory(tx: Tx, consortiumId: string): Promise<readonly DirectoryMember[]> {
  const rows = await tx.selectFrom('member').select(memberColumns).where('consortium_id', '=', consortiumId).execute();
  const contacts = await readContacts(
    tx,
    consortiumId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const contact = contacts.get(row.id);
    return {
      id: row.id,
      name: row.name,
      otherNames: row.other_names,
      category: row.category,
      creditCode: row.credit_code,
      creditCodeOverride: row.credit_code_override,
      contactName: contact?.name ?? null,
      contactPhone: contact?.phone ?? null,
      contactEmail: contact?.email ?? null,
      joinedOn: row.joined_on,
      leftOn: row.left_on,
      earlier: row.earlier,
      version: row.version,
    };
  });
}

/** Today in Beijing, `YYYY-MM-DD`. */
export function beijingToday(now = new Date()): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
