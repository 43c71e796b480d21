import { confidence } from '#core/commitment/forecast.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readClosing } from './close-commitments.ts';
import { compareCommitments } from './compare-commitments.ts';
import { mustSeeCommitments } from './read-commitments.ts';

/** Side by side: what the form said of the data year, what was promised for the years after, and what the ledgers say of each year; with pace and forecast. */
export async function viewCommitments(context: Context, actor: Actor, consortiumId: string) {
  const { cube } = await context.monitoring.seen(actor);
  return context.db.asActor(actor, async (tx) => {
    await mustSeeCommitments(tx, consortiumId);
    const today = beijingToday();
    const compared = await compareCommitments(context, tx, consortiumId, {
      today,
      group: cube.peersOf(consortiumId),
    });
    const closing = await readClosing(tx, consortiumId);
    return {
      ...compared,
      today,
      confidence,
      closing: closing ? { id: closing.id, closedAt: closing.closed_at.toISOString(), digest: closing.digest } : null,
    };
  });
}
