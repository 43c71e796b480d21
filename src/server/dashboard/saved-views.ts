import { sql } from 'kysely';
import { readView, type View, viewFields } from '#core/dashboard/view.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** Where a view is shown. */
export type ViewPath = '/monitoring' | '/monitoring/compare';

export type ViewOrder = { name: string; view: Readonly<Record<string, unknown>>; shared: boolean };

const mostViews = 100;

/** A person's own views, and those that others share with a unit in which it has a role: by name, one query. */
export async function readViews(tx: Tx, { personId }: Actor) {
  const { rows } = await sql<{
    id: string;
    name: string;
    path: ViewPath;
    view: Record<string, unknown>;
    shared: boolean;
    version: number;
    unit_id: string;
    unit: string;
    is_own: boolean;
    by: string | null;
  }>`
    select v.id, v.name, v.path, v.view, v.shared, v.version, u.id as unit_id, u.name as unit, v.person_id = ${personId} as is_own,
      name_of(v.person_id) as by
    from saved_view v join unit u on u.id = v.unit_id order by v.name, v.id limit 500`.execute(tx);
  return rows.map(({ view, ...row }) => ({ ...row, view: readView(view) }));
}

/** Keeps a view for a unit in which the person has a role. Throws `Refusal('not-found')` for another's, `Refusal('invalid')` after a hundred. */
export async function saveView(
  { db }: Context,
  actor: Actor,
  order: ViewOrder & { unitId: string; path: ViewPath },
): Promise<{ id: string; version: number }> {
  if (!actor.roles.some(({ unit }) => unit.id === order.unitId)) throw new Refusal('not-found');
  return db.asActor(actor, async (tx) => {
    const { kept } = await tx
      .selectFrom('saved_view')
      .select((eb) => eb.fn.countAll<number>().as('kept'))
      .where('person_id', '=', actor.personId)
      .executeTakeFirstOrThrow();
    if (kept >= mostViews) throw new Refusal('invalid', { detail: `每人最多保存${mostViews}个视图，请先删除不用的。` });
    return tx
      .insertInto('saved_view')
      .values({
        unit_id: order.unitId,
        person_id: actor.personId,
        name: order.name,
        path: order.path,
        view: viewText(readView(order.view)),
        shared: order.shared,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow();
  });
}

/** Changes one's own view as it was seen. Throws `Refusal('stale')` where it is another since, `Refusal('not-found')` where it is not one's own. */
export async function changeView(
  { db }: Context,
  actor: Actor,
  id: string,
  order: ViewOrder & { version: number },
): Promise<{ id: string; version: number }> {
  return db.asActor(actor, async (tx) => {
    const own = await tx
      .selectFrom('saved_view')
      .select('version')
      .where('id', '=', id)
      .where('person_id', '=', actor.personId)
      .executeTakeFirst();
    if (!own) throw new Refusal('not-found');
    const changed = await tx
      .updateTable('saved_view')
      .set({
        name: order.name,
        view: viewText(readView(order.view)),
        shared: order.shared,
        version: order.version + 1,
        changed_at: new Date(),
      })
      .where('id', '=', id)
      .where('version', '=', order.version)
      .returning(['id', 'version'])
      .executeTakeFirst();
    if (!changed) throw new Refusal('stale', { version: own.version });
    return changed;
  });
}

/** Drops one's own view. */
export async function dropView({ db }: Context, actor: Actor, id: string): Promise<void> {
  const { numDeletedRows } = await db.asActor(actor, (tx) =>
    tx.deleteFrom('saved_view').where('id', '=', id).where('person_id', '=', actor.personId).executeTakeFirst(),
  );
  if (numDeletedRows === 0n) throw new Refusal('not-found');
}

/** As it stands in an address, so that nothing but a view is ever kept. */
function viewText(view: View): string {
  return JSON.stringify(viewFields(view));
}
