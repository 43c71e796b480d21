import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Database } from '#server/db/database.ts';
import {
  beijingToday,
  categories,
  categoryLabels,
  memberColumns,
  mustSeeDirectory,
  readContacts,
} from './member-row.ts';

export type MemberSearch = {
  q?: string;
  category?: string;
  /** Only who was a member on that day. */
  on?: string;
  sort: 'name' | 'category' | 'creditCode' | 'joinedOn' | 'leftOn';
  order: 'asc' | 'desc';
  limit: number;
  offset: number;
};

const columns = {
  name: 'name',
  category: 'category',
  creditCode: 'credit_code',
  joinedOn: 'joined_on',
  leftOn: 'left_on',
} as const;

/** One page of a directory with the number of all that fit. Throws `Refusal('not-found')`. */
export async function listMembers(db: Database, actor: Actor, consortiumId: string, search: MemberSearch) {
  return db.readAs(actor, async (tx) => {
    await mustSeeDirectory(tx, consortiumId);
    const { q, category, on } = search;
    let fitting = tx.selectFrom('member').where('consortium_id', '=', consortiumId);
    if (q !== undefined) fitting = fitting.where(({ or, eb }) => or(saysSo(q).map((each) => eb(each, '=', true))));
    if (category !== undefined) fitting = fitting.where('category', '=', category);
    if (on !== undefined)
      fitting = fitting.where(
        sql<boolean>`(daterange(joined_on, left_on) @> ${on}::date or earlier @> ${on}::date)`,
        '=',
        true,
      );
    const rows = await fitting
      .select(memberColumns)
      .orderBy(columns[search.sort], (each) => (search.order === 'asc' ? each.asc() : each.desc()).nullsLast())
      .orderBy('id')
      .limit(search.limit)
      .offset(search.offset)
      .execute();
    const { total } = await fitting.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const contacts = await readContacts(
      tx,
      consortiumId,
      rows.map(({ id }) => id),
    );
    const { rows: rights } = await sql<{
      name: string;
      manage: boolean;
    }>`select name, has_right('manage-member', id) as manage from unit where id = ${consortiumId}::uuid`.execute(tx);
    const today = beijingToday();
    return {
      consortium: { id: consortiumId, name: rights[0]?.name ?? '' },
      canManage: rights[0]?.manage ?? false,
      categories: categories.map(({ id, label }) => ({ id, label })),
      total,
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        otherNames: row.other_names,
        category: row.category,
        categoryLabel: categoryLabels.get(row.category) ?? row.category,
        creditCode: row.credit_code,
        creditCodeOverride: row.credit_code_override,
        contact: contacts.get(row.id) ?? null,
        joinedOn: row.joined_on,
        leftOn: row.left_on,
        active: row.joined_on <= today && (row.left_on === null || row.left_on > today),
        version: row.version,
      })),
    };
  });
}

/** A name, short name, former name or credit code in which the words stand. */
function saysSo(q: string) {
  const pattern = `%${q.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
  return [
    sql<boolean>`name_key(name) like name_key(${pattern})`,
    sql<boolean>`coalesce(credit_code ilike ${pattern}, false)`,
    sql<boolean>`array_to_string(other_names, ' ') ilike ${pattern}`,
  ];
}
