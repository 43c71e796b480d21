import { sql } from 'kysely';
import type { z } from 'zod';
import { type CharterRules, majorityFor } from '#core/council/charter.ts';
import { documentNumber } from '#core/council/document-number.ts';
import { thresholdText } from '#core/council/threshold.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { councilRules, mustKnowCouncil } from '#server/council/council-right.ts';
import { type MeetingTarget, readMeeting } from '#server/council/meeting-row.ts';
import { readPresence } from '#server/council/meeting-state.ts';
import { mustReadCharter } from '#server/council/read-council.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { hashToken } from '#server/invitation/token.ts';
import { codeOfSerial } from './cast-vote.ts';
import { Choice, MotionView, PassMotionsView, VoteResult, VoteRulesView } from './vote-views.ts';

type Motion = z.infer<typeof MotionView>;

/** A meeting's motions for who reads of the council. Throws `Refusal('not-found')`. */
export async function listMotions({ db }: Context, actor: Actor, target: MeetingTarget) {
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowCouncil(tx, target.consortiumId);
    if (!right.reads) throw new Refusal('not-found');
    const { day } = await readMeeting(tx, target);
    const { rules } = await readPresence(tx, target);
    const charter = rules ?? (await mustReadCharter(tx, target.consortiumId, day).catch(() => undefined))?.rules;
    return {
      canManage: right.manages,
      kinds: councilRules().motionKinds.map((kind) => ({ ...kind, majority: majorityText(charter, kind.id) })),
      motions: await readMotions(tx, target, charter),
      departments: [...(currentPack.tasks?.departments ?? [])],
    };
  });
}

const Ballots = PassMotionsView.shape.ballots;
type PassVotes = { consortium_id: string; meeting_id: string; marks: string; ballots: unknown };

/** The same for whoever has a pass, and what its seat has to do with the votes. Throws `Refusal('not-found')`. */
export async function listPassMotions({ db, motions }: Context, token: string) {
  const { rows } = await db.app.query<PassVotes>({
    name: 'pass-votes',
    text: 'select * from pass_votes($1)',
    values: [hashToken(token)],
  });
  const [own] = rows;
  if (!own) throw new Refusal('not-found');
  const { consortium_id, meeting_id, marks, ballots } = own;
  return {
    motions: [...(await motions.read(token, { consortiumId: consortium_id, meetingId: meeting_id, marks }))],
    ballots: Ballots.parse(ballots),
  };
}

/** What was counted in a secret vote that is closed, for whoever reads of the meeting: each voter finds its own. Throws `Refusal('not-found')`. */
export async function listBallots(tx: Tx, { meetingId, voteId }: { meetingId: string; voteId: string }) {
  const rows = await tx
    .selectFrom('ballot')
    .select(['serial', 'choice'])
    .where('meeting_id', '=', meetingId)
    .where('vote_id', '=', voteId)
    .execute();
  const ballots = rows.map(({ serial, choice }) => ({ code: codeOfSerial(serial), choice: Choice.parse(choice) }));
  return { ballots: ballots.toSorted((a, b) => (a.code < b.code ? -1 : 1)) };
}

/** `到会席位的过半数`; empty before there is a charter. */
export function majorityText(rules: CharterRules | null | undefined, kind: string): string {
  const majority = rules ? majorityFor(rules, kind) : undefined;
  return majority ? wholeText(majority) : '';
}

export function wholeText({
  of,
  threshold,
}: NonNullable<ReturnType<typeof majorityFor>> | z.infer<typeof VoteRulesView>): string {
  return `${of === 'all' ? '全体席位' : '到会席位'}${thresholdText(threshold, '票')}`;
}

