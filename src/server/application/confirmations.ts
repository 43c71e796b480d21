import { sql } from 'kysely';
import { type Role, roles } from '#core/access/role.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Tx } from '#server/db/database.ts';

export type Confirmation = { role: Role; label: string; by: { id: string; name: string } | null; at: string | null };

type Key = { consortium_id: string; id: string };

/** The roles that must each confirm a revision, as the pack's workflow names them. */
export function confirmingRoles(pack: Pack): readonly Role[] {
  return [...new Set(pack.workflow.transitions.filter(({ action }) => action === 'confirm').flatMap(({ by }) => by))];
}

/** One line for each unit that must confirm, whether or not it has. */
export async function readConfirmations(
  tx: Tx,
  { consortium_id, id }: Key,
  number: number,
  pack: Pack,
): Promise<Confirmation[]> {
  const rows = await tx
    .selectFrom('revision_confirmation')
    .select(['role', 'person_id', 'at', sql<string>`name_of(person_id)`.as('name')])
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .where('number', '=', number)
    .execute();
  return confirmingRoles(pack).map((role) => {
    const row = rows.find((one) => one.role === role);
    return {
      role,
      label: roles[role].label,
      by: row ? { id: row.person_id, name: row.name } : null,
      at: row ? row.at.toISOString() : null,
    };
  });
}
