import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import { categories } from './member-row.ts';

/**
 * The form's roster as the directory tells it: of each category how many members there were on a day (`YYYY-MM-DD`; the form asks for
 * 31 December), and their names in order. Sees what the transaction's actor sees.
 */
export async function rosterOn(
  tx: Tx,
  consortiumId: string,
  day: string,
): Promise<Readonly<Record<string, { count: number; names: readonly string[] }>>> {
  const { rows } = await sql<{ category: string; names: string[] }>`
    select category, array_agg(name order by name) as names from members_on(${consortiumId}::uuid, ${day}::date) group by category`.execute(
    tx,
  );
  const found = new Map(rows.map(({ category, names }) => [category, names]));
  return Object.fromEntries(
    categories.map(({ id }) => {
      const names = found.get(id) ?? [];
      return [id, { count: names.length, names }];
    }),
  );
}
