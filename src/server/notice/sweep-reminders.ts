import { sql } from 'kysely';
import { beijingToday } from '#server/member/member-row.ts';
import type { NoticeContext } from './deliver-notices.ts';
import { reminderLine } from './send-reminders.ts';

const mostAtOnce = 2000;

/** Answers to requests and delivered notices are kept for a day and for a quarter; older ones go. */
const forgetting = [
  sql`delete from idempotency_key where created_at < clock_timestamp() - interval '1 day'`,
  sql`delete from notice_outbox where delivered_at < clock_timestamp() - interval '90 days'`,
];

/**
 * Reminds each side that has left an entry unanswered for the configured days, once in as many days, in the app, by mail where that is configured and by
 * its robots. Several servers may sweep at once: a member is reminded by one of them. Nobody is reminded in the fictional example.
 */
export async function sweepReminders({ db, config, example, mailer }: NoticeContext): Promise<void> {
  await db.asOwner(async (tx) => {
    for (const forget of forgetting) await forget.execute(tx);
  });
  const days = config.remindAfterDays;
  if (days === 0 || example) return;
  const channels = ['app', 'robot', ...(mailer ? ['mail'] : [])];
  const day = beijingToday(new Date());
  await db.asOwner(async (tx) => {
    const { rows } = await sql<{ consortium_id: string; id: string; name: string; count: number }>`
      select e.consortium_id, u.id, u.name, count(*)::integer as count
      from ledger_entry e cross join unnest(e.awaited) as a (id)
      join unit u on u.id = a.id and u.parent_id = e.consortium_id
      join member m on m.consortium_id = e.consortium_id and m.id = a.id and m.left_on is null
      where e.standing in ('oneSided', 'disputed') and e.changed_at < clock_timestamp() - make_interval(days => ${days})
        and not exists (select from reminder r where r.consortium_id = e.consortium_id and r.member_id = a.id
          and r.at > clock_timestamp() - make_interval(days => ${days}))
      group by 1, 2 order by 1, 2 limit ${mostAtOnce}`.execute(tx);
    for (const [consortiumId, members] of Map.groupBy(rows, ({ consortium_id }) => consortium_id)) {
      const lines = members.map(({ id, name, count }) => {
        const text = `${name}：有 ${count} 条台账记录已等待您单位答复 ${days} 天以上，请及时确认或提出异议。`;
        return reminderLine(config.publicUrl, consortiumId, id, text, count);
      });
      await sql`select * from remind_members(null, ${consortiumId}::uuid, ${JSON.stringify(lines)}::jsonb, ${channels}::text[], ${day}::date)`.execute(
        tx,
      );
    }
  });
}
