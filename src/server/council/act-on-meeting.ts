import { sql } from 'kysely';
import { isCalledInTime, type MeetingAction, meetingSteps } from '#core/council/meeting.ts';
import { beijingTime } from '#core/quantity/beijing-time.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { keepMeeting } from '#server/vote/keep-meeting.ts';
import { mustManageCouncil } from './council-right.ts';
import { type IssuedPass, issuePasses } from './issue-passes.ts';
import { lockMeeting, type MeetingRow, type MeetingTarget } from './meeting-row.ts';
import { readMeetingState } from './meeting-state.ts';
import { mustReadCharter } from './read-council.ts';

export type MeetingActOrder = MeetingTarget & { version: number; action: MeetingAction; shortNotice: string };

/**
 * One step of a meeting; of two chairs at once the first takes it, the other is told. Calling fixes the charter by which it is held and who has a
 * seat, and gives each seat its pass. Throws `Refusal`: `stale`, `action-not-possible`, `charter-missing`, `seats-missing`, `notice-too-short`
 * without a reason, `no-quorum` where too few are there to open, `vote-open` where one is at the close, `not-found`, `forbidden`.
 */
export async function actOnMeeting(context: Context, actor: Actor, order: MeetingActOrder): Promise<IssuedPass[]> {
  const { db } = context;
  const { consortiumId, meetingId, action } = order;
  const step = meetingSteps[action];
  const passes = await db.asActor(actor, async (tx) => {
    await mustManageCouncil(tx, consortiumId);
    const row = await lockMeeting(tx, order, order.version);
    if (!step.from.includes(row.state)) throw new Refusal('action-not-possible', { state: row.state });
    const called = action === 'call' ? await callMeeting(tx, row, order.shortNotice) : undefined;
    if (action === 'open') await mustHaveQuorum(tx, row);
    const now = new Date();
    await tx
      .updateTable('meeting')
      .set({
        state: step.to,
        version: row.version + 1,
        ...(called && { charter_version: called.charterVersion, short_notice: order.shortNotice, called_at: now }),
        ...(action === 'open' && { opened_at: now }),
        ...(action === 'close' && { closed_at: now, item_id: null }),
      })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', meetingId)
      .execute();
    if (action === 'close') await keepMeeting(context, tx, actor, order);
    if (called) await tellOfCall(tx, row);
    await recordAudit(tx, consortiumId, `meeting.${step.to}`, meetingId, { version: row.version + 1 });
    return called?.passes ?? [];
  });
  db.bus.tell('lianheti_meeting', `${consortiumId} ${meetingId}`);
  if (action === 'call') db.bus.tell('lianheti_notice', meetingId);
  return passes;
}

async function callMeeting(tx: Tx, row: MeetingRow, shortNotice: string) {
  const { consortiumId, id: meetingId, day } = row;
  const today = beijingToday();
  if (day < today) throw new Refusal('notice-too-short', { detail: '开会时间已过。' });
  const charter = await mustReadCharter(tx, consortiumId, day);
  const { noticeDays } = charter.rules;
  if (!isCalledInTime(noticeDays, today, day) && shortNotice === '')
    throw new Refusal('notice-too-short', { noticeDays, detail: `章程要求提前${noticeDays}天通知。` });
  const { numAffectedRows } = await sql`
    insert into meeting_seat (consortium_id, meeting_id, seat_id)
    select consortium_id, ${meetingId}, id from council_seat
    where consortium_id = ${consortiumId} and ${day}::date between from_day and last_day`.execute(tx);
  if (!numAffectedRows) throw new Refusal('seats-missing');
  return { charterVersion: charter.version, passes: await issuePasses(tx, { consortiumId, meetingId }) };
}

/** Puts the call before holders with an account and before the members whose seats they are; a pass goes to the holder alone, by mail. */
async function tellOfCall(tx: Tx, { consortiumId, id, title, opensAt, place }: MeetingRow): Promise<void> {
  const time = beijingTime(opensAt.toISOString()).slice(0, 16);
  const text = `会议通知：“${title}”于${time}召开${place && `，地点：${place}`}。参会链接另行发给各席位本人。`;
  await sql`select tell_of_meeting(${consortiumId}::uuid, ${id}::uuid, ${text})`.execute(tx);
}

async function mustHaveQuorum(tx: Tx, { consortiumId, id, kind }: MeetingRow): Promise<void> {
  // What circulates has no moment at which all are there: each vote in writing is an attendance.
  if (kind === 'circulated') return;
  const { quorum } = await readMeetingState(tx, { consortiumId, meetingId: id });
  if (!quorum?.isReached) throw new Refusal('no-quorum', { present: quorum?.present, needed: quorum?.needed });
}
