import { sql } from 'kysely';
import type { z } from 'zod';
import { meetingKinds } from '#core/council/meeting.ts';
import type { MinutedMotion, Minutes } from '#core/council/minutes.ts';
import { choiceLabels, mannerLabels } from '#core/council/tally.ts';
import { beijingTime } from '#core/quantity/beijing-time.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import { councilRules } from '#server/council/council-right.ts';
import { type MeetingTarget, readMeeting } from '#server/council/meeting-row.ts';
import { readPresence } from '#server/council/meeting-state.ts';
import { roleLabel } from '#server/council/view-meeting.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readAttended } from './attended.ts';
import { lockNumbers } from './issue-resolution.ts';
import { readMotions } from './list-motions.ts';
import type { MinutesBody } from './minutes-views.ts';
import type { MotionView } from './vote-views.ts';

export const outcomeTexts = { carried: '通过', rejected: '未通过', 'no-quorum': '到会人数不足，表决无效' } as const;
const motionStates = {
  open: '未形成决定',
  carried: '议案通过',
  rejected: '议案未通过',
  withdrawn: '议案撤回',
} as const;

/**
 * Writes a version of a meeting's minutes: what the meeting's record says, with what the secretariat adds; it stands as it is, and every attendee is asked anew.
 * Throws `Refusal`: `stale`, `action-not-possible` before the meeting is over and once the minutes are final.
 */
export async function writeMinutes(
  tx: Tx,
  actor: Actor,
  target: MeetingTarget,
  consortium: string,
  { base, chair, notes, discussions, dueOn }: z.infer<typeof MinutesBody>,
): Promise<{ version: number }> {
  const { consortiumId, meetingId } = target;
  await lockNumbers(tx, consortiumId);
  const { state } = await readMeeting(tx, target);
  if (state !== 'closed') throw new Refusal('action-not-possible', { state });
  if (dueOn < beijingToday()) throw new Refusal('invalid', { fields: ['dueOn'], detail: '确认期限应在今天或以后。' });
  const latest = await tx
    .selectFrom('minutes')
    .select(['version', 'year', 'number'])
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const version = (latest?.version ?? 0) + 1;
  if (base !== version - 1) throw new Refusal('stale', { version: version - 1 });
  const record = await readRecord(tx, target, consortium);
  const content: Minutes = {
    ...record,
    chair,
    recorder: actor.name,
    notes,
    items: record.items.map(({ id, ...item }) => ({
      ...item,
      discussion: discussions.find(({ itemId }) => itemId === id)?.text ?? '',
    })),
  };
  const year = latest?.year ?? Number(record.day.slice(0, 4));
  const number = latest?.number ?? (await nextNumber(tx, consortiumId, year));
  await tx
    .insertInto('minutes')
    .values({
      consortium_id: consortiumId,
      meeting_id: meetingId,
      version,
      year,
      number,
      content: JSON.stringify(content),
      due_on: dueOn,
      person_id: actor.personId,
    })
    .execute();
  await recordAudit(tx, consortiumId, 'minutes.written', meetingId, { version, year, number });
  return { version };
}

async function nextNumber(tx: Tx, consortiumId: string, year: number): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number), 0) + 1 as number from minutes where consortium_id = ${consortiumId} and year = ${year}`.execute(
    tx,
  );
  return rows[0]?.number ?? 1;
}

async function readRecord(tx: Tx, target: MeetingTarget, consortium: string) {
  const { consortiumId, meetingId } = target;
  const meeting = await readMeeting(tx, target);
  const times = await tx
    .selectFrom('meeting')
    .select(['opened_at', 'closed_at'])
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', meetingId)
    .executeTakeFirstOrThrow();
  const { rules } = await readPresence(tx, target);
  const motions = await readMotions(tx, target, rules);
  const agenda = await tx
    .selectFrom('agenda_item')
    .select(['id', 'title'])
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .orderBy('place')
    .execute();
  const { seats, attendees } = await readAttendees(tx, target);
  const clock = (at: Date | null) => (at ? beijingTime(at.toISOString()).slice(11, 16) : '');
  return {
    consortium,
    title: meeting.title,
    kindLabel: meetingKinds[meeting.kind],
    day: times.opened_at ? beijingToday(times.opened_at) : meeting.day,
    from: clock(times.opened_at),
    to: clock(times.closed_at),
    place: meeting.place,
    seats,
    attendees,
    items: agenda.map(({ id, title }) => ({
      id,
      title,
      motions: motions.filter(({ itemId }) => itemId === id).map(minuted),
    })),
  };
}

async function readAttendees(tx: Tx, target: MeetingTarget) {
  const { came, spoken, seats } = await readAttended(tx, target);
  const people = await tx
    .selectFrom('meeting_seat as m')
    .innerJoin('council_seat as s', (join) =>
      join.onRef('s.consortium_id', '=', 'm.consortium_id').onRef('s.id', '=', 'm.seat_id'),
    )
    .select(['m.seat_id', 's.party', 's.name', 's.organisation', 's.role'])
    .select(
      sql<string | null>`(select string_agg(distinct b.name, '、') from meeting_attendance a join council_substitute b
        on (b.consortium_id, b.seat_id, b.id) = (a.consortium_id, a.seat_id, a.substitute_id)
        where (a.consortium_id, a.meeting_id, a.seat_id) = (m.consortium_id, m.meeting_id, m.seat_id))`.as(
        'substitute',
      ),
    )
    .where('m.consortium_id', '=', target.consortiumId)
    .where('m.meeting_id', '=', target.meetingId)
    .execute();
  const { parties, roles } = councilRules();
  const place = (party: string, role: string) =>
    parties.findIndex(({ id }) => id === party) * 100 + roles.findIndex(({ id }) => id === role);
  const nameOf = (seatId: string | undefined) => people.find(({ seat_id }) => seat_id === seatId)?.name ?? '';
  const attendees = people
    .toSorted((a, b) => place(a.party, a.role) - place(b.party, b.role) || a.name.localeCompare(b.name, 'zh'))
    .map(({ seat_id, party, name, organisation, role, substitute }) => ({
      party: parties.find(({ id }) => id === party)?.label ?? party,
      name,
      organisation,
      role: roleLabel(role),
      isPresent: came.has(seat_id) || spoken.has(seat_id),
      note: spoken.has(seat_id) ? `委托${nameOf(spoken.get(seat_id))}` : substitute ? `${substitute}代为出席` : '',
    }));
  return { seats, attendees };
}

function minuted(motion: z.infer<typeof MotionView>): MinutedMotion {
  const { title, text, amendments, recusals, votes, state } = motion;
  return {
    title,
    text,
    amendments: amendments
      .filter((each) => each.state !== 'withdrawn')
      .map((each) => ({ number: each.number, proposer: each.proposer, isAdopted: each.state === 'adopted' })),
    recused: recusals.map(({ name, reason }) => ({ name, reason })),
    votes: votes.flatMap(({ amendmentId, manner, majority, result, named }) => {
      if (!result) return [];
      const amendment = amendments.find(({ id }) => id === amendmentId);
      return [
        {
          subject: amendment ? `修正案${amendment.number}` : '',
          manner: mannerLabels[manner],
          majority,
          tally: result.tally,
          needed: result.needed,
          outcome: outcomeTexts[result.outcome],
          named: named.map(({ name, choice }) => ({ name, choice: choiceLabels[choice] })),
        },
      ];
    }),
    outcome: motionStates[state],
  };
}
