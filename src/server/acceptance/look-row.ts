import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#server/db/database.ts';

export const LookPoint = z.object({
  id: z.string(),
  text: z.string(),
  outcome: z.enum(['settled', 'unsettled']).nullable(),
  note: z.string(),
});

/** The visit before a second look: `version` names the act whose rectification is looked at, `edit` counts the saves. */
const Look = z.object({
  version: z.int(),
  reason: z.string(),
  /** `YYYY-MM-DD` */
  day: z.string(),
  place: z.string(),
  people: z.string(),
  points: z.array(LookPoint),
  conclusion: z.string(),
  edit: z.int(),
  by: z.string(),
  ended_at: z.date().nullable(),
});
export type Look = z.infer<typeof Look>;

type Key = { consortiumId: string; batchId: string };

/** The visits of a consortium's acceptance that the actor may see: the office's own, and for others those whose record is closed. */
export async function readLooks(tx: Tx, { consortiumId, batchId }: Key): Promise<readonly Look[]> {
  const rows = await tx
    .selectFrom('acceptance_look')
    .select(['version', 'reason', 'day', 'place', 'people', 'points', 'conclusion', 'edit', 'ended_at'])
    .select(sql<string>`name_of(coalesce(ended_by, opened_by))`.as('by'))
    .where('consortium_id', '=', consortiumId)
    .where('batch_id', '=', batchId)
    .orderBy('version')
    .execute();
  return z.array(Look).parse(rows);
}
