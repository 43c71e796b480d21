import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { type FindingOrder, keepFinding } from '#server/finding/findings.ts';
import { lockVerified } from './verified-row.ts';

/** Puts on record what an officer of the province saw, while it verifies that revision. */
export async function recordFinding(
  context: Context,
  actor: Actor,
  applicationId: string,
  order: FindingOrder,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const row = await lockVerified(tx, applicationId, order.number);
    await keepFinding(context, tx, actor, row, 'verification', order);
  });
}
