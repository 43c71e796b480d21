import { sql } from 'kysely';
import { z } from 'zod';
import type { Role } from '#core/access/role.ts';
import type { Tx } from '#server/db/database.ts';

/** Whom a notice reached: how many people of a role in a unit. */
export const Told = z.object({ role: z.string(), unit: z.string(), people: z.number() });
export type Told = z.infer<typeof Told>;

/**
 * Puts a notice before everyone with one of the roles over a consortium (in it, in its province, in the nation), the actor left out. Gives
 * whom it reached, for the record.
 */
export async function tellOfStanding(
  tx: Tx,
  consortiumId: string,
  { roles, text, link }: { roles: readonly Role[]; text: string; link: string },
): Promise<readonly Told[]> {
  const { rows } = await sql<Told>`
    select * from tell_of_standing(${consortiumId}::uuid, ${[...roles]}::text[], ${text.slice(0, 1000)}, ${link})`.execute(
    tx,
  );
  return rows;
}
