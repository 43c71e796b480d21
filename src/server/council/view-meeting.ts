import { sql } from 'kysely';
import { meetingActions, meetingKinds, meetingStates } from '#core/council/meeting.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { councilRules, mustKnowCouncil } from './council-right.ts';
import { type MeetingRow, type MeetingTarget, readMeeting } from './meeting-row.ts';
import { readPresence, stateOf } from './meeting-state.ts';
import { MeetingKind, MeetingState, Reply } from './meeting-views.ts';

/** A meeting with its agenda, papers and every seat by name. As many queries for one seat as for hundreds. Throws `Refusal('not-found')`. */
export async function viewMeeting({ db }: Context, actor: Actor, target: MeetingTarget) {
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowCouncil(tx, target.consortiumId);
    if (!right.reads) throw new Refusal('not-found');
    const row = await readMeeting(tx, target);
    const presence = await readPresence(tx, target);
    const times = await tx
      .selectFrom('meeting')
      .select(['short_notice', 'called_at', 'opened_at', 'closed_at'])
      .where('consortium_id', '=', target.consortiumId)
      .where('id', '=', target.meetingId)
      .executeTakeFirstOrThrow();
    return {
      ...headOf(row),
      consortium: { id: target.consortiumId, name: right.name },
      canManage: right.manages,
      actions: right.manages ? meetingActions(row.state) : [],
      shortNotice: times.short_notice,
      itemId: row.itemId,
      calledAt: times.called_at?.toISOString() ?? null,
      openedAt: times.opened_at?.toISOString() ?? null,
      closedAt: times.closed_at?.toISOString() ?? null,
      rules: presence.rules,
      parties: [...councilRules().parties],
      agenda: await readAgenda(tx, target),
      papers: await readPapers(tx, target),
      live: stateOf(presence),
      seats: await readSeats(tx, target, presence),
    };
  });
}

export function headOf({ id, kind, title, place, opensAt, state, version }: MeetingRow) {
  return {
    id,
    kind,
    kindLabel: meetingKinds[kind],
    title,
    place,
    opensAt: opensAt.toISOString(),
    state,
    stateLabel: meetingStates[state],
    version,
  };
}

export function readAgenda(tx: Tx, { consortiumId, meetingId }: MeetingTarget) {
  return tx
    .selectFrom('agenda_item')
    .select(['id', 'title', 'presenter'])
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .orderBy('place')
    .execute();
}

export function readPapers(tx: Tx, { consortiumId, meetingId }: MeetingTarget) {
  return tx
    .selectFrom('meeting_paper')
    .select(['id', 'name', 'media_type as mediaType', 'bytes'])
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('removed_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

async function readSeats(
  tx: Tx,
  { consortiumId, meetingId }: MeetingTarget,
  presence: Awaited<ReturnType<typeof readPresence>>,
) {
  const attended = await tx
    .selectFrom('meeting_attendance as a')
    .leftJoin('council_substitute as b', (join) =>
      join
        .onRef('b.consortium_id', '=', 'a.consortium_id')
        .onRef('b.seat_id', '=', 'a.seat_id')
        .onRef('b.id', '=', 'a.substitute_id'),
    )
    .select(['a.seat_id', 'a.came_at', 'a.left_at', 'a.how', 'b.name'])
    .where('a.consortium_id', '=', consortiumId)
    .where('a.meeting_id', '=', meetingId)
    .orderBy('a.came_at')
    .execute();
  const rows = await tx
    .selectFrom('meeting_seat as m')
    .innerJoin('council_seat as s', (join) =>
      join.onRef('s.consortium_id', '=', 'm.consortium_id').onRef('s.id', '=', 'm.seat_id'),
    )
    .select(['m.seat_id', 's.party', 's.role', 's.organisation', 's.name', 'm.reply', 'm.reply_note', 'm.proxy_to'])
    .where('m.consortium_id', '=', consortiumId)
    .where('m.meeting_id', '=', meetingId)
    .execute();
  const stands = new Map(presence.seats.map((seat) => [seat.seatId, seat]));
  const intervals = Map.groupBy(attended, ({ seat_id }) => seat_id);
  const { parties, roles } = councilRules();
  const place = (party: string, role: string) =>
    parties.findIndex(({ id }) => id === party) * 100 + roles.findIndex(({ id }) => id === role);
  return rows
    .toSorted((a, b) => place(a.party, a.role) - place(b.party, b.role) || a.name.localeCompare(b.name, 'zh'))
    .map((row) => {
      const own = intervals.get(row.seat_id) ?? [];
      return {
        seatId: row.seat_id,
        party: row.party,
        roleLabel: roleLabel(row.role),
        organisation: row.organisation,
        name: row.name,
        inTerm: stands.get(row.seat_id)?.inTerm === true,
        present: stands.get(row.seat_id)?.present === true,
        substitute: own.findLast(({ left_at }) => left_at === null)?.name ?? null,
        reply: Reply.nullable().parse(row.reply),
        replyNote: row.reply_note,
        proxyTo: row.proxy_to,
        attendance: own.map(({ came_at, left_at, how }) => ({
          from: came_at.toISOString(),
          to: left_at?.toISOString() ?? null,
          how: how === 'hand' ? ('hand' as const) : ('code' as const),
        })),
      };
    });
}

export function roleLabel(role: string): string {
  return councilRules().roles.find(({ id }) => id === role)?.label ?? role;
}

/** The meetings of a council, the latest first, with how many were there. Two queries. Throws `Refusal('not-found')`. */
export async function listMeetings(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  { limit, offset }: { limit: number; offset: number },
) {
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowCouncil(tx, consortiumId);
    if (!right.reads) throw new Refusal('not-found');
    const rows = await tx
      .selectFrom('meeting as t')
      .select(['id', 'kind', 'title', 'place', 'opens_at', 'state', 'version'])
      .select([
        sql<number>`count(*) over ()`.as('total'),
        sql<number>`(select count(*) from meeting_seat m where (m.consortium_id, m.meeting_id) = (t.consortium_id, t.id))`.as(
          'seats',
        ),
        sql<number>`(select count(distinct a.seat_id) from meeting_attendance a
          where (a.consortium_id, a.meeting_id) = (t.consortium_id, t.id))`.as('present'),
      ])
      .where('consortium_id', '=', consortiumId)
      .orderBy('opens_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute();
    return {
      canManage: right.manages,
      total: rows[0]?.total ?? 0,
      items: rows.map((row) => {
        const [kind, state] = [MeetingKind.parse(row.kind), MeetingState.parse(row.state)];
        return {
          id: row.id,
          kind,
          kindLabel: meetingKinds[kind],
          title: row.title,
          place: row.place,
          opensAt: row.opens_at.toISOString(),
          state,
          stateLabel: meetingStates[state],
          version: row.version,
          seats: row.seats,
          present: row.present,
        };
      }),
    };
  });
}
