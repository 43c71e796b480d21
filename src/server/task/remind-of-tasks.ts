import { sql } from 'kysely';
import type { TaskReminder, TaskState } from '#core/task/task-rules.ts';
import { reminderFor } from '#core/task/task-time.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';
import { beijingToday } from '#server/member/member-row.ts';
import type { NoticeContext } from '#server/notice/deliver-notices.ts';

type Row = { consortium_id: string; id: string; title: string; state: TaskState; due_on: string; told: string[] };

const mostAtOnce = 2000;

/**
 * Tells of tasks that come to one of the pack's reminders: before their day whoever does them, after it those above, in the app, by the robots of the unit
 * and by mail where that is configured. Each reminder is told once of a task and day, also where several servers look at once.
 */
export async function remindOfTasks(
  { db, config, mailer }: Pick<NoticeContext, 'db' | 'config' | 'mailer'>,
  now: Date,
): Promise<number> {
  const reminders = currentPack.tasks?.reminders ?? [];
  const earliest = Math.min(0, ...reminders.map(({ days }) => days));
  const today = beijingToday(now);
  const count = await db.asOwner(async (tx) => {
    const { rows } = await sql<Row>`
      select t.consortium_id, t.id, t.title, t.state, t.due_on, array(select d.reminder from task_told d
        where d.consortium_id = t.consortium_id and d.task_id = t.id and d.due_on = t.due_on) as told
      from task t where t.state in ('open', 'doing') and t.due_on <= ${today}::date - ${earliest}::integer
      order by t.due_on, t.id limit ${mostAtOnce}`.execute(tx);
    let told = 0;
    for (const row of rows) {
      const reminder = reminderFor(reminders, { state: row.state, dueOn: row.due_on }, today);
      if (reminder && !row.told.includes(reminder.id) && (await noteTold(tx, row, reminder))) {
        await tell(tx, row, reminder, { publicUrl: config.publicUrl, byMail: mailer !== undefined });
        told += 1;
      }
    }
    return told;
  });
  if (count > 0) db.bus.tell('lianheti_notice', '');
  return count;
}

/** False where another server has just told it. */
async function noteTold(tx: Tx, { consortium_id, id, due_on }: Row, reminder: TaskReminder): Promise<boolean> {
  const noted = await tx
    .insertInto('task_told')
    .values({ consortium_id, task_id: id, due_on, reminder: reminder.id })
    .onConflict((on) => on.doNothing())
    .returning('task_id')
    .executeTakeFirst();
  return noted !== undefined;
}

async function tell(
  tx: Tx,
  { consortium_id, id, title, due_on }: Row,
  { label, to }: TaskReminder,
  { publicUrl, byMail }: { publicUrl: string | undefined; byMail: boolean },
): Promise<void> {
  const text = `任务“${title}”（时间节点${due_on}）${label}，请及时办理。`;
  const link = `/consortia/${consortium_id}/tasks/${id}`;
  const mail = { subject: '联合体任务提醒', text: publicUrl === undefined ? text : `${text}\n\n${publicUrl}${link}` };
  await sql`
    with people as (select person_id, unit_id from task_people(${consortium_id}::uuid, ${id}::uuid, ${[...to]}::text[])),
    noticed as (
      insert into notice (consortium_id, person_id, unit_id, text, link)
      select ${consortium_id}::uuid, person_id, unit_id, ${text}, ${link} from people),
    mailed as (
      insert into notice_outbox (consortium_id, event, unit_id, payload)
      select ${consortium_id}::uuid, 'reminder', p.unit_id, jsonb_build_object('to', a.email, 'subject', ${mail.subject}::text, 'text', ${mail.text}::text)
      from people p join person a on a.id = p.person_id where ${byMail})
    insert into notice_outbox (consortium_id, event, unit_id, webhook_id, payload)
    select ${consortium_id}::uuid, 'reminder', w.unit_id, w.id, jsonb_build_object('event', 'reminder', 'consortiumId', ${consortium_id}::text,
      'taskId', ${id}::text, 'unit', u.name, 'count', 1, 'at', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from webhook w join unit u on u.id = w.unit_id
    where w.consortium_id = ${consortium_id}::uuid and w.active and 'reminder' = any(w.events) and w.unit_id in (select unit_id from people)`.execute(
    tx,
  );
}
