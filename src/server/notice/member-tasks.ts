import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import { kindsOf } from '#server/ledger/filing.ts';
import { beijingToday } from '#server/member/member-row.ts';

/** What a member has to do in a consortium's ledgers. */
export type MemberTasks = {
  memberId: string;
  name: string;
  /** Entries that wait for its confirmation, that were returned to it, and that are disputed. */
  awaiting: number;
  returned: number;
  disputed: number;
  /** The year that is due: whether it declared it complete, and the kinds it may report of which nothing stands there. */
  filing: { year: number; declared: boolean; missing: { id: string; title: string }[] };
};

type Row = {
  id: string;
  name: string;
  category: string;
  awaiting: number;
  returned: number;
  disputed: number;
  kinds: string[] | null;
  declared: boolean;
};

/** The calendar year whose ledgers are due at a moment: the one before. */
export function yearDue(now: Date): number {
  return Number(beijingToday(now).slice(0, 4)) - 1;
}

/** Tasks of present members that the transaction's actor may see, in one query. */
export async function readMemberTasks(
  tx: Tx,
  consortiumId: string,
  memberIds: readonly string[],
  now: Date,
): Promise<readonly MemberTasks[]> {
  const year = yearDue(now);
  const { rows } = await sql<Row>`
    select m.id, m.name, m.category, t.*, d.declared_at is not null as declared
    from members_on(${consortiumId}::uuid, ${beijingToday(now)}::date) m
    left join lateral (
      select (count(*) filter (where m.id = any(e.awaited)))::integer as awaiting,
        (count(*) filter (where e.returned and p.role = 'reporter'))::integer as returned,
        (count(*) filter (where e.standing = 'disputed'))::integer as disputed,
        array_agg(distinct e.kind) filter (where p.role = 'reporter' and e.from_year <= ${year} and e.to_year >= ${year}) as kinds
      from ledger_party p join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id
      where p.consortium_id = ${consortiumId}::uuid and p.member_id = m.id and e.standing <> 'withdrawn'
    ) t on true
    left join ledger_filing d on d.consortium_id = ${consortiumId}::uuid and d.member_id = m.id and d.year = ${year}
    where m.id = any(${[...memberIds]}::uuid[]) order by m.name, m.id`.execute(tx);
  return rows.map(({ id, name, category, awaiting, returned, disputed, kinds, declared }) => ({
    memberId: id,
    name,
    awaiting,
    returned,
    disputed,
    filing: {
      year,
      declared,
      missing: declared
        ? []
        : kindsOf(category).flatMap((kind) => (kinds?.includes(kind.id) ? [] : [{ id: kind.id, title: kind.label }])),
    },
  }));
}

/** What a reminder says of a member's tasks, and how many entries it is about. */
export function wordsOfTasks(tasks: MemberTasks): { text: string; count: number } {
  const { awaiting, returned, disputed, filing } = tasks;
  const parts = [
    awaiting > 0 && `${awaiting} 条记录待确认`,
    returned > 0 && `${returned} 条记录被退回`,
    disputed > 0 && `${disputed} 条记录有争议`,
    !filing.declared && `${filing.year} 年台账尚未声明填报完毕`,
  ].filter((part) => part !== false);
  const count = awaiting + returned + disputed + (filing.declared ? 0 : 1);
  return { text: parts.length === 0 ? '台账没有待办事项' : parts.join('，'), count };
}
