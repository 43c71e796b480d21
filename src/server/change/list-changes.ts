import { sql } from 'kysely';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { mustReadStanding } from '#server/standing/view-standing.ts';
import { ChangeAction, type ChangeState, changeSteps } from './act-on-change.ts';
import { readParties } from './parties.ts';

/** Of one consortium, or of all that the actor may see: those that wait first, then the latest. Three queries, however many there are. */
async function readChanges(tx: Tx, { consortiumId, limit }: { consortiumId?: string; limit: number }) {
  const rows = await tx
    .selectFrom('consortium_change as c')
    .innerJoin('unit', 'unit.id', 'c.consortium_id')
    .select(['c.consortium_id', 'unit.name as consortium', 'c.id', 'c.kind', 'is_major', 'state', 'from', 'to'])
    .select(['from_day', 'reason', 'version', 'at', sql<string>`name_of(person_id)`.as('by')])
    .select([
      sql<boolean>`has_right('ask-change', c.consortium_id)`.as('asks'),
      sql<boolean>`has_right('advise-change', c.consortium_id)`.as('advises'),
      sql<boolean>`has_right('decide-standing', c.consortium_id)`.as('decides'),
    ])
    .$if(consortiumId !== undefined, (query) => query.where('c.consortium_id', '=', consortiumId ?? ''))
    .orderBy(sql`state in ('asked', 'supported', 'opposed')`, 'desc')
    .orderBy('at', 'desc')
    .orderBy('c.id')
    .limit(limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  const acts = await tx
    .selectFrom('consortium_change_act')
    .select(['change_id', 'action', 'text', 'at', sql<string>`name_of(person_id)`.as('by')])
    .where('change_id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('action', '<>', 'ask')
    .orderBy('at')
    .execute();
  const actsOf = Map.groupBy(acts, ({ change_id }) => change_id);
  const labels = new Map(currentPack.monitoring?.changes.map(({ id, label }) => [id, label]));
  return rows.map(({ consortium_id, consortium, kind, is_major, from_day, at, asks, advises, decides, ...row }) => ({
    ...row,
    consortium: { id: consortium_id, name: consortium },
    kind,
    label: labels.get(kind) ?? kind,
    isMajor: is_major,
    state: row.state as ChangeState,
    fromDay: from_day,
    at: at.toISOString(),
    actions: ChangeAction.options.filter(
      (action) =>
        changeSteps[action].from.some((state) => state === row.state) &&
        { asks, advises, decides }[changeSteps[action].by],
    ),
    acts: (actsOf.get(row.id) ?? []).map(({ action, text, at: actAt, by }) => ({
      action: action as ChangeAction,
      text,
      by,
      at: actAt.toISOString(),
    })),
  }));
}

/** The changes of all consortia that the actor may see. */
export async function listChanges({ db }: Context, actor: Actor) {
  return db.readAs(actor, async (tx) => ({ items: await readChanges(tx, { limit: 500 }) }));
}

/** A consortium's changes, and who and what is now what may change. Throws `Refusal('not-found')`. */
export async function viewChanges({ db }: Context, actor: Actor, consortiumId: string) {
  return db.readAs(actor, async (tx) => {
    const { asks } = await mustReadStanding(tx, consortiumId);
    const partyOf = await readParties(tx, consortiumId);
    const today = beijingToday();
    return {
      canAsk: asks,
      kinds: (currentPack.monitoring?.changes ?? []).map(({ id, label, isMajor, cell }) => ({
        id,
        label,
        isMajor,
        isNamed: cell !== undefined,
        now: partyOf(id, today),
      })),
      items: await readChanges(tx, { consortiumId, limit: 200 }),
    };
  });
}
