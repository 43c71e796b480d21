import { sql } from 'kysely';
import { majorityFor } from '#core/council/charter.ts';
import type { VoteRules } from '#core/council/majority.ts';
import { quorumOf } from '#core/council/quorum.ts';
import { type Manner, rollOf } from '#core/council/tally.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import { sealText } from '#server/auth/seal-text.ts';
import type { Context } from '#server/context.ts';
import { readPresence } from '#server/council/meeting-state.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { makeBallotKey } from './blind-signer.ts';
import { lockMotion, type MotionTarget } from './motion-row.ts';
import { actOnMotions, mustBeOpenAmendment } from './write-motion.ts';

export type VoteOrder = MotionTarget & {
  version: number;
  amendmentId: string | null;
  manner: Manner;
  closesAt: string | null;
};

export const ballotKeyPurpose = 'lianheti ballot key';

/**
 * Opens a vote on a motion or an amendment: who may vote, by whom, and the majority stand from now on. Throws `Refusal`: `no-quorum`, `vote-open` while another
 * one of the meeting is, `amendments-open` before the motion's amendments are settled, `amendment-outdated`, `stale`, `action-not-possible`, `not-found`.
 */
export async function openVote(context: Context, actor: Actor, order: VoteOrder): Promise<{ id: string }> {
  const { consortiumId, meetingId, motionId, amendmentId, manner, closesAt } = order;
  const key = manner === 'secret' ? await makeBallotKey() : undefined;
  return actOnMotions(context, actor, order, async (tx) => {
    const motion = await lockMotion(tx, order, order.version);
    if (motion.meeting.state !== 'open') throw new Refusal('action-not-possible', { state: motion.meeting.state });
    if (closesAt !== null && Date.parse(closesAt) <= Date.now())
      throw new Refusal('invalid', { fields: ['closesAt'], detail: '截止时间应在以后。' });
    if (amendmentId) await mustBeOpenAmendment(tx, { ...order, amendmentId }, motion.text);
    else await mustHaveNoOpenAmendment(tx, order);
    const isWritten = motion.meeting.kind === 'circulated';
    const { rules, seats } = await readPresence(tx, order);
    if (!rules) throw new Error('an open meeting without a charter');
    const recused = await readRecused(tx, order);
    const roll = rollOf(rules, seats, { recused, isWritten });
    if (roll.length === 0 || (!isWritten && !quorumOf(rules, seats).isReached)) throw new Refusal('no-quorum');
    const majority = majorityFor(rules, motion.kind);
    if (!majority) throw new Error('a charter without majorities');
    const held: VoteRules = {
      of: majority.of,
      threshold: majority.threshold,
      seats: seats.filter(({ seatId, inTerm }) => inTerm && !recused.has(seatId)).length,
      isWritten,
    };
    const id = crypto.randomUUID();
    const own = { consortium_id: consortiumId, meeting_id: meetingId };
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('vote')
      .values({
        ...own,
        id,
        motion_id: motionId,
        amendment_id: amendmentId,
        manner,
        rules: JSON.stringify(held),
        closes_at: closesAt,
        public_key: key?.publicKey ?? null,
        person_id: actor.personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!numInsertedOrUpdatedRows) throw new Refusal('vote-open');
    await sql`
      insert into vote_seat (consortium_id, meeting_id, vote_id, seat_id, by_seat_id)
      select ${consortiumId}, ${meetingId}, ${id}, seat, by_seat
      from unnest(${roll.map(({ seatId }) => seatId)}::uuid[], ${roll.map(({ by }) => by)}::uuid[]) as r(seat, by_seat)`.execute(
      tx,
    );
    if (key) {
      const seal = { secret: context.config.secret, owner: id, purpose: ballotKeyPurpose };
      const sealed = sealText(key.privateKey, seal);
      await tx
        .insertInto('ballot_key')
        .values({ ...own, vote_id: id, sealed })
        .execute();
    }
    await recordAudit(tx, consortiumId, 'vote.opened', id, { motion: motionId, manner, seats: roll.length });
    return { id };
  });
}

async function mustHaveNoOpenAmendment(tx: Tx, { consortiumId, meetingId, motionId }: MotionTarget): Promise<void> {
  const open = await tx
    .selectFrom('motion_amendment')
    .select('number')
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('motion_id', '=', motionId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  if (open) throw new Refusal('amendments-open', { number: open.number });
}

async function readRecused(tx: Tx, { consortiumId, meetingId, motionId }: MotionTarget): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('recusal')
    .select('seat_id')
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('motion_id', '=', motionId)
    .execute();
  return new Set(rows.map(({ seat_id }) => seat_id));
}
