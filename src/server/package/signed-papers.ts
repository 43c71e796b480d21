import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { examineBytes } from '#server/evidence/examine-bytes.ts';
import { Refusal } from '#server/http/refusal.ts';
import { findRecommendation } from '#server/recommendation/read-recommendation.ts';

export const paperKinds = ['form', 'opinion', 'letter'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** Whose package, in which batch. */
export type PackageRef = { batchId: string; unitId: string };

export type SignedPaper = {
  id: string;
  kind: PaperKind;
  applicationId: string | null;
  digest: string;
  name: string;
  mediaType: string;
  bytes: number;
};

const scans = ['application/pdf', 'image/png', 'image/jpeg', 'image/webp'];

/**
 * Keeps the scan of a signed and sealed paper: of an application its form or opinion page, of the list its letter. The same bytes again are the same
 * paper. The caller has made sure that the actor recommends for the province. Throws `Refusal('unreadable-file')` for what is neither PDF nor picture,
 * `Refusal('not-found')` for what is not on the province's list.
 */
export async function keepPaper(
  { db, documents, files }: Context,
  actor: Actor,
  { batchId, unitId }: PackageRef,
  {
    kind,
    applicationId,
    file,
  }: { kind: PaperKind; applicationId: string | null; file: { bytes: Uint8Array; name: string } },
): Promise<{ id: string }> {
  if ((kind === 'letter') !== (applicationId === null)) throw new Refusal('invalid', { fields: ['application'] });
  const { digest, ...examined } = await examineBytes(documents, file);
  if (!scans.includes(examined.mediaType))
    throw new Refusal('unreadable-file', { detail: '签字盖章的扫描件应为PDF或图片（JPEG、PNG、WebP）。' });
  return db.asActor(actor, async (tx) => {
    const list = await findRecommendation(tx, batchId, unitId);
    const isListed = applicationId === null || list?.items.some((item) => item.applicationId === applicationId);
    if (!list || !isListed) throw new Refusal('not-found');
    const application = applicationId === null ? undefined : await consortiumOf(tx, applicationId);
    // Before the row counts: what is acknowledged is there.
    await files.put(Readable.from([file.bytes]));
    const made = await tx
      .insertInto('signed_paper')
      .values({
        batch_id: batchId,
        unit_id: unitId,
        kind,
        consortium_id: application ?? null,
        application_id: applicationId,
        digest,
        name: examined.name,
        media_type: examined.mediaType,
        bytes: file.bytes.length,
        pages: examined.pages,
        person_id: actor.personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made) await recordSystemAudit(tx, unitId, 'package.paper-added', batchId, { kind, applicationId, digest });
    const kept = (await readPapers(tx, { batchId, unitId })).find(
      (paper) => paper.kind === kind && paper.applicationId === applicationId && paper.digest === digest,
    );
    if (!kept) throw new Refusal('try-again');
    return { id: kept.id };
  });
}

/** Takes a scan out of the package; its bytes and who added it stay on record. Throws `Refusal('not-found')`. */
export async function removePaper({ db }: Context, actor: Actor, { batchId, unitId }: PackageRef, id: string) {
  await db.asActor(actor, async (tx) => {
    await mustRecommend(tx, unitId);
    const removed = await tx
      .updateTable('signed_paper')
      .set({ removed_at: new Date() })
      .where('batch_id', '=', batchId)
      .where('unit_id', '=', unitId)
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .returning(['kind', 'application_id', 'digest'])
      .executeTakeFirst();
    if (!removed) throw new Refusal('not-found');
    const { kind, application_id, digest } = removed;
    await recordSystemAudit(tx, unitId, 'package.paper-removed', batchId, {
      kind,
      applicationId: application_id,
      digest,
    });
  });
}

/** The bytes of a scan, and what they are. Throws `Refusal('not-found')`. */
export async function openPaper({ db, files }: Context, actor: Actor, ref: PackageRef, id: string) {
  const found = (await db.readAs(actor, (tx) => readPapers(tx, ref))).find((paper) => paper.id === id);
  if (!found) throw new Refusal('not-found');
  return { ...found, content: await files.get(found.digest) };
}

/** The scans of a package that the actor may see, in the order in which they came. */
export async function readPapers(tx: Tx, { batchId, unitId }: PackageRef): Promise<readonly SignedPaper[]> {
  const rows = await tx
    .selectFrom('signed_paper')
    .select(['id', 'kind', 'application_id', 'digest', 'name', 'media_type', 'bytes'])
    .where('batch_id', '=', batchId)
    .where('unit_id', '=', unitId)
    .where('removed_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(({ application_id, media_type, kind, ...row }) => ({
    ...row,
    kind: kind as PaperKind,
    applicationId: application_id,
    mediaType: media_type,
  }));
}

/** Throws `Refusal('not-found')` for whoever does not recommend for a province. */
export async function mustRecommend(tx: Tx, unitId: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    select has_right('recommend', id) as may from unit where id = ${unitId}::uuid and kind = 'province'`.execute(tx);
  if (!rows[0]?.may) throw new Refusal('not-found');
}

async function consortiumOf(tx: Tx, applicationId: string): Promise<string> {
  const { consortium_id } = await tx
    .selectFrom('application')
    .select('consortium_id')
    .where('id', '=', applicationId)
    .executeTakeFirstOrThrow();
  return consortium_id;
}
