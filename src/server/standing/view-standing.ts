import { sql } from 'kysely';
import { spanOn, spansOf } from '#core/standing/standing.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readStandings } from './read-standings.ts';
import { standingLabel } from './register.ts';
import { whatHangs, whatHangsOnMember } from './what-hangs.ts';

/** A consortium's standing now, its history, and what hangs on it; with a member, also what hangs on that one. Throws `Refusal('not-found')`. */
export async function viewStanding({ db }: Context, actor: Actor, consortiumId: string, memberId?: string) {
  return db.readAs(actor, async (tx) => {
    const can = await mustReadStanding(tx, consortiumId);
    const events = await readStandings(tx, consortiumId);
    const now = spanOn(events, beijingToday());
    const labelled = <T extends { standing: Parameters<typeof standingLabel>[0] | null }>(one: T) => ({
      ...one,
      label: one.standing === null ? '' : standingLabel(one.standing),
    });
    const isPassing = now?.standing != null && currentPack.monitoring?.standings[now.standing].isPassing === true;
    return {
      now: now?.standing ? { ...labelled({ ...now, standing: now.standing }), since: now.from } : null,
      canLift: can.decides && isPassing,
      canOpenCase: can.handles,
      spans: spansOf(events).map(labelled),
      events: events.map((event) => labelled({ ...event, at: event.at.toISOString() })),
      hanging: await whatHangs(tx, consortiumId),
      member: memberId === undefined ? null : await whatHangsOnMember(tx, consortiumId, memberId),
    };
  });
}

/** What the actor may do about a standing. Throws `Refusal('not-found')` where it may not read of the consortium. */
export async function mustReadStanding(tx: Tx, consortiumId: string) {
  const { rows } = await sql<{ reads: boolean; handles: boolean; decides: boolean; asks: boolean; advises: boolean }>`
    select has_right('read-application', c.id) as reads, has_right('handle-case', c.id) as handles,
      has_right('decide-standing', c.id) as decides, has_right('ask-change', c.id) as asks, has_right('advise-change', c.id) as advises
    from unit c where c.id = ${consortiumId}::uuid and c.kind = 'consortium'`.execute(tx);
  const [can] = rows;
  if (!can?.reads) throw new Refusal('not-found');
  return can;
}
