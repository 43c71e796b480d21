import { spokenFor } from '#core/council/quorum.ts';
import type { Context } from '#server/context.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { passOf, readPassSeat } from './as-pass.ts';
import { councilRules } from './council-right.ts';
import { readMeeting } from './meeting-row.ts';
import { readPresence, stateOf } from './meeting-state.ts';
import { Reply } from './meeting-views.ts';
import { headOf, readAgenda, readPapers, roleLabel } from './view-meeting.ts';

/**
 * What a seat's holder sees of its meeting: agenda and papers, its own seat, whom it may ask to speak for it and for whom it speaks. Throws
 * `Refusal('not-found')` for a pass that opens nothing.
 */
export async function viewPass({ db }: Context, token: string) {
  return db.readAs(passOf(token), async (tx) => {
    const target = await readPassSeat(tx);
    const presence = await readPresence(tx, target);
    const seats = await tx
      .selectFrom('meeting_seat as m')
      .innerJoin('council_seat as s', (join) =>
        join.onRef('s.consortium_id', '=', 'm.consortium_id').onRef('s.id', '=', 'm.seat_id'),
      )
      .select(['s.id', 's.name', 's.organisation', 's.party', 's.role', 'm.reply', 'm.reply_note', 'm.proxy_to'])
      .where('m.consortium_id', '=', target.consortiumId)
      .where('m.meeting_id', '=', target.meetingId)
      .orderBy('s.name')
      .orderBy('s.id')
      .execute();
    const today = beijingToday();
    const substitutes = await tx
      .selectFrom('council_substitute')
      .select(['id', 'name'])
      .where('consortium_id', '=', target.consortiumId)
      .where('seat_id', '=', target.seatId)
      .where('from_day', '<=', today)
      .where('to_day', '>=', today)
      .orderBy('name')
      .execute();
    const { parties } = councilRules();
    const named = new Map(
      seats.map(({ id, name, organisation, party }) => [
        id,
        { seatId: id, name, organisation, party: parties.find((one) => one.id === party)?.label ?? party },
      ]),
    );
    const own = seats.find(({ id }) => id === target.seatId);
    const standing = presence.seats.find(({ seatId }) => seatId === target.seatId);
    const isHolder = (id: string) => presence.seats.find(({ seatId }) => seatId === id)?.inTerm === true;
    const spoken = presence.rules ? spokenFor(presence.rules, presence.seats) : new Map<string, string>();
    const name = (id: string) => named.get(id)?.name ?? '';
    return {
      meeting: { ...headOf(await readMeeting(tx, target)), consortium: target.consortium },
      agenda: await readAgenda(tx, target),
      papers: await readPapers(tx, target),
      live: stateOf(presence),
      seat: {
        id: target.seatId,
        name: name(target.seatId),
        organisation: own?.organisation ?? '',
        roleLabel: roleLabel(own?.role ?? ''),
        inTerm: standing?.inTerm === true,
        present: standing?.present === true,
        reply: Reply.nullable().parse(own?.reply ?? null),
        replyNote: own?.reply_note ?? '',
        proxyTo: own?.proxy_to ?? null,
      },
      proxyName: name(own?.proxy_to ?? ''),
      substitutes,
      mostProxies: presence.rules?.mostProxies ?? 0,
      /** Who might speak for this seat. */
      others: seats.flatMap(({ id, proxy_to }) => {
        const other = named.get(id);
        return other && id !== target.seatId && proxy_to === null && isHolder(id) ? [other] : [];
      }),
      /** For whom this seat speaks; it counts once it is taken. */
      speaksFor: seats
        .filter(({ proxy_to }) => proxy_to === target.seatId)
        .map(({ id }) => ({ seatId: id, name: name(id), counts: spoken.get(id) === target.seatId })),
    };
  });
}
