import { sql } from 'kysely';
import { z } from 'zod';
import { standings } from '#core/standing/standing.ts';
import type { Tx } from '#server/db/database.ts';
import { StandingCause } from './record-standing.ts';

const Row = z.object({
  id: z.string(),
  standing: z.enum(standings),
  from: z.string(),
  until: z.string().nullable(),
  reason: z.string(),
  document: z.string(),
  cause: StandingCause,
  at: z.date(),
  by: z.string(),
});

/** All that was recorded of a consortium's standing, in the order in which it became known. */
export async function readStandings(tx: Tx, consortiumId: string): Promise<readonly z.infer<typeof Row>[]> {
  const rows = await tx
    .selectFrom('standing_event')
    .select(['id', 'standing', 'from_day as from', 'until', 'reason', 'document', 'cause', 'at'])
    .select(sql<string>`name_of(decided_by)`.as('by'))
    .where('consortium_id', '=', consortiumId)
    .orderBy('sequence')
    .execute();
  return z.array(Row).parse(rows);
}
