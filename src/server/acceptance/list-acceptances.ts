import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { selectAcceptances } from './acceptance-row.ts';

type Counts = { id: string; consortia: number; reported: number; decided: number; published: boolean };

/** The acceptances that the actor has a part in, the latest first, and the batches of which it could open one. */
export async function listAcceptances({ db, packs }: Context, actor: Actor) {
  return db.readAs(actor, async (tx) => {
    const rows = await selectAcceptances(tx).orderBy('opened_at', 'desc').execute();
    const counts = await countCases(tx);
    const listed = await readListed(tx);
    const open = [];
    for (const { id, title, listed: consortia, pack_digest } of listed) {
      const { pack } = await packs.byDigest(pack_digest);
      const rules = pack.monitoring?.acceptance;
      if (!rules) continue;
      open.push({
        id,
        title,
        listed: consortia,
        readers: pack.batch.readers,
        stages: rules.stages.map((stage) => ({ id: stage.id, label: stage.label, days: stage.days })),
        criteria: rules.criteria.map((one) => ({
          id: one.id,
          label: one.label,
          unit: one.unit,
          threshold: one.threshold,
        })),
      });
    }
    return {
      items: rows.flatMap(({ id, title, of_id, of_title, year }) => {
        const count = counts.get(id);
        // Known, and nothing in it is the actor's.
        if (!count) return [];
        const { consortia, reported, decided, published } = count;
        return [
          {
            id,
            title,
            ofBatch: { id: of_id, title: of_title },
            year,
            consortia,
            reported,
            decided,
            isPublished: published,
          },
        ];
      }),
      open,
    };
  });
}

async function countCases(tx: Tx): Promise<ReadonlyMap<string, Counts>> {
  const { rows } = await sql<Counts>`
    select c.batch_id as id, count(*)::integer as consortia, count(c.reported_at)::integer as reported,
      count(*) filter (where exists (select from acceptance_outcome o
        where (o.consortium_id, o.batch_id) = (c.consortium_id, c.batch_id)))::integer as decided,
      bool_or(c.published_version is not null) as published
    from acceptance_case c group by c.batch_id`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

async function readListed(tx: Tx) {
  const { rows } = await sql<{ id: string; title: string; listed: number; pack_digest: string }>`
    select b.id, b.title, b.pack_digest, count(*)::integer as listed
    from cultivation c join batch b on b.id = c.batch_id where may_review(b.id) group by b.id order by b.created_at desc`.execute(
    tx,
  );
  return rows;
}
