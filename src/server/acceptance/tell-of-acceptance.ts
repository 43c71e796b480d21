import { sql } from 'kysely';
import type { Role } from '#core/access/role.ts';
import type { Tx } from '#server/db/database.ts';

/** Who is told of what becomes of a consortium. */
export const consortiumRoles = ['secretariat', 'park-authority', 'lead-school', 'lead-enterprise'] as const;

/** Puts a notice before those whose turn it is: everyone with one of the roles over the consortium, the actor left out. */
export async function tellOfAcceptance(
  tx: Tx,
  { consortium_id, batch_id }: { consortium_id: string; batch_id: string },
  { roles, text }: { roles: readonly Role[]; text: string },
): Promise<void> {
  const link = `/consortia/${consortium_id}/acceptance?batch=${batch_id}`;
  await sql`select tell_of_acceptance(${consortium_id}::uuid, ${batch_id}::uuid, ${[...roles]}::text[], ${text.slice(0, 1000)}, ${link})`.execute(
    tx,
  );
}
