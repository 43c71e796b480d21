import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type NeedTarget, readNeed } from './need-row.ts';
import { openStored, type StoredFile, takeUpload } from './take-upload.ts';
import { mustKnowTechnology, mustSpeakFor } from './technology-right.ts';

/** A finished upload becomes a file of a need. Throws `Refusal`: `forbidden`, and as `takeUpload`. */
export async function attachNeedFile(
  context: Context,
  actor: Actor,
  target: NeedTarget,
  uploadId: string,
): Promise<{ id: string }> {
  const { db } = context;
  const { consortiumId, needId } = target;
  return takeUpload(
    context,
    actor,
    { consortiumId, uploadId },
    {
      mustMay: () =>
        db.readAs(actor, async (tx) => {
          const right = await mustKnowTechnology(tx, consortiumId);
          mustSpeakFor(right, (await readNeed(tx, target)).member_id);
        }),
      keep: (file) =>
        db.asActor(actor, async (tx) => {
          const whose = { consortium_id: consortiumId, need_id: needId, person_id: actor.personId };
          await tx
            .insertInto('technology_need_file')
            .values({ ...whose, ...file, id: uploadId })
            .execute();
          const { file_digest: digest, bytes } = file;
          await recordAudit(tx, consortiumId, 'technology.file-added', needId, { digest, bytes });
          return { id: uploadId };
        }),
    },
  );
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
  context: Context,
  actor: Actor,
  target: NeedTarget,
  fileId: string,
): Promise<StoredFile> {
  const { consortiumId, needId } = target;
  const file = await context.db.asActor(actor, async (tx) => {
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
  return openStored(context, file);
}
