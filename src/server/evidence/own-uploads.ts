import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { largestUpload } from './staged-uploads.ts';

/**
 * Sets room aside for an upload of `length` bytes (as the header says it). Throws `Refusal`: `not-found`, `forbidden`, `quota-full`,
 * `too-large`, `invalid`.
 */
export async function beginUpload(
  { db, config }: Context,
  actor: Actor,
  consortiumId: string,
  { id, length }: { id: string; length: string },
): Promise<void> {
  const bytes = /^\d{1,15}$/.test(length) ? Number(length) : 0;
  const taken = bytes > 0 && bytes <= largestUpload ? bytes : null;
  const { rows } = await db.asActor(actor, (tx) =>
    sql<{ outcome: string }>`
      select begin_upload(${consortiumId}::uuid, ${id}::uuid, ${taken}::bigint, ${config.evidenceQuotaBytes}::bigint) as outcome`.execute(
      tx,
    ),
  );
  switch (rows[0]?.outcome) {
    case 'begun':
      return;
    case 'forbidden':
      throw new Refusal('forbidden');
    case 'full':
      throw new Refusal('quota-full');
    case 'no-length':
      if (bytes > largestUpload) throw new Refusal('too-large', { detail: '每个文件最大 200 MB。' });
      throw new Refusal('invalid', { fields: ['Upload-Length'] });
    default:
      throw new Refusal('not-found');
  }
}

/** Throws `Refusal('not-found')` where the person did not begin that upload in that consortium. */
export async function mustOwn({ db }: Context, actor: Actor, consortiumId: string, uploadId: string): Promise<void> {
  const own = await db.readAs(actor, (tx) =>
    tx
      .selectFrom('evidence_upload')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', uploadId)
      .executeTakeFirst(),
  );
  if (!own) throw new Refusal('not-found');
}

/** Gives up an upload of the person's own: its bytes and its room. */
export async function dropUpload(
  { db, uploads }: Context,
  actor: Actor,
  consortiumId: string,
  uploadId: string,
): Promise<void> {
  await uploads.remove(uploadId);
  await db.asActor(actor, (tx) =>
    tx.deleteFrom('evidence_upload').where('consortium_id', '=', consortiumId).where('id', '=', uploadId).execute(),
  );
}
