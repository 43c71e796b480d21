import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { mustManageCouncil } from '#server/council/council-right.ts';
import { lockMeeting, type MeetingTarget, readMeeting } from '#server/council/meeting-row.ts';
import type { Tx } from '#server/db/database.ts';
import { examineBytes } from '#server/evidence/examine-bytes.ts';
import { linkEvidence } from '#server/evidence/link-evidence.ts';
import { writeEvidence } from '#server/evidence/make-evidence.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { readAttended } from './attended.ts';
import { fileOf, readMinutesDocument } from './council-documents.ts';
import { mustReadMinutes } from './read-minutes.ts';

/** Writes a meeting that is over into the ledger of meetings. Throws `Refusal('vote-open')` while one of its votes is. */
export async function keepMeeting(
  context: Context,
  tx: Tx,
  actor: Actor,
  target: MeetingTarget,
): Promise<string | null> {
  const { consortiumId, meetingId } = target;
  const open = await tx
    .selectFrom('vote')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (open) throw new Refusal('vote-open');
  const { title, day } = await readMeeting(tx, target);
  const { seats, present } = await readAttended(tx, target);
  const carried = await tx
    .selectFrom('motion')
    .select('title')
    .where('consortium_id', '=', consortiumId)
    .where('meeting_id', '=', meetingId)
    .where('state', '=', 'carried')
    .orderBy('at')
    .execute();
  const resolutions =
    carried
      .map((motion) => motion.title)
      .join('；')
      .slice(0, 200) || '无';
  const values = { name: title, heldOn: day, present, seats, resolutions };
  const [entryId = null] = await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'meeting',
    entries: [{ recordId: meetingId, kind: 'council-meeting', values }],
  });
  return entryId;
}

/**
 * Makes the minutes final: the meeting is confirmed, and they become evidence of its entry. Throws `Refusal`: `words-missing` before the attendees have
 * confirmed them, `stale`, `not-found`, `forbidden`.
 */
export async function concludeMinutes(
  context: Context,
  actor: Actor,
  target: MeetingTarget,
  version: number,
): Promise<void> {
  const { db, documents, files } = context;
  const { consortiumId, meetingId } = target;
  const { minutes, document } = await db.readAs(actor, async (tx) => {
    await mustManageCouncil(tx, consortiumId);
    return { minutes: await mustReadMinutes(tx, target), document: await readMinutesDocument(tx, target) };
  });
  if (minutes.version !== version) throw new Refusal('stale', { version: minutes.version });
  if (minutes.isFinal) throw new Refusal('action-not-possible', { state: 'confirmed' });
  if (!minutes.mayConclude) throw new Refusal('words-missing');
  const { bytes, name } = await fileOf({ documents }, document, 'pdf');
  const examined = await examineBytes(documents, { bytes, name });
  const stored = await files.put(Readable.from([bytes]));
  if (stored.digest !== createHash('sha256').update(bytes).digest('hex')) throw new Error('another file was stored');
  const asked = {
    title: `${document.title} ${minutes.number}`.slice(0, 200),
    periodFrom: minutes.content.day,
    periodTo: minutes.content.day,
    entries: [],
    points: ['2.4'],
  };
  const kept = { consortiumId, id: minutes.id, memberId: null, examined, stored };
  const isKept = await db.readAs(actor, (tx) =>
    tx
      .selectFrom('evidence')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', minutes.id)
      .executeTakeFirst(),
  );
  if (!isKept) await writeEvidence(db, actor, kept, asked);
  await db.asActor(actor, async (tx) => {
    const { version: meetingVersion, state } = await readMeeting(tx, target);
    if (state !== 'closed') throw new Refusal('action-not-possible', { state });
    await lockMeeting(tx, target, meetingVersion);
    const entryId = await keepMeeting(context, tx, actor, target);
    if (entryId) await linkEvidence(tx, actor, { consortiumId, id: minutes.id }, { entryId });
    await tx
      .updateTable('meeting')
      .set({ state: 'confirmed', version: meetingVersion + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', meetingId)
      .execute();
    await recordAudit(tx, consortiumId, 'minutes.confirmed', meetingId, { version });
  });
  db.bus.tell('lianheti_meeting', `${consortiumId} ${meetingId}`);
}
