import { rankAndGrade } from '#core/appraisal/grade.ts';
import { totalOf } from '#core/appraisal/score.ts';
import type { Tx } from '#server/db/database.ts';
import { type AppraisalKey, type AppraisalRow, readSubjects } from './appraisal-row.ts';

/** Totals, places and grades as the scores now stand; nobody has one before everybody has every score. */
export async function rankSubjects(tx: Tx, key: AppraisalKey, { content }: AppraisalRow): Promise<void> {
  const subjects = await readSubjects(tx, key);
  const isScored = subjects.every(({ scores }) => scores.length === content.indicators.length);
  const totals = subjects.map(({ id, scores }) => ({ id, points: totalOf(scores.map(({ points }) => points)) }));
  const ranked = new Map((isScored ? rankAndGrade(totals, content.grading) : []).map((each) => [each.id, each]));
  for (const { id, points, place, grade } of subjects) {
    const now = ranked.get(id) ?? { points: null, place: null, grade: null };
    if (now.points === points && now.place === place && now.grade === grade) continue;
    await tx
      .updateTable('appraisal_subject')
      .set({ points: now.points, place: now.place, grade: now.grade })
      .where('consortium_id', '=', key.consortiumId)
      .where('appraisal_id', '=', key.appraisalId)
      .where('id', '=', id)
      .execute();
  }
}
