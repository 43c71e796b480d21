import { sql } from 'kysely';
import { z } from 'zod';
import { type Standing, standings } from '#core/standing/standing.ts';
import { mayFollow } from '#core/standing/standing-rules.ts';
import { currentPack } from '#packs/packs.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { ActingPerson, Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** What a standing rests on: the list, acceptance, case, appeal or change of that id; `lifting` where an office ended a limited one. */
export const StandingCause = z.object({
  kind: z.enum(['list', 'acceptance', 'case', 'appeal', 'change', 'lifting']),
  id: z.string(),
});
export type StandingCause = z.infer<typeof StandingCause>;

export type StandingOrder = {
  consortiumId: string;
  standing: Standing;
  /** The first day on which it holds, `YYYY-MM-DD`; also a past one. */
  fromDay: string;
  /** The first day on which it no longer does, and what stood before holds again; without one it stays until another is recorded. */
  until?: string | null;
  /** Public, with the standing itself. */
  reason: string;
  /** 文号 of the document that says so. */
  document?: string;
  cause: StandingCause;
};

/**
 * Records what a consortium is from a day on: seen at once in the public register. Only who decides standings (the ministry) may; row-level
 * security refuses everybody else. Throws `Refusal('standing-ended')` where the notice does not let it follow what stands on that day, or what
 * stands last: nobody is revoked twice. An appeal puts back whatever stood.
 */
export async function recordStanding(tx: Tx, actor: ActingPerson, order: StandingOrder): Promise<void> {
  await recordStandings(tx, actor, [order]);
}

/** The same for several, such as a whole list. */
export async function recordStandings(tx: Tx, actor: ActingPerson, orders: readonly StandingOrder[]): Promise<void> {
  if (orders.length === 0) return;
  await sql`select lock_standings(${orders.map(({ consortiumId }) => consortiumId)}::uuid[])`.execute(tx);
  await mustFollow(
    tx,
    orders.filter(({ cause }) => cause.kind !== 'appeal'),
  );
  await tx
    .insertInto('standing_event')
    .values(
      orders.map(({ consortiumId, standing, fromDay, until = null, reason, document = '', cause }) => ({
        consortium_id: consortiumId,
        standing,
        from_day: fromDay,
        until,
        reason,
        document,
        cause: JSON.stringify(cause),
        decided_by: actor.personId,
      })),
    )
    .execute();
  for (const { consortiumId, standing, fromDay, until = null, document = '', cause } of orders)
    await recordAudit(tx, consortiumId, 'standing.recorded', consortiumId, {
      standing,
      fromDay,
      until,
      document,
      cause,
    });
}

/** The standing on a day by all that is recorded; null where it has none. */
export async function standingOnDay(tx: Tx, consortiumId: string, day: string): Promise<Standing | null> {
  const { rows } = await sql<{ standing: string | null }>`
    select standing_on(${consortiumId}::uuid, ${day}::date) as standing`.execute(tx);
  return z
    .enum(standings)
    .nullable()
    .parse(rows[0]?.standing ?? null);
}

async function mustFollow(tx: Tx, orders: readonly StandingOrder[]): Promise<void> {
  const rules = currentPack.monitoring?.standings;
  if (!rules || orders.length === 0) return;
  const { rows } = await sql<{ next: Standing; there: Standing | null; last: Standing | null }>`
    select next, standing_on(id, day) as there, standing_on(id, 'infinity') as last
    from unnest(${orders.map(({ consortiumId }) => consortiumId)}::uuid[], ${orders.map(({ fromDay }) => fromDay)}::date[],
      ${orders.map(({ standing }) => standing)}::text[]) as o(id, day, next)`.execute(tx);
  const refused = rows.find(({ next, there, last }) => !mayFollow(rules, there, next) || !mayFollow(rules, last, next));
  if (refused) throw new Refusal('standing-ended', { standing: refused.last ?? refused.there });
}
