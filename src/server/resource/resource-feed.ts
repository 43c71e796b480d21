import { createHash, randomBytes } from 'node:crypto';
import { bookingStateLabels } from '#core/resource/booking.ts';
import { writeIcs } from '#documents/calendar/write-ics.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustActFor, mustKnowResources } from './resource-right.ts';
import { type ResourceTarget, readResource } from './resource-rows.ts';

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Makes the address of a resource's calendar, for who runs it to hand out; the one before ends. Throws `Refusal`: `forbidden`, `not-found`. */
export async function makeResourceFeed(
  { db }: Context,
  actor: Actor,
  target: ResourceTarget,
): Promise<{ path: string }> {
  const token = randomBytes(24).toString('base64url');
  await keepFeed(db, actor, target, hashOf(token));
  return { path: `/api/public/resource-calendars/${token}/resource.ics` };
}

/** Ends it: who still has its address gets nothing. Throws as `makeResourceFeed`. */
export async function endResourceFeed({ db }: Context, actor: Actor, target: ResourceTarget): Promise<void> {
  await keepFeed(db, actor, target, null);
}

async function keepFeed(db: Context['db'], actor: Actor, target: ResourceTarget, hash: string | null): Promise<void> {
  const { consortiumId, resourceId } = target;
  await db.asActor(actor, async (tx) => {
    const right = await mustKnowResources(tx, consortiumId);
    mustActFor(right, (await readResource(tx, target)).member_id);
    await tx
      .updateTable('resource')
      .set({ feed_hash: hash })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', resourceId)
      .execute();
    await recordAudit(tx, consortiumId, hash === null ? 'resource.feed-ended' : 'resource.feed-made', resourceId, {});
  });
}

type Feed = {
  name: string;
  place: string;
  times: { id: string; from: string; to: string; what: 'asked' | 'approved' | 'used' | 'blackout'; who: string }[];
};

/** A calendar by its address: what is held and by which member, and when it is closed. Throws `Refusal('not-found')` for an address that is none or has ended. */
export async function readResourceFeed({ db }: Context, token: string): Promise<string> {
  const { rows } = await db.app.query<{ feed: Feed | null }>('select resource_feed($1) as feed', [hashOf(token)]);
  const feed = rows[0]?.feed;
  if (!feed) throw new Refusal('not-found');
  const events = feed.times.map(({ id, from, to, what, who }) => ({
    uid: `booking-${id}`,
    from: new Date(from),
    to: new Date(to),
    title: what === 'blackout' ? `停用：${who}` : who,
    place: feed.place,
    text: what === 'blackout' ? '' : bookingStateLabels[what],
  }));
  return writeIcs(feed.name, events, new Date());
}
