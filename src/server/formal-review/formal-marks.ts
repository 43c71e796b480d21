import { sql } from 'kysely';
import type { FormalMark } from '#core/formal-review/formal-check.ts';
import type { ApplicationRow } from '#server/application/application-row.ts';
import type { Tx } from '#server/db/database.ts';

/** What a person said of an item, and what the province answered where it was asked to complete it. */
export type GivenMark = {
  result: FormalMark;
  reason: string;
  by: string;
  personId: string;
  at: string;
  answer: { text: string; by: string; at: string } | null;
  version: number;
};

/** The marks of each of some applications by item, as far as the actor may see them: one query, however many. */
export async function readMarks(
  tx: Tx,
  rows: readonly Pick<ApplicationRow, 'id' | 'consortium_id'>[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, GivenMark>>> {
  const marks = new Map<string, Map<string, GivenMark>>(rows.map(({ id }) => [id, new Map()]));
  if (rows.length === 0) return marks;
  const found = await tx
    .selectFrom('formal_item')
    .select(['application_id', 'item', 'result', 'reason', 'at', 'person_id', 'answer', 'answered_at', 'version'])
    .select([sql<string>`name_of(person_id)`.as('by'), sql<string | null>`name_of(answered_by)`.as('answered_by')])
    .where(
      'consortium_id',
      'in',
      rows.map(({ consortium_id }) => consortium_id),
    )
    .where(
      'application_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  for (const { application_id, item, result, reason, by, at, version, ...row } of found)
    marks.get(application_id)?.set(item, {
      result: result as FormalMark,
      reason,
      by,
      personId: row.person_id,
      at: at.toISOString(),
      answer:
        row.answer === null
          ? null
          : { text: row.answer, by: row.answered_by ?? '', at: row.answered_at?.toISOString() ?? '' },
      version,
    });
  return marks;
}
