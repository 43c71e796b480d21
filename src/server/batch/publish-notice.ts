import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readReviewedBatch } from '#server/review/reviewed-batch.ts';
import { publish } from '#server/selection/publications.ts';

export type NoticeOrder = { title: string; number: string; text: string };

/** Makes a notice of a batch public, dated today in Beijing; it stays as it is. Throws `Refusal`: `not-found`, `forbidden`. */
export async function publishNotice(
  context: Context,
  actor: Actor,
  batchId: string,
  { title, number, text }: NoticeOrder,
): Promise<string> {
  return context.db.asActor(actor, async (tx) => {
    const { unitId } = await readReviewedBatch(context, tx, batchId);
    const office = await tx.selectFrom('unit').select('name').where('id', '=', unitId).executeTakeFirstOrThrow();
    const { id, digest } = await publish(
      tx,
      { batchId, personId: actor.personId },
      {
        kind: 'notice',
        number,
        title,
        published_on: beijingToday(),
        content: { issuer: office.name, text, items: [] },
      },
    );
    await recordSystemAudit(tx, unitId, 'notice.published', batchId, { publication: digest });
    return id;
  });
}