/** Six queries, however many motions there are. */
export async function readMotions(
  tx: Tx,
  { consortiumId, meetingId }: MeetingTarget,
  rules: CharterRules | null | undefined,
): Promise<Motion[]> {
  const motions = await tx
    .selectFrom('motion as m')
    .innerJoin('agenda_item as i', (join) =>
      join
        .onRef('i.consortium_id', '=', 'm.consortium_id')
        .onRef('i.meeting_id', '=', 'm.meeting_id')
        .onRef('i.id', '=', 'm.item_id'),
    )
    .leftJoin('resolution as r', (join) =>
      join
        .onRef('r.consortium_id', '=', 'm.consortium_id')
        .onRef('r.meeting_id', '=', 'm.meeting_id')
        .onRef('r.motion_id', '=', 'm.id'),
    )
    .select(['m.id', 'm.item_id', 'm.kind', 'm.title', 'm.text', 'm.proposer', 'm.state', 'm.version'])
    .select(['r.id as resolution_id', 'r.year', 'r.number'])
    .where('m.consortium_id', '=', consortiumId)
    .where('m.meeting_id', '=', meetingId)
    .orderBy('i.place')
    .orderBy('m.at')
    .execute();
  const amendments = await tx
    .selectFrom('motion_amendment')
    .select(['motion_id', 'id', 'number', 'before', 'text', 'proposer', 'state'])
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .orderBy('number')
    .execute();
  const recusals = await tx
    .selectFrom('recusal as r')
    .innerJoin('council_seat as s', (join) =>
      join.onRef('s.consortium_id', '=', 'r.consortium_id').onRef('s.id', '=', 'r.seat_id'),
    )
    .select(['r.motion_id', 'r.seat_id as seatId', 's.name', 'r.reason'])
    .where('r.consortium_id', '=', consortiumId)
    .where('r.meeting_id', '=', meetingId)
    .orderBy('s.name')
    .execute();
  const votes = await readVotes(tx, { consortiumId, meetingId });
  return motions.map(({ id, item_id, kind, title, text, proposer, state, version, resolution_id, year, number }) => {
    const changes = amendments.filter(({ motion_id }) => motion_id === id);
    return MotionView.parse({
      id,
      itemId: item_id,
      kind,
      kindLabel: councilRules().motionKinds.find((one) => one.id === kind)?.label ?? kind,
      majority: majorityText(rules, kind),
      title,
      original: text,
      text: changes.findLast((each) => each.state === 'adopted')?.text ?? text,
      proposer,
      state,
      version,
      amendments: changes,
      recusals: recusals.filter(({ motion_id }) => motion_id === id),
      votes: votes.filter(({ motionId }) => motionId === id),
      resolution:
        resolution_id === null || year === null || number === null
          ? null
          : { id: resolution_id, number: documentNumber('resolution', year, number) },
    });
  });
}

async function readVotes(tx: Tx, { consortiumId, meetingId }: MeetingTarget) {
  const votes = await tx
    .selectFrom('vote as v')
    .selectAll('v')
    .select(
      sql<number>`(select count(*) from vote_seat s where (s.consortium_id, s.meeting_id, s.vote_id) = (v.consortium_id, v.meeting_id, v.id))`.as(
        'seats',
      ),
    )
    .where('v.consortium_id', '=', consortiumId)
    .where('v.meeting_id', '=', meetingId)
    .orderBy('v.opened_at')
    .execute();
  const { rows: named } = await sql<{ voteId: string; name: string; organisation: string; by: string; choice: string }>`
    select v.id as "voteId", s.name, s.organisation, case when r.by_seat_id = r.seat_id then '' else b.name end as by, c.choice
    from vote v join vote_cast c on (c.consortium_id, c.meeting_id, c.vote_id) = (v.consortium_id, v.meeting_id, v.id)
    join vote_seat r on (r.consortium_id, r.meeting_id, r.vote_id, r.seat_id) = (c.consortium_id, c.meeting_id, c.vote_id, c.seat_id)
    join council_seat s on s.consortium_id = r.consortium_id and s.id = r.seat_id
    join council_seat b on b.consortium_id = r.consortium_id and b.id = r.by_seat_id
    where v.consortium_id = ${consortiumId} and v.meeting_id = ${meetingId} and v.manner = 'named' and v.closed_at is not null
    order by s.name, s.id`.execute(tx);
  return votes.map((vote) => ({
    motionId: vote.motion_id,
    id: vote.id,
    amendmentId: vote.amendment_id,
    manner: vote.manner,
    majority: wholeText(VoteRulesView.parse(vote.rules)),
    openedAt: vote.opened_at.toISOString(),
    closesAt: vote.closes_at?.toISOString() ?? null,
    closedAt: vote.closed_at?.toISOString() ?? null,
    publicKey: vote.public_key,
    seats: vote.seats,
    result: vote.result === null ? null : VoteResult.parse(vote.result),
    named: named.filter(({ voteId }) => voteId === vote.id),
  }));
}
