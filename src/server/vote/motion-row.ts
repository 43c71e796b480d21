import { sql } from 'kysely';
import { holdMeeting, type MeetingRow, type MeetingTarget } from '#server/council/meeting-row.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

export type MotionTarget = MeetingTarget & { motionId: string };

export type OpenMotion = { meeting: MeetingRow; kind: string; title: string; text: string; version: number };

/**
 * A motion that nothing was decided on, nobody else's to change until the transaction ends; `text` is how it stands with what was adopted. Throws `Refusal`:
 * `not-found`, `stale`, `action-not-possible` once it is decided or the meeting is over, `vote-open` while it is voted on.
 */
export async function lockMotion(tx: Tx, target: MotionTarget, version?: number): Promise<OpenMotion> {
  const { consortiumId, meetingId, motionId } = target;
  const meeting = await holdMeeting(tx, target);
  await sql`select pg_advisory_xact_lock(hashtextextended('motion ' || ${motionId}::text, 0))`.execute(tx);
  const motion = await tx
    .selectFrom('motion')
    .select(['kind', 'title', 'text', 'state', 'version'])
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('id', '=', motionId)
    .executeTakeFirst();
  if (!motion) throw new Refusal('not-found');
  if (version !== undefined && version !== motion.version) throw new Refusal('stale', { version: motion.version });
  if (motion.state !== 'open' || !['draft', 'called', 'open'].includes(meeting.state))
    throw new Refusal('action-not-possible', { state: motion.state });
  const open = await tx
    .selectFrom('vote')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('motion_id', '=', motionId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (open) throw new Refusal('vote-open');
  const adopted = await tx
    .selectFrom('motion_amendment')
    .select('text')
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('motion_id', '=', motionId)
    .where('state', '=', 'adopted')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { kind, title, text } = motion;
  return { meeting, kind, title, text: adopted?.text ?? text, version: motion.version };
}

/** Notes that a motion has moved on. */
export async function moveMotion(
  tx: Tx,
  { consortiumId, meetingId, motionId }: MotionTarget,
  state?: 'carried' | 'rejected' | 'withdrawn',
): Promise<void> {
  await tx
    .updateTable('motion')
    .set((of) => ({ version: of('version', '+', 1), ...(state && { state }) }))
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('id', '=', motionId)
    .execute();
}
