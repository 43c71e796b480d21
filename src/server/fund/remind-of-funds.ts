import { sql } from 'kysely';
import { type FundReminder, fundReminderFor } from '#core/fund/fund-rules.ts';
import { fenOf, groupedYuan } from '#core/quantity/yuan.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';
import { beijingToday } from '#server/member/member-row.ts';
import type { NoticeContext } from '#server/notice/deliver-notices.ts';

/** A promise that did not come in whole, or a request that waits; `from` is the day that reminders count from. */
type Row = {
  consortium_id: string;
  id: string;
  what: 'promised' | 'waiting';
  from: string;
  text: string;
  amount: string;
  link: string;
  member_id: string | null;
  roles: string[];
  told: string[];
};

const mostAtOnce = 2000;

/**
 * Tells of promised sums that did not come in by their day, and of requests that wait to be approved, when they come to one of the pack's reminders: each
 * is told once, also where several servers look at once. Tells how many.
 */
export async function remindOfFunds({ db }: Pick<NoticeContext, 'db'>, now: Date): Promise<number> {
  const rules = currentPack.funds;
  if (!rules) return 0;
  const today = beijingToday(now);
  const count = await db.asOwner(async (tx) => {
    let told = 0;
    for (const row of await readRows(tx, today)) {
      const reminder = fundReminderFor(rules.reminders[row.what], row.from, today);
      if (!reminder || row.told.includes(`${reminder.id} ${row.from}`)) continue;
      if (!(await noteTold(tx, row, reminder))) continue;
      await tell(tx, row, reminder);
      told += 1;
    }
    return told;
  });
  if (count > 0) db.bus.tell('lianheti_notice', '');
  return count;
}

async function readRows(tx: Tx, today: string): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select w.*, array(select t.reminder from fund_told t where t.consortium_id = w.consortium_id and t.subject_id = w.id) as told from (
      select p.consortium_id, p.id, 'promised' as what, p.due_on::text as "from", p.year || '年度' || p.source || '“' || p.payer || '”' as text,
        (p.planned - r.received)::numeric(16, 2)::text as amount, '/consortia/' || p.consortium_id || '/funds?year=' || p.year as link,
        p.member_id, '{}'::text[] as roles
      from fund_plan p join fund_year y on y.consortium_id = p.consortium_id and y.year = p.year and y.closing is null
      cross join lateral (select coalesce(sum(r.amount), 0) as received from fund_receipt r
        where r.consortium_id = p.consortium_id and r.plan_id = p.id and r.reversed_at is null) r
      where p.due_on < ${today}::date and r.received < p.planned
      union all
      select s.consortium_id, s.id, 'waiting', greatest(s.asked_at, a.at)::date::text, '支出〔' || s.year || '〕' || s.number || '号“' || s.title || '”',
        s.amount::text, '/consortia/' || s.consortium_id || '/funds/spendings/' || s.id, null,
        array(select jsonb_array_elements_text(s.steps->a.given::integer->'by'))
      from fund_spending s cross join lateral (select count(*) as given, max(a.at) as at from fund_act a
        where a.consortium_id = s.consortium_id and a.spending_id = s.id and a.action = 'approve') a
      where s.state = 'asked' and s.asked_at < ${today}::date) w
    order by w."from", w.id limit ${mostAtOnce}`.execute(tx);
  return rows;
}

/** False where another server has just told it. */
async function noteTold(tx: Tx, { consortium_id, id, from }: Row, reminder: FundReminder): Promise<boolean> {
  const noted = await tx
    .insertInto('fund_told')
    .values({ consortium_id, subject_id: id, reminder: `${reminder.id} ${from}` })
    .onConflict((on) => on.doNothing())
    .returning('subject_id')
    .executeTakeFirst();
  return noted !== undefined;
}

async function tell(tx: Tx, row: Row, { label, to }: FundReminder): Promise<void> {
  const left =
    row.what === 'promised' ? `还差${groupedYuan(fenOf(row.amount))}元` : `${groupedYuan(fenOf(row.amount))}元`;
  const text = `${row.text}（${left}）${label}，请及时办理。`;
  const roles = [
    ...to.filter((each) => each !== 'payer' && each !== 'approver'),
    ...(to.includes('approver') ? row.roles : []),
  ];
  await sql`
    insert into notice (consortium_id, person_id, unit_id, text, link)
    select ${row.consortium_id}::uuid, t.person_id, t.unit_id, ${text}, ${row.link}
      from fund_told_people(${row.consortium_id}::uuid, ${roles}::text[], '{}') t
    union all
    select ${row.consortium_id}::uuid, a.person_id, a.unit_id, ${text}, ${row.link} from role_assignment a
    where ${to.includes('payer')} and a.unit_id = ${row.member_id}::uuid and a.role = 'member-reporter'`.execute(tx);
}
