import { sql } from 'kysely';
import { decideMotion } from '#core/council/majority.ts';
import { quorumOf } from '#core/council/quorum.ts';
import { tallyOf } from '#core/council/tally.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { MeetingTarget } from '#server/council/meeting-row.ts';
import { readPresence } from '#server/council/meeting-state.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { moveMotion } from './motion-row.ts';
import { Choice, type VoteResult, VoteRulesView } from './vote-views.ts';
import { actOnMotions, settleAmendment } from './write-motion.ts';

/**
 * Closes a vote and counts it. Where the quorum was lost meanwhile nothing is decided, and the motion may be put to the vote again. Throws `Refusal`:
 * `vote-closed`, `not-found`.
 */
export async function closeVote(
  context: Context,
  actor: Actor,
  target: MeetingTarget & { voteId: string },
): Promise<VoteResult> {
  const { consortiumId, meetingId, voteId } = target;
  return actOnMotions(context, actor, target, async (tx) => {
    const counted = await sql<{ choice: string }>`
      select choice from count_vote(${consortiumId}::uuid, ${voteId}::uuid)`.execute(tx);
    const vote = await readVote(tx, target);
    if (vote.closed_at !== null) throw new Refusal('vote-closed');
    const rules = VoteRulesView.parse(vote.rules);
    const tally = tallyOf(
      vote.roll,
      counted.rows.map(({ choice }) => Choice.parse(choice)),
    );
    const presence = await readPresence(tx, target);
    const isQuorate = presence.rules !== null && quorumOf(presence.rules, presence.seats).isReached;
    const { isCarried, ...decision } = decideMotion(rules, tally);
    const decided = isCarried ? 'carried' : 'rejected';
    const result: VoteResult = { tally, ...decision, outcome: isQuorate ? decided : 'no-quorum' };
    await tx
      .updateTable('vote')
      .set({ closed_at: new Date(), result: JSON.stringify(result) })
      .where('consortium_id', '=', consortiumId)
      .where('meeting_id', '=', meetingId)
      .where('id', '=', voteId)
      .execute();
    const motion = { ...target, motionId: vote.motion_id };
    if (isQuorate && vote.amendment_id !== null)
      await settleAmendment(tx, { ...motion, amendmentId: vote.amendment_id }, isCarried ? 'adopted' : 'rejected');
    else await moveMotion(tx, motion, isQuorate ? decided : undefined);
    await recordAudit(tx, consortiumId, 'vote.closed', voteId, { outcome: result.outcome });
    return result;
  });
}

async function readVote(tx: Tx, { consortiumId, meetingId, voteId }: MeetingTarget & { voteId: string }) {
  const vote = await tx
    .selectFrom('vote as v')
    .select(['v.motion_id', 'v.amendment_id', 'v.rules', 'v.closed_at'])
    .select(
      sql<number>`(select count(*) from vote_seat s where (s.consortium_id, s.meeting_id, s.vote_id) = (v.consortium_id, v.meeting_id, v.id))`.as(
        'roll',
      ),
    )
    .where('v.consortium_id', '=', consortiumId)
    .where('v.meeting_id', '=', meetingId)
    .where('v.id', '=', voteId)
    .executeTakeFirst();
  if (!vote) throw new Refusal('not-found');
  return vote;
}
