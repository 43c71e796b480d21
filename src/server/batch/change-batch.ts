import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';

export type BatchChange = {
  /** The version that the officer saw; without one, the change lies over whatever stands. */
  version?: number | undefined;
  quota?: number | undefined;
  readers?: number | undefined;
  commentsShown?: boolean | undefined;
  spreadLimit?: number | undefined;
  weights?: Readonly<Record<string, number>> | undefined;
};

/**
 * Changes a batch's rules. Throws `Refusal('stale')` where a colleague changed them meanwhile, `Refusal('invalid')` for a weight of no
 * observation point, `Refusal('forbidden')` for who may not.
 */
export async function changeBatch(
  context: Context,
  actor: Actor,
  batchId: string,
  { version, ...change }: BatchChange,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const batch = await tx
      .selectFrom('batch')
      .select(['unit_id', 'pack_digest', 'quota', 'readers', 'comments_shown', 'spread_limit', 'weights', 'version'])
      .where('id', '=', batchId)
      .executeTakeFirst();
    if (!batch) throw new Refusal('not-found');
    const seen = version ?? batch.version;
    const { pack } = await context.packs.byDigest(batch.pack_digest);
    const points = new Set(pack.indicators.indicators.flatMap((indicator) => indicator.points.map(({ id }) => id)));
    const unknown = Object.keys(change.weights ?? {}).filter((point) => !points.has(point));
    if (unknown.length > 0) throw new Refusal('invalid', { fields: unknown.map((point) => `weights.${point}`) });
    const { numUpdatedRows } = await tx
      .updateTable('batch')
      .set({
        version: seen + 1,
        quota: change.quota ?? batch.quota,
        readers: change.readers ?? batch.readers,
        comments_shown: change.commentsShown ?? batch.comments_shown,
        spread_limit: String(change.spreadLimit ?? batch.spread_limit),
        weights: JSON.stringify(change.weights ?? batch.weights),
      })
      .where('id', '=', batchId)
      .where('version', '=', seen)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      const now = await tx.selectFrom('batch').select('version').where('id', '=', batchId).executeTakeFirstOrThrow();
      throw now.version === seen ? new Refusal('forbidden') : new Refusal('stale', { version: now.version });
    }
    await recordSystemAudit(tx, batch.unit_id, 'batch.changed', batchId, { ...change });
  });
}
