import { sql } from 'kysely';
import type { Role } from '#core/access/role.ts';
import type { Tx } from '#server/db/database.ts';

type FundNotice = { roles: readonly Role[]; people?: readonly string[]; text: string; link: string };

/** Notices to roles of a consortium, to who stands in for these today, and to persons; the actor left out. */
export async function tellOfFund(
  tx: Tx,
  consortiumId: string,
  { roles, people = [], text, link }: FundNotice,
): Promise<void> {
  await sql`select tell_of_fund(${consortiumId}::uuid, ${[...roles]}::text[], ${[...people]}::uuid[], ${text.slice(0, 1000)}, ${link})`.execute(
    tx,
  );
}
