import { decimalOf, decimalPlaces } from '#core/quantity/decimal.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type AppraisalKey, type AppraisalRow, lockAppraisal, readSubjects } from './appraisal-row.ts';
import { rankSubjects } from './rank-subjects.ts';
import { writeScores } from './start-appraisal.ts';

export type HandScore = { subjectId: string; indicator: string; version: number; points: string; reason: string };

/**
 * Somebody's own score of a subject, with its reason, while the appraisal is a draft. Throws `Refusal`: `not-found`, `forbidden`, `action-not-possible`, `invalid` for
 * points beyond the weight or an indicator that is measured, `own-score` for who is appraised, `stale`.
 */
export async function scoreByHand(
  { db }: Context,
  actor: Actor,
  key: AppraisalKey,
  { subjectId, indicator, version, points, reason }: HandScore,
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const row = await lockAppraisal(tx, key);
    if (row.state !== 'draft') throw new Refusal('action-not-possible', { state: row.state });
    const subject = (await readSubjects(tx, key)).find(({ id }) => id === subjectId);
    if (!subject) throw new Refusal('not-found');
    if (subject.is_own) throw new Refusal('own-score');
    mustBePoints(row, indicator, points);
    if (row.content.indicators.find(({ id }) => id === indicator)?.source.kind !== 'hand')
      throw new Refusal('invalid', { fields: ['indicator'], detail: '这项指标按数据自动计分，不能人工评分。' });
    if (subject.version !== version) throw new Refusal('stale', { version: subject.version });
    await writeScores(tx, [
      {
        ...{ consortium_id: key.consortiumId, appraisal_id: key.appraisalId, subject_id: subjectId, indicator },
        by_hand: true,
        points,
        reason,
        scored_by: actor.personId,
      },
    ]);
    await tx
      .updateTable('appraisal_subject')
      .set({ version: version + 1 })
      .where('consortium_id', '=', key.consortiumId)
      .where('appraisal_id', '=', key.appraisalId)
      .where('id', '=', subjectId)
      .execute();
    await rankSubjects(tx, key, row);
    await recordAudit(tx, key.consortiumId, 'appraisal.scored', subjectId, { indicator, points });
    return { version: version + 1 };
  });
}

/** Throws `Refusal('invalid')` for points that the indicator cannot give. */
export function mustBePoints({ content }: AppraisalRow, indicator: string, points: string): void {
  const weight = content.indicators.find(({ id }) => id === indicator)?.weight;
  if (weight === undefined) throw new Refusal('invalid', { fields: ['indicator'], detail: '方案中没有这项指标。' });
  if (decimalPlaces(Number(points)) > 2 || decimalOf(points) > decimalOf(weight))
    throw new Refusal('invalid', { fields: ['points'], detail: `得分应在0至${weight}之间，至多两位小数。` });
}
