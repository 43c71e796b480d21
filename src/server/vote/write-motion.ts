import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { councilRules, mustManageCouncil } from '#server/council/council-right.ts';
import { holdMeeting, type MeetingTarget } from '#server/council/meeting-row.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockMotion, type MotionTarget, moveMotion } from './motion-row.ts';
import type { AmendmentBody, MotionBody, MotionEditBody } from './vote-views.ts';

/** One step of the secretariat's with a meeting's motions; then everybody in the meeting is told. */
export async function actOnMotions<T>(
  { db }: Context,
  actor: Actor,
  { consortiumId, meetingId }: MeetingTarget,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  const done = await db.asActor(actor, async (tx) => {
    await mustManageCouncil(tx, consortiumId);
    return run(tx);
  });
  db.bus.tell('lianheti_meeting', `${consortiumId} ${meetingId}`);
  return done;
}

/** Puts a motion to an item of the agenda, before the meeting is over. Throws `Refusal`: `invalid`, `action-not-possible`, `not-found`. */
export async function putMotion(
  tx: Tx,
  actor: Actor,
  target: MeetingTarget,
  { itemId, kind, title, text, proposer }: z.infer<typeof MotionBody>,
): Promise<{ id: string }> {
  const { consortiumId, meetingId } = target;
  const { state } = await holdMeeting(tx, target);
  if (!['draft', 'called', 'open'].includes(state)) throw new Refusal('action-not-possible', { state });
  mustBeKind(kind);
  const item = await tx
    .selectFrom('agenda_item')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('id', '=', itemId)
    .executeTakeFirst();
  if (!item) throw new Refusal('not-found');
  const id = crypto.randomUUID();
  await tx
    .insertInto('motion')
    .values({
      consortium_id: consortiumId,
      meeting_id: meetingId,
      id,
      item_id: itemId,
      kind,
      title,
      text,
      proposer,
      person_id: actor.personId,
    })
    .execute();
  await recordAudit(tx, consortiumId, 'motion.put', id, { kind, meeting: meetingId });
  return { id };
}

/** Changes a motion that has no amendment and was not voted on: once either is so, it is changed by amendments alone. */
export async function editMotion(tx: Tx, target: MotionTarget, body: z.infer<typeof MotionEditBody>): Promise<void> {
  const { consortiumId, meetingId, motionId } = target;
  const { version, kind, title, text, proposer } = body;
  await lockMotion(tx, target, version);
  mustBeKind(kind);
  const { rows } = await sql<{ moved: boolean }>`
    select exists (select from motion_amendment where meeting_id = ${meetingId} and motion_id = ${motionId})
      or exists (select from vote where meeting_id = ${meetingId} and motion_id = ${motionId}) as moved`.execute(tx);
  if (rows[0]?.moved) throw new Refusal('action-not-possible', { detail: '已有修正案或表决，只能以修正案修改。' });
  await tx
    .updateTable('motion')
    .set({ kind, title, text, proposer, version: version + 1 })
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('id', '=', motionId)
    .execute();
  await recordAudit(tx, consortiumId, 'motion.edited', motionId, { kind });
}

export async function withdrawMotion(tx: Tx, target: MotionTarget, version: number): Promise<void> {
  await lockMotion(tx, target, version);
  await moveMotion(tx, target, 'withdrawn');
  await recordAudit(tx, target.consortiumId, 'motion.withdrawn', target.motionId, {});
}

