import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import { exact } from './read-commitments.ts';

/** By figure, what of its consortium's commitments of a year was given to a member last, as far as the actor may see it: one query. */
export async function readMemberShares(
  tx: Tx,
  { consortiumId, memberId, year }: { consortiumId: string; memberId: string; year: number },
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ figure: string; value: string }>`
    select h.figure, h.value::text from commitment_share h
    where h.consortium_id = ${consortiumId}::uuid and h.member_id = ${memberId}::uuid and h.year = ${year}
      and h.version = (select max(s.version) from commitment_split s
        where (s.consortium_id, s.figure, s.year) = (h.consortium_id, h.figure, h.year))`.execute(tx);
  return new Map(rows.map(({ figure, value }) => [figure, exact(value)]));
}
