import { sql } from 'kysely';
import { areConfirmed } from '#core/council/confirmation.ts';
import { documentNumber } from '#core/council/document-number.ts';
import { type MeetingTarget, readMeeting } from '#server/council/meeting-row.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { MinutesContent } from './minutes-views.ts';

type Word = { seatId: string; name: string; word: 'confirmed' | 'objected' | null; text: string; at: Date | null };

/** The latest version of a meeting's minutes, with what each attendee said of it; undefined before the first. */
export async function readMinutes(tx: Tx, target: MeetingTarget) {
  const { consortiumId, meetingId } = target;
  const row = await tx
    .selectFrom('minutes')
    .select(['version', 'id', 'year', 'number', 'content', 'due_on', 'at'])
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { rows: words } = await sql<Word>`
    select a.seat_id as "seatId", s.name, w.word, coalesce(w.text, '') as text, w.at
    from (select distinct consortium_id, meeting_id, seat_id from meeting_attendance
      where consortium_id = ${consortiumId} and meeting_id = ${meetingId}) a
    join council_seat s on s.consortium_id = a.consortium_id and s.id = a.seat_id
    left join minutes_word w on (w.consortium_id, w.meeting_id, w.seat_id, w.version) = (a.consortium_id, a.meeting_id, a.seat_id, ${row.version})
    order by s.name, a.seat_id`.execute(tx);
  const { state } = await readMeeting(tx, target);
  const said = words.map(({ word }) => word);
  return {
    id: row.id,
    version: row.version,
    number: documentNumber('minutes', row.year, row.number),
    content: MinutesContent.parse(row.content),
    dueOn: row.due_on,
    at: row.at.toISOString(),
    isFinal: state === 'confirmed',
    mayConclude: state === 'closed' && areConfirmed(said, { dueOn: row.due_on, today: beijingToday() }),
    words: words.map((each) => ({ ...each, at: each.at?.toISOString() ?? null })),
  };
}

/** The same where there must be some. Throws `Refusal('not-found')`. */
export async function mustReadMinutes(tx: Tx, target: MeetingTarget) {
  const minutes = await readMinutes(tx, target);
  if (!minutes) throw new Refusal('not-found');
  return minutes;
}

/**
 * What an attendee says of the latest version, once. Throws `Refusal`: `stale` of another version, `not-present` for who was not there, `action-not-possible`
 * where it has spoken or the minutes are final.
 */
export async function giveWord(
  tx: Tx,
  target: MeetingTarget & { seatId: string },
  { version, word, text }: { version: number; word: 'confirmed' | 'objected'; text: string },
): Promise<void> {
  const { consortiumId, meetingId, seatId } = target;
  if (word === 'objected' && text === '')
    throw new Refusal('invalid', { fields: ['text'], detail: '请写明有异议之处。' });
  const minutes = await mustReadMinutes(tx, target);
  if (minutes.version !== version) throw new Refusal('stale', { version: minutes.version });
  if (minutes.isFinal) throw new Refusal('action-not-possible', { state: 'confirmed' });
  if (!minutes.words.some((each) => each.seatId === seatId)) throw new Refusal('not-present');
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('minutes_word')
    .values({ consortium_id: consortiumId, meeting_id: meetingId, version, seat_id: seatId, word, text })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) throw new Refusal('action-not-possible', { state: 'closed' });
}
