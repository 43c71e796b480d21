import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import { readApplication } from './application-row.ts';

export type HistoryItem = {
  version: number;
  from: unknown;
  to: unknown;
  by: { id: string; name: string };
  at: string;
  how: string;
};

/** Every change of one cell, latest first. */
export async function readHistory(tx: Tx, applicationId: string, cell: string): Promise<HistoryItem[]> {
  const application = await readApplication(tx, applicationId);
  const rows = await tx
    .selectFrom('answer_history')
    .select(['version', 'value', 'how', 'changed_by', 'changed_at'])
    .select(sql<string>`name_of(changed_by)`.as('name'))
    .select(sql<unknown>`lag(value) over (order by version)`.as('from'))
    .where('consortium_id', '=', application.consortium_id)
    .where('application_id', '=', applicationId)
    .where('cell', '=', cell)
    .orderBy('version', 'desc')
    .limit(1000)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    from: row.from ?? null,
    to: row.value ?? null,
    by: { id: row.changed_by, name: row.name },
    at: row.changed_at.toISOString(),
    how: row.how,
  }));
}
