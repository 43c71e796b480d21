import { sql } from 'kysely';
import type { LedgerBook, LedgerKind } from '#core/ledger/kind.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ledgerBook } from './ledger-book.ts';
import { mustKnow } from './list-entries.ts';

/** What a member has filed for a year: entries by kind, whether it declared that to be all, and what it owes. */
export type MemberFiling = {
  id: string;
  name: string;
  category: string;
  /** Entries of the year by kind, of which it is the reporter. */
  kinds: Record<string, number>;
  entries: number;
  /** Entries of any year that wait for its word, and those returned to it. */
  awaiting: number;
  returned: number;
  disputed: number;
  lastFiledAt: string | null;
  declaredAt: string | null;
  state: 'declared' | 'filing' | 'nothing';
};

type Row = {
  id: string;
  name: string;
  category: string;
  kinds: Record<string, number> | null;
  awaiting: number;
  returned: number;
  disputed: number;
  last: Date | null;
  declared: Date | null;
};

/** The matrix of members and kinds for a year: one query, whatever the number of members. Members see their own line. */
export async function readFiling(context: Context, actor: Actor, consortiumId: string, year: number) {
  const rows = await context.db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const { rows: read } = await sql<Row>`
      with filed as (
        select p.member_id, p.kind, count(*) filter (where e.from_year <= ${year} and e.to_year >= ${year} and p.role = 'reporter') as entries,
          count(*) filter (where p.member_id = any(e.awaited)) as awaiting,
          count(*) filter (where e.returned and p.role = 'reporter') as returned,
          count(*) filter (where e.standing = 'disputed') as disputed,
          max(e.changed_at) filter (where p.role = 'reporter') as last
        from ledger_party p join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id
        where p.consortium_id = ${consortiumId}::uuid and e.standing <> 'withdrawn' group by 1, 2
      )
      select m.id, m.name, m.category, f.*, d.declared_at as declared
      from members_on(${consortiumId}::uuid, ${`${year}-12-31`}::date) m
      left join lateral (
        select jsonb_object_agg(kind, entries) filter (where entries > 0) as kinds, coalesce(sum(awaiting), 0)::integer as awaiting,
          coalesce(sum(returned), 0)::integer as returned, coalesce(sum(disputed), 0)::integer as disputed, max(last) as last
        from filed where member_id = m.id
      ) f on true
      left join ledger_filing d on d.consortium_id = ${consortiumId}::uuid and d.member_id = m.id and d.year = ${year}
      order by m.category, m.name`.execute(tx);
    return read;
  });
  const seesAll = !actor.roles.every(({ role }) => role === 'member-reporter');
  const own = new Set(actor.roles.map(({ unit }) => unit.id));
  return rows.filter(({ id }) => seesAll || own.has(id)).map(viewFiling);
}

function viewFiling({ id, name, category, kinds, awaiting, returned, disputed, last, declared }: Row): MemberFiling {
  const entries = Object.values(kinds ?? {}).reduce((sum, count) => sum + count, 0);
  return {
    id,
    name,
    category,
    kinds: kinds ?? {},
    entries,
    awaiting,
    returned,
    disputed,
    lastFiledAt: last?.toISOString() ?? null,
    declaredAt: declared?.toISOString() ?? null,
    state: declared ? 'declared' : entries > 0 ? 'filing' : 'nothing',
  };
}

/** The kinds that a member of a category may report. */
export function kindsOf(category: string, book: LedgerBook = ledgerBook()): readonly LedgerKind[] {
  return book.kinds.filter((kind) => {
    const field = kind.reporter === undefined ? undefined : kind.fields[kind.reporter];
    if (field?.type !== 'member') return false;
    const allowed = book.memberClasses[field.of];
    return allowed === undefined || allowed.includes(category);
  });
}

/** A member says that it has filed all of a year, or takes that back. Saying it twice changes nothing. */
export async function declareFiling(
  context: Context,
  actor: Actor,
  {
    consortiumId,
    memberId,
    year,
    complete,
  }: { consortiumId: string; memberId: string; year: number; complete: boolean },
): Promise<void> {
  const directory = await context.directories.of(consortiumId);
  await context.db.asActor(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    if (!directory.byId.has(memberId)) throw new Refusal('not-found');
    const key = { consortium_id: consortiumId, member_id: memberId, year };
    const changed = complete
      ? await tx
          .insertInto('ledger_filing')
          .values({ ...key, declared_by: actor.personId })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
          .then(({ numInsertedOrUpdatedRows = 0n }) => numInsertedOrUpdatedRows)
      : await tx
          .deleteFrom('ledger_filing')
          .where('consortium_id', '=', consortiumId)
          .where('member_id', '=', memberId)
          .where('year', '=', year)
          .executeTakeFirst()
          .then(({ numDeletedRows }) => numDeletedRows);
    if (changed > 0n)
      await recordAudit(tx, consortiumId, complete ? 'filing.declared' : 'filing.opened', memberId, { year });
  });
}
