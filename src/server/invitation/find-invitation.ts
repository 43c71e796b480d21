import { sql } from 'kysely';
import { roles } from '#core/access/role.ts';
import { isRole } from '#server/access/is-role.ts';
import type { Database } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { hashToken } from './token.ts';

type Row = { unit_name: string; role: string; email: string | null };

/** The open invitation of a link. Throws `Refusal('invitation-closed')` alike where it never was, was used, or has expired. */
export async function findInvitation(db: Database, token: string) {
  const { rows } = await sql<Row>`select * from open_invitation(${hashToken(token)})`.execute(db.accounts);
  const [row] = rows;
  if (!row || !isRole(row.role)) throw new Refusal('invitation-closed');
  return { unit: row.unit_name, role: row.role, roleLabel: roles[row.role].label, email: row.email };
}
