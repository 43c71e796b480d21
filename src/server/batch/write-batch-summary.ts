import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';

export async function writeBatchSummary(
  _context: Context,
  _actor: Actor,
  _batchId: string,
): Promise<{ bytes: Buffer; title: string }> {
  throw new Refusal('unavailable');
}
