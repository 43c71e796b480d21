import { Readable } from 'node:stream';
import type { Actor } from '#server/access/actor.ts';
import { readApplication } from '#server/application/application-row.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { examineBytes } from '#server/evidence/examine-bytes.ts';
import { Refusal } from '#server/http/refusal.ts';

type FileRef = { applicationId: string; findingId: string };

/** Keeps a picture or paper of a finding. The same bytes again are the same file. Throws `Refusal('unreadable-file')` for what no evidence may be. */
export async function keepFindingFile(
  context: Context,
  actor: Actor,
  { applicationId, findingId }: FileRef,
  file: { bytes: Uint8Array; name: string },
): Promise<{ digest: string }> {
  const { db, documents, files } = context;
  await db.readAs(actor, (tx) => readApplication(tx, applicationId));
  const { digest, ...examined } = await examineBytes(documents, file);
  await db.asActor(actor, async (tx) => {
    const row = await readApplication(tx, applicationId);
    const key = { consortium_id: row.consortium_id, application_id: row.id };
    const finding = await tx
      .selectFrom('finding')
      .select('id')
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', row.id)
      .where('id', '=', findingId)
      .executeTakeFirst();
    if (!finding) throw new Refusal('not-found');
    const made = await tx
      .insertInto('finding_file')
      .values({
        ...key,
        finding_id: findingId,
        digest,
        name: examined.name,
        media_type: examined.mediaType,
        bytes: file.bytes.length,
        person_id: actor.personId,
      })
      .onConflict((conflict) =>
        conflict.columns(['consortium_id', 'application_id', 'finding_id', 'digest']).doNothing(),
      )
      .returning('digest')
      .executeTakeFirst();
    if (made) await recordAudit(tx, row.consortium_id, 'finding.file-added', findingId, { digest });
    // Before the row counts: what is acknowledged is there.
    await files.put(Readable.from([file.bytes]));
  });
  return { digest };
}

/** The bytes of a finding's file, and what they are. Throws `Refusal('not-found')`. */
export async function openFindingFile(
  { db, files }: Context,
  actor: Actor,
  { applicationId, findingId }: FileRef,
  digest: string,
) {
  const found = await db.readAs(actor, (tx) =>
    tx
      .selectFrom('finding_file')
      .select(['name', 'media_type', 'bytes'])
      .where('application_id', '=', applicationId)
      .where('finding_id', '=', findingId)
      .where('digest', '=', digest)
      .executeTakeFirst(),
  );
  if (!found) throw new Refusal('not-found');
  return { ...found, content: await files.get(digest) };
}
