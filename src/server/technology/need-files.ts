import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { dropUpload, mustOwn } from '#server/evidence/own-uploads.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type NeedTarget, readNeed } from './need-row.ts';
import { mustKnowTechnology, mustSpeakFor } from './technology-right.ts';

/**
 * A finished upload becomes a file of a need, and no evidence: evidence is seen by all offices. Throws `Refusal`: `not-found`, `forbidden`, `upload-unfinished`,
 * `unreadable-file` (the upload is given up then).
 */
export async function attachNeedFile(
  context: Context,
  actor: Actor,
  target: NeedTarget,
  uploadId: string,
): Promise<{ id: string }> {
  const { db, documents, files, uploads } = context;
  const { consortiumId, needId } = target;
  await mustOwn(context, actor, consortiumId, uploadId);
  await db.readAs(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    mustSpeakFor(right, (await readNeed(tx, target)).member_id);
  });
  const staged = await uploads.find(uploadId);
  if (!staged) throw new Refusal('not-found');
  if (!staged.isComplete) throw new Refusal('upload-unfinished');
  const examined = await documents.examine(staged.path, staged.name).catch(async (error: unknown) => {
    if (error instanceof Refusal) await dropUpload(context, actor, consortiumId, uploadId);
    throw error;
  });
  const { digest, bytes } = await files.put(createReadStream(staged.path));
  await db.asActor(actor, async (tx) => {
    await tx
      .insertInto('technology_need_file')
      .values({
        consortium_id: consortiumId,
        id: uploadId,
        need_id: needId,
        file_digest: digest,
        file_name: examined.name,
        media_type: examined.mediaType,
        bytes,
        person_id: actor.personId,
      })
      .execute();
    await recordAudit(tx, consortiumId, 'technology.file-added', needId, { digest, bytes });
  });
  await dropUpload(context, actor, consortiumId, uploadId);
  return { id: uploadId };
}

/** Takes a file away from a need. Throws `Refusal`: `not-found`, `forbidden`. */
export async function removeNeedFile({ db }: Context, actor: Actor, target: NeedTarget, fileId: string): Promise<void> {
  const { consortiumId, needId } = target;
  await db.asActor(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    mustSpeakFor(right, (await readNeed(tx, target)).member_id);
    const { numDeletedRows } = await tx
      .deleteFrom('technology_need_file')
      .where('consortium_id', '=', consortiumId)
      .where('need_id', '=', needId)
      .where('id', '=', fileId)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) throw new Refusal('not-found');
    await recordAudit(tx, consortiumId, 'technology.file-removed', needId, {});
  });
}

/** The bytes of a need's file; that it was read is recorded where the need is confidential. Throws `Refusal('not-found')` for whom the need is not open to. */
export async function readNeedFile(
  { db, files }: Context,
  actor: Actor,
  target: NeedTarget,
  fileId: string,
): Promise<{ name: string; mediaType: string; bytes: number; content: Readable }> {
  const { consortiumId, needId } = target;
  const file = await db.asActor(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const need = await readNeed(tx, target);
    const found = await tx
      .selectFrom('technology_need_file')
      .select(['file_digest', 'file_name', 'media_type', 'bytes'])
      .where('consortium_id', '=', consortiumId)
      .where('need_id', '=', needId)
      .where('id', '=', fileId)
      .executeTakeFirst();
    if (!found) throw new Refusal('not-found');
    if (need.openness === 'confidential' && !right.own.includes(need.member_id))
      await recordAudit(tx, consortiumId, 'technology.file-read', needId, { fileId });
    return found;
  });
  const { file_name: name, media_type: mediaType, bytes } = file;
  return { name, mediaType, bytes, content: await files.get(file.file_digest) };
}
