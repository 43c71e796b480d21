import type { AppraisalGuard } from '#core/appraisal/appraisal-rules.ts';
import { beijingToday } from '#server/member/member-row.ts';
import type { AppraisalRow, SubjectRow } from './appraisal-row.ts';

/** What holds of an appraisal now. */
export function conditionsOf(row: AppraisalRow, subjects: readonly SubjectRow[]): ReadonlySet<AppraisalGuard> {
  const isScored = subjects.every(({ scores }) => scores.length === row.content.indicators.length);
  const isSettled = subjects.every(({ objections }) => objections.every(({ state }) => state !== 'open'));
  const isOver = row.objections_until !== null && beijingToday() > row.objections_until;
  const isAccepted = subjects.every(({ accepted_at }) => accepted_at !== null);
  return new Set<AppraisalGuard>([
    ...(isScored ? (['scored'] as const) : []),
    ...(isSettled ? (['settled'] as const) : []),
    ...(isOver || isAccepted ? (['over'] as const) : []),
  ]);
}