/** Adds an amendment: the motion's whole text as it would be. Throws `Refusal`: `invalid` where it changes nothing, `stale`. */
export async function amendMotion(
  tx: Tx,
  actor: Actor,
  target: MotionTarget,
  { version, text, proposer }: z.infer<typeof AmendmentBody>,
): Promise<{ id: string }> {
  const { consortiumId, meetingId, motionId } = target;
  const motion = await lockMotion(tx, target, version);
  if (motion.text === text) throw new Refusal('invalid', { fields: ['text'], detail: '修正案与原文相同。' });
  const id = crypto.randomUUID();
  await sql`
    insert into motion_amendment (consortium_id, meeting_id, motion_id, id, number, before, text, proposer, person_id)
    select ${consortiumId}, ${meetingId}, ${motionId}, ${id}, coalesce(max(number), 0) + 1, ${motion.text}, ${text}, ${proposer}, ${actor.personId}
    from motion_amendment where consortium_id = ${consortiumId} and meeting_id = ${meetingId} and motion_id = ${motionId}`.execute(
    tx,
  );
  await moveMotion(tx, target);
  await recordAudit(tx, consortiumId, 'motion.amended', motionId, { amendment: id });
  return { id };
}

const amendmentStates = { adopt: 'adopted', reject: 'rejected', withdraw: 'withdrawn' } as const;

/** Adopts an amendment without a vote where nobody objects, or rejects or takes it back. Throws `Refusal`: `amendment-outdated`, `action-not-possible`. */
export async function actOnAmendment(
  tx: Tx,
  target: MotionTarget & { amendmentId: string },
  action: keyof typeof amendmentStates,
): Promise<void> {
  const { text } = await lockMotion(tx, target);
  await mustBeOpenAmendment(tx, target, action === 'adopt' ? text : undefined);
  await settleAmendment(tx, target, amendmentStates[action]);
  await recordAudit(tx, target.consortiumId, `amendment.${amendmentStates[action]}`, target.amendmentId, {});
}

export async function settleAmendment(
  tx: Tx,
  target: MotionTarget & { amendmentId: string },
  state: 'adopted' | 'rejected' | 'withdrawn',
): Promise<void> {
  await tx
    .updateTable('motion_amendment')
    .set({ state })
    .where('consortium_id', '=', target.consortiumId)
    .where('meeting_id', '=', target.meetingId)
    .where('motion_id', '=', target.motionId)
    .where('id', '=', target.amendmentId)
    .execute();
  await moveMotion(tx, target);
}

/** Throws `Refusal`: `not-found`, `action-not-possible` once it was settled, `amendment-outdated` where it was written over another text than `text`. */
export async function mustBeOpenAmendment(
  tx: Tx,
  { consortiumId, meetingId, motionId, amendmentId }: MotionTarget & { amendmentId: string },
  text: string | undefined,
): Promise<void> {
  const amendment = await tx
    .selectFrom('motion_amendment')
    .select(['before', 'state'])
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('motion_id', '=', motionId)
    .where('id', '=', amendmentId)
    .executeTakeFirst();
  if (!amendment) throw new Refusal('not-found');
  if (amendment.state !== 'open') throw new Refusal('action-not-possible', { state: amendment.state });
  if (text !== undefined && amendment.before !== text) throw new Refusal('amendment-outdated');
}

/** A seat keeps away from a motion, until the vote on it opens. Said again, it stands once. */
export async function recuse(tx: Tx, target: MotionTarget & { seatId: string }, reason: string): Promise<void> {
  const { consortiumId, meetingId, motionId, seatId } = target;
  await lockMotion(tx, target);
  await tx
    .insertInto('recusal')
    .values({ consortium_id: consortiumId, meeting_id: meetingId, motion_id: motionId, seat_id: seatId, reason })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes that back, where it was noted by mistake. */
export async function unrecuse(tx: Tx, target: MotionTarget & { seatId: string }): Promise<void> {
  const { consortiumId, meetingId, motionId, seatId } = target;
  await lockMotion(tx, target);
  await tx
    .deleteFrom('recusal')
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('motion_id', '=', motionId)
    .where('seat_id', '=', seatId)
    .execute();
}

function mustBeKind(kind: string): void {
  if (!councilRules().motionKinds.some(({ id }) => id === kind)) throw new Refusal('invalid', { fields: ['kind'] });
}
