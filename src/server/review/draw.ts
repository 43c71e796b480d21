import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import {
  type DrawOrder,
  drawExperts,
  type PublishedDraw,
  poolDigestOf,
  resultOf,
  type Stratum,
} from '#core/review/draw.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readApplicants } from './read-applicants.ts';
import { readPool } from './read-pool.ts';
import { barsOf, readTies } from './read-ties.ts';
import { readReviewedBatch } from './reviewed-batch.ts';
import { drawnWords, tellExperts } from './tell-experts.ts';

/** `field`: one of the experts' fields; '' takes whoever no other stratum takes. */
export type WantedStratum = { field: string; count: number };

export const Strata = z.array(z.object({ label: z.string(), count: z.int() })).readonly();
export const Pool = z.array(z.object({ id: z.string(), stratum: z.int() })).readonly();
const Excluded = z.array(z.object({ id: z.string(), because: z.string() }));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Fixes what the next draw of a batch is made from, and commits to a seed: pool, quantities and the seed's digest are on record before
 * anyone knows the seed. Whoever must not read a single application is kept out, with the reason. Throws `Refusal('draw-open')` while a draw
 * waits to be made, `Refusal('invalid')` where the pool is too small.
 */
export async function commitDraw(
  context: Context,
  actor: Actor,
  batchId: string,
  wanted: readonly WantedStratum[],
): Promise<{ number: number; poolDigest: string; commitment: string }> {
  return context.db.asActor(actor, async (tx) => {
    const batch = await readReviewedBatch(context, tx, batchId);
    await lockDraws(tx, batchId);
    const earlier = await readDraws(tx, batchId);
    if (earlier.some(({ seed }) => seed === null)) throw new Refusal('draw-open');
    const waiting = (await readPool(tx, batchId)).filter(({ standing, retired }) => standing === 'pool' && !retired);
    const applicants = await readApplicants(tx, batch);
    const ties = await readTies(tx, batchId, waiting, applicants);
    const excluded: z.infer<typeof Excluded> = [];
    const pool: { id: string; stratum: number }[] = [];
    for (const expert of waiting) {
      const bars = barsOf(expert, applicants, ties);
      const stratum = stratumOf(expert.fields, wanted);
      if (applicants.length > 0 && bars.size === applicants.length)
        excluded.push({ id: expert.id, because: [...new Set(bars.values())].slice(0, 3).join('；') });
      else if (stratum >= 0) pool.push({ id: expert.id, stratum });
    }
    const strata: Stratum[] = wanted.map(({ field, count }) => ({ label: field === '' ? '不限' : field, count }));
    const short = strata.filter(({ count }, at) => pool.filter(({ stratum }) => stratum === at).length < count);
    if (short.length > 0)
      throw new Refusal('invalid', {
        fields: ['strata'],
        detail: `抽取范围中“${short.map(({ label }) => label).join('”、“')}”的专家不够，请减少人数或增加入选的专家。`,
      });
    const order: DrawOrder = { strata, pool: pool.sort((one, other) => (one.id < other.id ? -1 : 1)) };
    const seed = randomBytes(32).toString('hex');
    const made = { number: earlier.length + 1, poolDigest: poolDigestOf(order, sha256), commitment: sha256(seed) };
    await tx
      .insertInto('expert_draw')
      .values({
        batch_id: batchId,
        number: made.number,
        strata: JSON.stringify(strata),
        pool: JSON.stringify(order.pool),
        pool_digest: made.poolDigest,
        excluded: JSON.stringify(excluded),
        commitment: made.commitment,
        committed_by: actor.personId,
      })
      .execute();
    await tx.insertInto('sealed_seed').values({ batch_id: batchId, number: made.number, seed }).execute();
    await recordSystemAudit(tx, batch.unitId, 'draw.committed', batchId, { ...made, pool: pool.length });
    return made;
  });
}

/** The first stratum whose field the expert has; the one without a field takes the others. −1 where none does. */
function stratumOf(fields: readonly string[], wanted: readonly WantedStratum[]): number {
  const own = wanted.findIndex(({ field }) => field !== '' && fields.includes(field));
  return own >= 0 ? own : wanted.findIndex(({ field }) => field === '');
}

/** Makes a draw that was committed to: tells the seed, and who is drawn by it. Once more changes nothing. Throws `Refusal('not-found')`. */
export async function makeDraw(context: Context, actor: Actor, batchId: string, number: number): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const batch = await readReviewedBatch(context, tx, batchId);
    await lockDraws(tx, batchId);
    const draw = await findDraw(tx, batchId, number);
    if (!draw) throw new Refusal('not-found');
    if (draw.seed !== null) return;
    const { rows } = await sql<{ seed: string }>`select reveal_seed(${batchId}::uuid, ${number}) as seed`.execute(tx);
    const seed = rows[0]?.seed ?? '';
    const drawn = drawExperts(draw, seed, sha256);
    for (const { id, stratum, position, isDrawn } of drawn)
      await tx
        .updateTable('batch_expert')
        .set({ standing: isDrawn ? 'drawn' : 'reserve', draw: number, stratum, position })
        .where('batch_id', '=', batchId)
        .where('expert_id', '=', id)
        .where('standing', '=', 'pool')
        .execute();
    const { drawn: ids } = resultOf(drawn, draw.strata);
    await tellExperts(context, tx, batch, { experts: ids, text: drawnWords(batch) });
    await recordSystemAudit(tx, batch.unitId, 'draw.made', batchId, { number, seed, drawn: ids });
  });
}

/** Pool, draws and replacements of a batch change one after the other: whoever comes second sees what the first did. */
export async function lockDraws(tx: Tx, batchId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${batchId}, 19))`.execute(tx);
}

/** A draw as stored; `undefined` where there is none or the actor may not see it. */
export async function findDraw(tx: Tx, batchId: string, number: number) {
  return (await readDraws(tx, batchId)).find((draw) => draw.number === number);
}

/** The draws of a batch in their order. */
export async function readDraws(tx: Tx, batchId: string) {
  const rows = await tx
    .selectFrom('expert_draw')
    .select(['number', 'strata', 'pool', 'excluded', 'pool_digest', 'commitment', 'seed', 'committed_at', 'drawn_at'])
    .where('batch_id', '=', batchId)
    .orderBy('number')
    .execute();
  return rows.map(({ strata, pool, excluded, pool_digest, committed_at, drawn_at, ...row }) => ({
    ...row,
    strata: Strata.parse(strata),
    pool: Pool.parse(pool),
    excluded: Excluded.parse(excluded),
    poolDigest: pool_digest,
    committedAt: committed_at.toISOString(),
    drawnAt: drawn_at?.toISOString() ?? null,
  }));
}

/** What anyone needs to repeat a draw, without a name. Throws `Refusal('not-found')` where it has not been made, or is not to be seen. */
export async function publishDraw(
  { db }: Context,
  actor: Actor,
  batchId: string,
  number: number,
): Promise<PublishedDraw> {
  const draw = await db.readAs(actor, (tx) => findDraw(tx, batchId, number));
  if (!draw || draw.seed === null) throw new Refusal('not-found');
  const { strata, pool, poolDigest, commitment, seed } = draw;
  const result = resultOf(drawExperts(draw, seed, sha256), strata);
  return { strata, pool, poolDigest, commitment, seed, ...result };
}
