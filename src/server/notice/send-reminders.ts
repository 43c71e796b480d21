import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readMemberTasks, wordsOfTasks } from './member-tasks.ts';

export type ReminderChannel = 'app' | 'mail' | 'robot';

export type ReminderOrder = {
  consortiumId: string;
  members: readonly string[];
  channels: readonly ReminderChannel[];
  text?: string | undefined;
};

/** What became of a member's reminder: how many people, addresses and robots it goes to. */
export type Reminded = { memberId: string; outcome: 'sent' | 'already'; people: number; mails: number; robots: number };

/** A member's line for the database function `remind_members`. */
export type ReminderLine = { id: string; text: string; link: string; subject: string; mail: string; count: number };

/**
 * Reminds members of what they have to do, each once a day. Throws `Refusal`: `not-found` (a consortium or member that the actor does not know),
 * `forbidden` (whoever is not its secretariat), `invalid` (mail where none is configured), `not-signed-in`.
 */
export async function sendReminders(
  { db, config, mailer }: Pick<Context, 'db' | 'config' | 'mailer'>,
  actor: Actor,
  { consortiumId, members, channels, text }: ReminderOrder,
): Promise<readonly Reminded[]> {
  const lines = await db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    if (!actor.roles.some(({ role, unit }) => role === 'secretariat' && unit.id === consortiumId))
      throw new Refusal('forbidden');
    if (channels.includes('mail') && !mailer)
      throw new Refusal('invalid', { fields: ['channels'], detail: '没有配置发信服务，请联系系统管理员。' });
    const tasks = await readMemberTasks(tx, consortiumId, members, new Date());
    if (tasks.length < new Set(members).size) throw new Refusal('not-found');
    return tasks.map((task) => {
      const words = wordsOfTasks(task);
      const said = text === undefined ? `${task.name}：${words.text}，请及时办理。` : text;
      return reminderLine(config.publicUrl, consortiumId, task.memberId, said, words.count);
    });
  });
  const { rows } = await db.app.query<{
    member_id: string | null;
    outcome: 'sent' | 'already' | 'no-session' | 'forbidden';
    people: number;
    mails: number;
    robots: number;
  }>('select * from send_reminders($1, $2, $3, $4, $5, $6)', [
    actor.personId,
    actor.sessionId,
    consortiumId,
    JSON.stringify(lines),
    channels,
    beijingToday(new Date()),
  ]);
  db.bus.tell('lianheti_notice', consortiumId);
  return rows.map(({ member_id, outcome, ...counts }) => {
    if (outcome === 'no-session') throw new Refusal('not-signed-in');
    if (outcome === 'forbidden' || member_id === null) throw new Refusal('forbidden');
    return { memberId: member_id, outcome, ...counts };
  });
}

export function reminderLine(
  publicUrl: string | undefined,
  consortiumId: string,
  id: string,
  text: string,
  count: number,
): ReminderLine {
  const link = `/consortia/${consortiumId}/ledgers`;
  const mail = publicUrl === undefined ? text : `${text}\n\n${publicUrl}${link}`;
  return { id, text, link, subject: '联合体台账待办提醒', mail, count };
}
