import type { ObservationPoint } from '#core/indicator/indicator.ts';
import type { Pack } from '#core/pack/pack.ts';
import { scoredPoints } from '#core/review/results.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockReading, type ReadingRow, readReading } from './reading-row.ts';

export type ScoreOrder = { point: string; score: number | null; reason: string; baseVersion: number };

/**
 * Saves what a reader says of one observation point. Throws `Refusal('invalid')` for a score that is none, `Refusal('stale')` with what stands
 * there where another window was faster.
 */
export async function saveScore(
  context: Context,
  actor: Actor,
  applicationId: string,
  { point, score, reason, baseVersion }: ScoreOrder,
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const row = await lockReading(tx, applicationId);
    const { pack } = await context.packs.byDigest(row.pack_digest);
    const known = pointOf(pack, point);
    if (score !== null && !scoredPoints(pack.indicators).includes(known))
      throw new Refusal('invalid', { fields: ['score'], detail: '这一观测点不由专家评分，可以写明意见。' });
    if (score !== null && !isScore(score))
      throw new Refusal('invalid', { fields: ['score'], detail: '分数须在0至100之间，最多一位小数。' });
    const found = await tx
      .selectFrom('reading_score')
      .select(['score', 'reason', 'version'])
      .where((where) => where.and(keyOf(row, point)))
      .executeTakeFirst();
    if ((found?.version ?? 0) !== baseVersion)
      throw new Refusal('stale', {
        current: {
          score: found?.score == null ? null : Number(found.score),
          reason: found?.reason ?? '',
          version: found?.version ?? 0,
        },
      });
    const said = { score: score === null ? null : String(score), reason, version: baseVersion + 1 };
    await tx
      .insertInto('reading_score')
      .values({ ...keyOf(row, point), ...said })
      .onConflict((conflict) =>
        conflict
          .columns(['consortium_id', 'application_id', 'expert_id', 'point'])
          .doUpdateSet({ ...said, changed_at: new Date() }),
      )
      .execute();
    return { version: said.version };
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

const isScore = (score: number) => score >= 0 && score <= 100 && Number(score.toFixed(1)) === score;

function pointOf(pack: Pack, id: string): ObservationPoint {
  const point = pack.indicators.indicators.flatMap(({ points }) => points).find((each) => each.id === id);
  if (!point) throw new Refusal('invalid', { fields: ['point'] });
  return point;
}
