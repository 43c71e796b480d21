import type { Context } from '#server/context.ts';
import { takeDisc } from '#server/intake/take-disc.ts';
import { checkLedgerFile, importLedgerFile } from '#server/ledger-import/import-jobs.ts';
import { makeReports } from '#server/monitoring-report/make-reports.ts';
import { makePackage } from '#server/package/make-package.ts';
import { placeFair } from '#server/placement/place-fair.ts';
import { runQuality } from '#server/quality/run-quality.ts';
import { compareTexts } from '#server/repeated-text/compare-texts.ts';
import { workOutAssignment } from '#server/review/work-out-assignment.ts';
import { solvePlan } from '#server/training/solve-plan.ts';
import { bindVolume } from '#server/volume/bind-volume.ts';
import type { JobHandlers } from './job-kind.ts';

/** What each kind of job does. */
export function jobHandlers(context: Context): JobHandlers {
  return {
    'ledger-check': checkLedgerFile(context),
    'ledger-import': importLedgerFile(context),
    volume: bindVolume(context),
    'text-comparison': compareTexts(context),
    quality: runQuality(context),
    package: makePackage(context),
    assignment: workOutAssignment(context),
    'disc-intake': takeDisc(context),
    'monitoring-report': makeReports(context),
    placement: placeFair(context),
    'training-plan': solvePlan(context),
  };
}
