import { createReadStream } from 'node:fs';
import { sql } from 'kysely';
import type { ExaminedFile } from '#documents/evidence/examine-file.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Database, Tx } from '#server/db/database.ts';
import type { StoredFile } from '#server/files/file-store.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readMayUpload } from './evidence-view.ts';
import { linkEvidence } from './link-evidence.ts';
import { dropUpload, mustOwn } from './own-uploads.ts';

export type NewEvidence = {
  uploadId: string;
  title?: string | undefined;
  memberId?: string | null | undefined;
  periodFrom?: string | null | undefined;
  periodTo?: string | null | undefined;
  entries: readonly string[];
  points: readonly string[];
  tasks?: readonly string[] | undefined;
  spendings?: readonly string[] | undefined;
  resources?: readonly string[] | undefined;
};

/** `notice`: what the uploader should know of the file, such as a name that did not fit its content. */
export type MadeEvidence = { id: string; notice: string | null };

/**
 * Makes evidence of a finished upload: the file is examined and stored by its digest, then one transaction writes the row, its links and
 * the audit event. Asked for again, it answers the same. Killed on the way, it can be asked for again and nothing half is seen.
 * Throws `Refusal`: `not-found`, `forbidden`, `upload-unfinished`, `unreadable-file` (the upload is given up then).
 */
export async function makeEvidence(
  context: Context,
  actor: Actor,
  consortiumId: string,
  asked: NewEvidence,
): Promise<MadeEvidence> {
  const { db, documents, files, uploads } = context;
  const id = asked.uploadId;
  if (await isMade(context, actor, consortiumId, id)) return { id, notice: null };
  await mustOwn(context, actor, consortiumId, id);
  const memberId = await db.readAs(actor, (tx) => ownerOf(tx, consortiumId, asked.memberId));
  const staged = await uploads.find(id);
  if (!staged) throw new Refusal('not-found');
  if (!staged.isComplete) throw new Refusal('upload-unfinished');
  const examined = await documents.examine(staged.path, staged.name).catch(async (error: unknown) => {
    if (error instanceof Refusal && ['unreadable-file', 'file-too-slow'].includes(error.code))
      await dropUpload(context, actor, consortiumId, id);
    throw error;
  });
  const stored = await files.put(createReadStream(staged.path));
  await writeEvidence(db, actor, { consortiumId, id, memberId, examined, stored }, asked);
  await uploads.remove(id);
  return { id, notice: examined.notice };
}

/** A stored file that becomes evidence: whose it is, and what examining it told. */
export type KeptFile = {
  consortiumId: string;
  id: string;
  memberId: string | null;
  examined: ExaminedFile;
  stored: StoredFile;
};

/** The row, its links, the end of the upload and the audit event, in one transaction. */
export async function writeEvidence(
  db: Database,
  actor: Actor,
  kept: KeptFile,
  asked: Omit<NewEvidence, 'uploadId' | 'memberId'>,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await addEvidence(tx, actor, kept, asked);
    const upload = tx.deleteFrom('evidence_upload').where('consortium_id', '=', kept.consortiumId);
    await upload.where('id', '=', kept.id).execute();
  });
}

/** A file that is stored already becomes evidence within a transaction of whatever it is evidence of. */
export async function addEvidence(
  tx: Tx,
  actor: Actor,
  { consortiumId, id, memberId, examined, stored }: KeptFile,
  asked: Omit<NewEvidence, 'uploadId' | 'memberId'>,
): Promise<void> {
  const { digest, bytes } = stored;
  const { name, mediaType, pages, width, height } = examined;
  await tx
    .insertInto('evidence')
    .values({
      consortium_id: consortiumId,
      id,
      member_id: memberId,
      title: asked.title ?? name.replace(/\.[^.]*$/, ''),
      file_digest: digest,
      file_name: name,
      media_type: mediaType,
      bytes,
      pages,
      width,
      height,
      period_from: asked.periodFrom ?? null,
      period_to: asked.periodTo ?? null,
      uploaded_by: actor.personId,
      withdrawn_at: null,
    })
    .execute();
  await recordAudit(tx, consortiumId, 'evidence.uploaded', id, { digest, bytes, mediaType });
  const key = { consortiumId, id };
  for (const entryId of new Set(asked.entries)) await linkEvidence(tx, actor, key, { entryId });
  for (const taskId of new Set(asked.tasks)) await linkEvidence(tx, actor, key, { taskId });
  for (const spendingId of new Set(asked.spendings)) await linkEvidence(tx, actor, key, { spendingId });
  for (const resourceId of new Set(asked.resources)) await linkEvidence(tx, actor, key, { resourceId });
  for (const point of new Set(asked.points)) await linkEvidence(tx, actor, key, { point });
}

async function isMade({ db }: Context, actor: Actor, consortiumId: string, id: string): Promise<boolean> {
  const made = await db.readAs(actor, (tx) =>
    tx
      .selectFrom('evidence')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', id)
      .where('uploaded_by', '=', actor.personId)
      .executeTakeFirst(),
  );
  return made !== undefined;
}

/** The member whose the evidence becomes: as asked, or the only one for which the actor speaks; none for the secretariat. */
async function ownerOf(tx: Tx, consortiumId: string, asked: string | null | undefined): Promise<string | null> {
  const { asSecretariat, members } = await readMayUpload(tx, consortiumId);
  if (asked === undefined || asked === null) {
    if (asSecretariat) return null;
    const [only, ...more] = members;
    if (only === undefined || more.length > 0) throw new Refusal('forbidden');
    return only;
  }
  const { rows } = await sql<{ may: boolean }>`
    select has_right('write-ledger', id) as may from unit where id = ${asked}::uuid and parent_id = ${consortiumId}::uuid`.execute(
    tx,
  );
  if (!rows[0]) throw new Refusal('not-found');
  if (!rows[0].may) throw new Refusal('forbidden');
  return asked;
}
