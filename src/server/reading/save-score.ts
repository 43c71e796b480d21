import type { ObservationPoint } from '#core/indicator/indicator.ts';
import type { Pack } from '#core/pack/pack.ts';
import { scoredPoints } from '#core/review/results.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockReading, type ReadingRow, readReading } from './reading-row.ts';

export type ScoreOrder = { point: string; score: number | null; reason: string; baseVersion: number };

/** Saves what a reader says of one observation point: `saveScores` of one. */
export async function saveScore(
  context: Context,
  actor: Actor,
  applicationId: string,
  order: ScoreOrder,
): Promise<{ version: number }> {
  await saveScores(context, actor, applicationId, [order]);
  return { version: order.baseVersion + 1 };
}

/**
 * Saves what a reader says of several observation points, all or nothing. Throws `Refusal('invalid')` for a score that is none, `Refusal('stale')`
 * with what stands there where another window was faster.
 */
export async function saveScores(
  context: Context,
  actor: Actor,
  applicationId: string,
  orders: readonly ScoreOrder[],
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const row = await lockReading(tx, applicationId);
    const { pack } = await context.packs.byDigest(row.pack_digest);
    for (const order of orders) mustBeScore(pack, order);
    const { consortium_id, id, expert_id } = row;
    const found = await tx
      .selectFrom('reading_score')
      .select(['point', 'score', 'reason', 'version'])
      .where((where) => where.and({ consortium_id, application_id: id, expert_id }))
      .where(
        'point',
        'in',
        orders.map(({ point }) => point),
      )
      .execute();
    for (const { point, baseVersion } of orders) {
      const stands = found.find((each) => each.point === point);
      if ((stands?.version ?? 0) !== baseVersion)
        throw new Refusal('stale', {
          current: {
            score: stands?.score == null ? null : Number(stands.score),
            reason: stands?.reason ?? '',
            version: stands?.version ?? 0,
          },
        });
    }
    await tx
      .insertInto('reading_score')
      .values(
        orders.map(({ point, score, reason, baseVersion }) => ({
          ...keyOf(row, point),
          score: score === null ? null : String(score),
          reason,
          version: baseVersion + 1,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['consortium_id', 'application_id', 'expert_id', 'point']).doUpdateSet(({ ref }) => ({
          score: ref('excluded.score'),
          reason: ref('excluded.reason'),
          version: ref('excluded.version'),
          changed_at: new Date(),
        })),
      )
      .execute();
  });
}

/** Saves a private note, which nobody else will read. It may be changed after the reading was handed in. */
export async function saveNote(
  context: Context,
  actor: Actor,
  applicationId: string,
  { point, text, baseVersion }: { point: string; text: string; baseVersion: number },
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const row = await readReading(tx, applicationId);
    pointOf((await context.packs.byDigest(row.pack_digest)).pack, point);
    const key = {
      consortium_id: row.consortium_id,
      application_id: applicationId,
      person_id: actor.personId,
      point,
    };
    const version = baseVersion + 1;
    // A note of a version that is there already is another window's.
    const saved = await tx
      .insertInto('reading_note')
      .values({ ...key, text, version })
      .onConflict((conflict) =>
        conflict
          .columns(['consortium_id', 'application_id', 'person_id', 'point'])
          .doUpdateSet({ text, version, changed_at: new Date() })
          .where('reading_note.version', '=', baseVersion),
      )
      .returning('version')
      .executeTakeFirst();
    if (!saved) throw new Refusal('stale', { current: await noteAt(tx, key) });
    return saved;
  });
}

async function noteAt(tx: Tx, key: { application_id: string; person_id: string; point: string }) {
  return tx
    .selectFrom('reading_note')
    .select(['text', 'version'])
    .where((where) => where.and(key))
    .executeTakeFirst();
}

const keyOf = (row: ReadingRow, point: string) => ({
  consortium_id: row.consortium_id,
  application_id: row.id,
  expert_id: row.expert_id,
  point,
});

function mustBeScore(pack: Pack, { point, score }: ScoreOrder): void {
  const known = pointOf(pack, point);
  if (score === null) return;
  if (!scoredPoints(pack.indicators).includes(known))
    throw new Refusal('invalid', { fields: ['score'], detail: '这一观测点不由专家评分，可以写明意见。' });
  if (!isScore(score))
    throw new Refusal('invalid', { fields: ['score'], detail: '分数须在0至100之间，最多一位小数。' });
}

const isScore = (score: number) => score >= 0 && score <= 100 && Number(score.toFixed(1)) === score;

function pointOf(pack: Pack, id: string): ObservationPoint {
  const point = pack.indicators.indicators.flatMap(({ points }) => points).find((each) => each.id === id);
  if (!point) throw new Refusal('invalid', { fields: ['point'] });
  return point;
}
