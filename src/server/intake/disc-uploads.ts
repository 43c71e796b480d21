import { sql } from 'kysely';
import { mediumBytes } from '#documents/disc/medium.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** Most bytes of an image: a Blu-ray disc of one layer. */
export const largestImage = mediumBytes('25GB') ?? 0;

/** Throws `Refusal('not-found')` for whoever does not review the batch. */
export async function mustReview(tx: Tx, batchId: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select may_review(${batchId}::uuid) as may`.execute(tx);
  if (!rows[0]?.may) throw new Refusal('not-found');
}

/** Takes note of an image that will be sent, of `length` bytes (as the header says it). Throws `Refusal('not-found' | 'too-large' | 'invalid')`. */
export async function beginDiscUpload(
  { db }: Context,
  actor: Actor,
  batchId: string,
  { id, length }: { id: string; length: string },
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await mustReview(tx, batchId);
    const bytes = /^\d{1,15}$/.test(length) ? Number(length) : 0;
    if (bytes > largestImage) throw new Refusal('too-large', { detail: '光盘映像最大25 GB。' });
    if (bytes === 0) throw new Refusal('invalid', { fields: ['Upload-Length'] });
    await tx.insertInto('disc_upload').values({ id, batch_id: batchId, person_id: actor.personId }).execute();
  });
}

/** Throws `Refusal('not-found')` where the person did not begin to send that image to that batch. */
export async function mustOwnDisc({ db }: Context, actor: Actor, batchId: string, id: string): Promise<void> {
  const own = await db.readAs(actor, (tx) =>
    tx.selectFrom('disc_upload').select('id').where('batch_id', '=', batchId).where('id', '=', id).executeTakeFirst(),
  );
  if (!own) throw new Refusal('not-found');
}
