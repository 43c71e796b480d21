import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readCollection, readLevels, rulesOf, selectCollections, viewLevels } from './collection-row.ts';
import { readHandings } from './hand-returns.ts';

export type Punctuality = 'onTime' | 'late' | 'missing' | 'open';

type ProvinceRow = {
  id: string;
  name: string;
  total: number;
  on_time: number;
  late: number;
  missing: number;
  open: number;
  sent: number;
  returned: number;
  approved: number;
  handed: number;
  final: number;
};

export type BoardRow = {
  consortium_id: string;
  consortium: string;
  province_id: string;
  province: string;
  state: string;
  revision: number | null;
  sent_at: Date | null;
  fulfilled: boolean | null;
  own: Punctuality;
  provincial: Punctuality;
};

/** Collections that the actor may see, the latest due first, each with how far it is. */
export async function listCollections({ db, packs }: Context, actor: Actor) {
  return db.readAs(actor, async (tx) => {
    const rows = await selectCollections(tx)
      .innerJoin('collection_level as l', (join) =>
        join.onRef('l.collection_id', '=', 'collection.id').on('l.level', '=', 'consortium'),
      )
      .select((of) => [
        'l.due_at',
        'l.closes_at',
        of
          .selectFrom('collection_return as r')
          .select(({ fn }) => fn.countAll<number>().as('asked'))
          .whereRef('r.collection_id', '=', 'collection.id')
          .as('asked'),
        of
          .selectFrom('collection_return as r')
          .select(({ fn }) => fn.countAll<number>().as('sent'))
          .whereRef('r.collection_id', '=', 'collection.id')
          .where('r.first_sent_at', 'is not', null)
          .as('sent'),
        of
          .selectFrom('collection_return as r')
          .select(({ fn }) => fn.countAll<number>().as('complete'))
          .whereRef('r.collection_id', '=', 'collection.id')
          .where((is) =>
            is.or([
              is('r.state', '=', 'final'),
              is.and([is('r.state', '=', 'approved'), is('unit.kind', '=', 'province')]),
            ]),
          )
          .as('complete'),
      ])
      .orderBy('l.due_at', 'desc')
      .execute();
    const items = [];
    for (const row of rows) {
      const { pack } = await packs.byDigest(row.pack_digest);
      items.push({
        id: row.id,
        title: row.title,
        kindLabel: pack.monitoring?.collections.find(({ id }) => id === row.kind)?.label ?? row.kind,
        year: row.year,
        quarter: row.quarter,
        unit: { id: row.unit_id, name: row.unit },
        opensAt: row.opens_at.toISOString(),
        dueAt: row.due_at.toISOString(),
        isOpen: row.now <= row.closes_at,
        asked: row.asked ?? 0,
        sent: row.sent ?? 0,
        complete: row.complete ?? 0,
      });
    }
    return items;
  });
}

/** The board of a collection: its days, what was moved and why, and the provinces with how far their consortia are. The same queries, however many. */
export async function viewBoard(context: Context, actor: Actor, collectionId: string) {
  return context.db.readAs(actor, async (tx) => {
    const collection = await readCollection(tx, collectionId);
    const { kind } = await rulesOf(context, collection);
    const levels = await readLevels(tx, collectionId);
    const { rows } = await sql<{ may: boolean }>`
      select has_right('manage-collections', ${collection.unit_id}::uuid) as may`.execute(tx);
    const handings = await readHandings(tx, collectionId);
    return {
      id: collection.id,
      title: collection.title,
      kindLabel: kind.label,
      because: kind.because,
      note: collection.note,
      year: collection.year,
      quarter: collection.quarter,
      unit: { id: collection.unit_id, name: collection.unit },
      goesUp: collection.unit_kind === 'ministry',
      judgesPlan: kind.judges !== undefined,
      opensAt: collection.opens_at.toISOString(),
      version: collection.version,
      canManage: rows[0]?.may ?? false,
      levels: viewLevels(levels, kind, collection.now),
      extensions: await readExtensions(tx, collectionId),
      provinces: await readProvinces(tx, collectionId),
      handings: handings.map(({ personId, ...one }) => one),
    };
  });
}

