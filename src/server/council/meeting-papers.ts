import { Readable } from 'node:stream';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { ActingPerson, Tx } from '#server/db/database.ts';
import { examineBytes } from '#server/evidence/examine-bytes.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustManageCouncil } from './council-right.ts';
import { type MeetingTarget, readMeeting } from './meeting-row.ts';

/**
 * Keeps a paper of a meeting, until it is over; the same bytes again are the same paper. Throws `Refusal('unreadable-file')` for what no evidence
 * may be, `action-not-possible`, `not-found`, `forbidden`.
 */
export async function keepPaper(
  { db, documents, files }: Context,
  actor: Actor,
  target: MeetingTarget,
  file: { bytes: Uint8Array; name: string },
): Promise<void> {
  const { consortiumId, meetingId } = target;
  const { digest, name, mediaType } = await examineBytes(documents, file);
  await db.asActor(actor, async (tx) => {
    await mustBeOpenForPapers(tx, target);
    const made = await tx
      .insertInto('meeting_paper')
      .values({
        consortium_id: consortiumId,
        meeting_id: meetingId,
        name: name.slice(-200),
        digest,
        media_type: mediaType,
        bytes: file.bytes.length,
        person_id: actor.personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made) await recordAudit(tx, consortiumId, 'meeting.paper-added', meetingId, { digest });
    // Before the row counts: what is acknowledged is there.
    await files.put(Readable.from([file.bytes]));
  });
}

/** Takes a paper away. Throws `Refusal`: `action-not-possible` once the meeting is over, `not-found`, `forbidden`. */
export async function removePaper(
  { db }: Context,
  actor: Actor,
  target: MeetingTarget,
  paperId: string,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await mustBeOpenForPapers(tx, target);
    const { numUpdatedRows } = await tx
      .updateTable('meeting_paper')
      .set({ removed_at: new Date() })
      .where('consortium_id', '=', target.consortiumId)
      .where('meeting_id', '=', target.meetingId)
      .where('id', '=', paperId)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('not-found');
    await recordAudit(tx, target.consortiumId, 'meeting.paper-removed', target.meetingId, { paperId });
  });
}

/** The bytes of a paper and what they are, for who may see the meeting: a person, or a pass. Throws `Refusal('not-found')`. */
export async function openPaper({ db, files }: Context, whoever: ActingPerson, paperId: string) {
  const found = await db.readAs(whoever, (tx) =>
    tx
      .selectFrom('meeting_paper')
      .select(['name', 'digest', 'media_type', 'bytes'])
      .where('id', '=', paperId)
      .where('removed_at', 'is', null)
      .executeTakeFirst(),
  );
  if (!found) throw new Refusal('not-found');
  return { ...found, content: await files.get(found.digest) };
}

/** Throws `Refusal`: `action-not-possible` once the meeting is over, `not-found`, `forbidden`. */
export async function mustBeOpenForPapers(tx: Tx, target: MeetingTarget): Promise<void> {
  await mustManageCouncil(tx, target.consortiumId);
  const { state } = await readMeeting(tx, target);
  if (state !== 'draft' && state !== 'called' && state !== 'open') throw new Refusal('action-not-possible', { state });
}
