import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { mustManage } from './open-collection.ts';

/** The 培育单位 below an office, each with its province and the batches that listed it: whom a collection may ask. Throws `Refusal('forbidden')`. */
export async function listCandidates({ db }: Context, actor: Actor, unitId: string) {
  return db.readAs(actor, async (tx) => {
    await mustManage(tx, unitId);
    const rows = await tx
      .selectFrom('cultivation as c')
      .innerJoin('unit_within as w', (join) =>
        join.onRef('w.unit_id', '=', 'c.consortium_id').on('w.ancestor_id', '=', unitId),
      )
      .innerJoin('unit as u', 'u.id', 'c.consortium_id')
      .innerJoin('unit as p', 'p.id', 'u.parent_id')
      .innerJoin('batch as b', 'b.id', 'c.batch_id')
      .select(['u.id', 'u.name', 'p.id as province_id', 'p.name as province', 'b.id as batch_id', 'b.title as batch'])
      .orderBy('p.name')
      .orderBy('u.name')
      .orderBy('c.since')
      .execute();
    return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) => {
      const [first] = own;
      if (!first) return [];
      return [
        {
          id: first.id,
          name: first.name,
          province: { id: first.province_id, name: first.province },
          batches: own.map(({ batch_id, batch }) => ({ id: batch_id, title: batch })),
        },
      ];
    });
  });
}
