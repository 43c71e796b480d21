import { sql } from 'kysely';
import { quorumOf, type SeatPresence } from '#core/council/quorum.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readLiveVote } from '#server/vote/live-vote.ts';
import { CharterRulesView } from './council-views.ts';
import type { MeetingTarget } from './meeting-row.ts';
import { type MeetingLive, MeetingState } from './meeting-views.ts';

/** Where each seat of a meeting stands at this moment, and the charter's rules by which it is held; without anybody's name. */
export async function readPresence(tx: Tx, { consortiumId, meetingId }: MeetingTarget) {
  const { rows: heads } = await sql<{
    state: string;
    version: number;
    item_id: string | null;
    rules: unknown;
  }>`select state, version, item_id, rules from meeting_head(${consortiumId}::uuid, ${meetingId}::uuid)`.execute(tx);
  const [head] = heads;
  if (!head) throw new Refusal('not-found');
  const { rows: seats } = await sql<SeatPresence & { reply: 'coming' | 'absent' | null }>`
    select seat_id as "seatId", party, in_term as "inTerm", present, proxy_to as "proxyTo", reply
    from meeting_presence(${consortiumId}::uuid, ${meetingId}::uuid) order by seat_id`.execute(tx);
  return {
    state: MeetingState.parse(head.state),
    version: head.version,
    itemId: head.item_id,
    rules: head.rules === null ? null : CharterRulesView.parse(head.rules),
    seats,
    live: await readLiveVote(tx, { consortiumId, meetingId }),
  };
}

/** What everybody in a meeting is told of it. Four queries, however many seats there are. */
export async function readMeetingState(tx: Tx, target: MeetingTarget): Promise<MeetingLive> {
  return stateOf(await readPresence(tx, target));
}

export function stateOf({
  state,
  version,
  itemId,
  rules,
  seats,
  live,
}: Awaited<ReturnType<typeof readPresence>>): MeetingLive {
  const replied = (reply: 'coming' | 'absent' | null) => seats.filter((seat) => seat.reply === reply).length;
  return {
    state,
    version,
    itemId,
    quorum: rules && quorumOf(rules, seats),
    ...live,
    replies: { coming: replied('coming'), absent: replied('absent'), none: replied(null) },
  };
}
