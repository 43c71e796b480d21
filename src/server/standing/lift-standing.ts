import { standingOn } from '#core/standing/standing.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readStandings } from './read-standings.ts';
import { recordStanding, standingOnDay } from './record-standing.ts';
import { tellOfStanding } from './tell-of-standing.ts';
import { mustReadStanding } from './view-standing.ts';

export type LiftingOrder = { consortiumId: string; fromDay: string; reason: string; document: string };

/**
 * Ends what passes, such as a rectification that was done: what stood without it stands again. Throws `Refusal('forbidden')`,
 * `Refusal('standing-ended')` where nothing of that sort stands on the day.
 */
export async function liftStanding({ db }: Context, actor: Actor, order: LiftingOrder): Promise<void> {
  const { consortiumId, fromDay, reason, document } = order;
  const rules = currentPack.monitoring?.standings;
  await db.asActor(actor, async (tx) => {
    const { decides } = await mustReadStanding(tx, consortiumId);
    if (!decides) throw new Refusal('forbidden');
    const events = await readStandings(tx, consortiumId);
    const now = await standingOnDay(tx, consortiumId, fromDay);
    const lasting = events.filter(({ standing }) => rules?.[standing].isPassing !== true);
    const before = standingOn(lasting, fromDay);
    if (now === null || rules?.[now].isPassing !== true || before === null)
      throw new Refusal('standing-ended', { standing: now });
    await recordStanding(tx, actor, {
      consortiumId,
      standing: before,
      fromDay,
      reason,
      document,
      cause: { kind: 'lifting', id: consortiumId },
    });
    await tellOfStanding(tx, consortiumId, {
      roles: ['secretariat', 'park-authority', 'lead-school', 'lead-enterprise', 'provincial-officer'],
      text: `${rules[now].label}已经解除，自${fromDay}起恢复为${rules[before].label}。`,
      link: `/consortia/${consortiumId}/standing`,
    });
  });
  db.bus.tell('lianheti_notice', consortiumId);
}
