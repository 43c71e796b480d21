import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type CallTarget, readCall } from './call-row.ts';
import type { BidBody, ScoreBody } from './call-views.ts';
import { mustKnowTechnology, mustSpeakFor, takingSteps, tellMember } from './technology-right.ts';

type Bidder = CallTarget & { memberId: string };

/** Makes a member's bid, or replaces it. It stays sealed until the call is opened. Throws `Refusal`: `bids-closed`, `action-not-possible` for the need's own enterprise, `forbidden`, `not-found`. */
export async function placeBid(
  { db }: Context,
  actor: Actor,
  { memberId, ...target }: Bidder,
  said: BidBody,
): Promise<{ id: string }> {
  const { consortiumId, callId } = target;
  return takingSteps(db, actor, async (tx) => {
    mustSpeakFor(await mustKnowTechnology(tx, consortiumId), memberId);
    await readCall(tx, target);
    const { id } = await tx
      .insertInto('technology_bid')
      .values({ consortium_id: consortiumId, call_id: callId, member_id: memberId, ...said, person_id: actor.personId })
      .onConflict((on) =>
        on
          .columns(['consortium_id', 'call_id', 'member_id'])
          .doUpdateSet({ ...said, person_id: actor.personId, at: new Date() }),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordAudit(tx, consortiumId, 'technology.bid-placed', callId, {});
    return { id };
  });
}

/** Takes a member's bid back. Throws `Refusal`: `bids-closed`, `forbidden`, `not-found`. */
export async function takeBidBack({ db }: Context, actor: Actor, { memberId, ...target }: Bidder): Promise<void> {
  const { consortiumId, callId } = target;
  await takingSteps(db, actor, async (tx) => {
    mustSpeakFor(await mustKnowTechnology(tx, consortiumId), memberId);
    await readCall(tx, target);
    const { numDeletedRows } = await tx
      .deleteFrom('technology_bid')
      .where('consortium_id', '=', consortiumId)
      .where('call_id', '=', callId)
      .where('member_id', '=', memberId)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) throw new Refusal('not-found');
    await recordAudit(tx, consortiumId, 'technology.bid-taken-back', callId, {});
  });
}

/** An expert's score of a bid with its reason, until the call is decided. Throws `Refusal`: `forbidden` for who was not named, `judge-conflict`, `action-not-possible`, `not-found`. */
export async function scoreBid(
  { db }: Context,
  actor: Actor,
  { bidId, ...target }: CallTarget & { bidId: string },
  said: ScoreBody,
): Promise<void> {
  const { consortiumId, callId } = target;
  await takingSteps(db, actor, async (tx) => {
    await mustKnowTechnology(tx, consortiumId);
    await readCall(tx, target);
    const here = { consortium_id: consortiumId, call_id: callId };
    const named = await tx
      .selectFrom('technology_judge')
      .select('person_id')
      .where((where) => where.and({ ...here, person_id: actor.personId }))
      .executeTakeFirst();
    if (!named) throw new Refusal('forbidden');
    const bid = await tx
      .selectFrom('technology_bid')
      .select('id')
      .where((where) => where.and({ ...here, id: bidId }))
      .executeTakeFirst();
    if (!bid) throw new Refusal('not-found');
    await tx
      .insertInto('technology_score')
      .values({ ...here, bid_id: bidId, person_id: actor.personId, ...said })
      .onConflict((on) => on.columns(['consortium_id', 'bid_id', 'person_id']).doUpdateSet(said))
      .execute();
    await recordAudit(tx, consortiumId, 'technology.bid-scored', callId, { bidId });
  });
}

/** A member's question, which all see without who asked. Throws `Refusal`: `forbidden`, `not-found`. */
export async function askQuestion(
  { db }: Context,
  actor: Actor,
  { memberId, ...target }: Bidder,
  text: string,
): Promise<void> {
  const { consortiumId, callId } = target;
  await db.asActor(actor, async (tx) => {
    mustSpeakFor(await mustKnowTechnology(tx, consortiumId), memberId);
    const call = await readCall(tx, target);
    await tx
      .insertInto('technology_question')
      .values({ consortium_id: consortiumId, call_id: callId, member_id: memberId, text, person_id: actor.personId })
      .execute();
    await tellMember(tx, consortiumId, call.member_id, `“${call.title}”的揭榜有新的提问，请答复。`, `calls/${callId}`);
    await recordAudit(tx, consortiumId, 'technology.question-asked', callId, {});
  });
  db.bus.tell('lianheti_notice', consortiumId);
}

/** The enterprise's or the secretariat's answer; whoever asked is told. Throws `Refusal`: `forbidden`, `not-found`. */
export async function answerQuestion(
  { db }: Context,
  actor: Actor,
  { questionId, ...target }: CallTarget & { questionId: string },
  answer: string,
): Promise<void> {
  const { consortiumId, callId } = target;
  await db.asActor(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const call = await readCall(tx, target);
    if (!right.manages && !right.own.includes(call.member_id)) throw new Refusal('forbidden');
    const asked = await tx
      .updateTable('technology_question')
      .set({ answer })
      .where((where) => where.and({ consortium_id: consortiumId, call_id: callId, id: questionId }))
      .returning('member_id')
      .executeTakeFirst();
    if (!asked) throw new Refusal('not-found');
    await tellMember(tx, consortiumId, asked.member_id, `“${call.title}”的提问已有答复。`, `calls/${callId}`);
    await recordAudit(tx, consortiumId, 'technology.question-answered', callId, {});
  });
  db.bus.tell('lianheti_notice', consortiumId);
}