/** The consortia of a collection that the actor may see, a page of them by province and name. */
export async function readBoardRows(
  tx: Tx,
  collectionId: string,
  { provinceId, punctuality, limit, offset }: BoardFilter,
): Promise<{ rows: readonly BoardRow[]; total: number }> {
  const { rows } = await sql<BoardRow & { total: number }>`
    select *, count(*) over ()::integer as total from (
      select r.consortium_id, c.name as consortium, p.id as province_id, p.name as province, r.state, r.revision, r.sent_at, r.fulfilled,
        punctuality(r.first_sent_at, own.due_at) as own,
        punctuality(coalesce(r.handed_at, r.approved_at), provincial.due_at) as provincial
      from collection_return r
      join unit c on c.id = r.consortium_id
      join unit p on p.id = c.parent_id
      join collection_level own on own.collection_id = r.collection_id and own.level = 'consortium'
      join collection_level provincial on provincial.collection_id = r.collection_id and provincial.level = 'province'
      where r.collection_id = ${collectionId}::uuid and (${provinceId ?? null}::uuid is null or p.id = ${provinceId ?? null}::uuid)
    ) b
    where ${punctuality ?? null}::text is null or own = ${punctuality ?? null}
    order by province, consortium, consortium_id limit ${limit} offset ${offset}`.execute(tx);
  return { rows, total: rows[0]?.total ?? 0 };
}

export type BoardFilter = {
  provinceId?: string | undefined;
  punctuality?: Punctuality | undefined;
  limit: number;
  offset: number;
};

export async function listBoardRows(context: Context, actor: Actor, collectionId: string, filter: BoardFilter) {
  return context.db.readAs(actor, async (tx) => {
    const collection = await readCollection(tx, collectionId);
    const { rules } = await rulesOf(context, collection);
    const { rows, total } = await readBoardRows(tx, collectionId, filter);
    const labels = new Map(Object.entries(rules.workflow.states).map(([state, { label }]) => [state, label]));
    return {
      total,
      items: rows.map((row) => ({
        consortium: { id: row.consortium_id, name: row.consortium },
        province: { id: row.province_id, name: row.province },
        state: row.state,
        stateLabel: labels.get(row.state) ?? row.state,
        revision: row.revision,
        sentAt: row.sent_at?.toISOString() ?? null,
        fulfilled: row.fulfilled,
        own: row.own,
        provincial: row.provincial,
      })),
    };
  });
}

async function readProvinces(tx: Tx, collectionId: string) {
  const { rows } = await sql<ProvinceRow>`
    select p.id, p.name, count(*)::integer as total,
      count(*) filter (where b.own = 'onTime')::integer as on_time,
      count(*) filter (where b.own = 'late')::integer as late,
      count(*) filter (where b.own = 'missing')::integer as missing,
      count(*) filter (where b.own = 'open')::integer as open,
      count(*) filter (where b.state = 'sent')::integer as sent,
      count(*) filter (where b.state = 'returned')::integer as returned,
      count(*) filter (where b.state = 'approved')::integer as approved,
      count(*) filter (where b.state = 'handed')::integer as handed,
      count(*) filter (where b.state = 'final')::integer as final
    from (
      select r.consortium_id, r.state, punctuality(r.first_sent_at, l.due_at) as own
      from collection_return r join collection_level l on l.collection_id = r.collection_id and l.level = 'consortium'
      where r.collection_id = ${collectionId}::uuid
    ) b join unit c on c.id = b.consortium_id join unit p on p.id = c.parent_id
    group by p.id, p.name order by p.name`.execute(tx);
  return rows.map(({ on_time, ...row }) => ({ ...row, onTime: on_time }));
}

async function readExtensions(tx: Tx, collectionId: string) {
  const rows = await tx
    .selectFrom('collection_extension')
    .select(({ fn, ref }) => [
      'id',
      'level',
      'change',
      'reason',
      'at',
      fn<string>('name_of', [ref('person_id')]).as('by'),
    ])
    .where('collection_id', '=', collectionId)
    .orderBy('at')
    .execute();
  return rows.map(({ change, at, ...row }) => ({ ...row, at: at.toISOString(), ...changeOf(change) }));
}

/** `[from, to]` of the two days, as `moveLevel` wrote them. */
function changeOf(change: unknown): { dueAt: string[]; closesAt: string[] } {
  const at = (name: string) =>
    typeof change === 'object' && change !== null && name in change
      ? Object.entries(change).flatMap(([key, value]) =>
          key === name && Array.isArray(value) ? value.map(String) : [],
        )
      : [];
  return { dueAt: at('dueAt'), closesAt: at('closesAt') };
}
