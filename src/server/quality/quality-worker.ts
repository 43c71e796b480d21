import { type Examined, examineNation } from '#core/quality/examine-nation.ts';
import type { Bands, Examination, ExaminedConsortium } from '#core/quality/examined.ts';
import type { QualityRules } from '#core/quality/quality-rules.ts';
import { inThread } from '#server/job/job-thread.ts';

export type QualityStart = {
  consortia: readonly ExaminedConsortium[];
  rules: QualityRules;
  examination: Examination;
  known: readonly string[];
};

export type QualityOutcome = { examined: readonly Examined[]; bands: Bands };

inThread<QualityStart>(async ({ consortia, rules, examination, known }) =>
  examineNation(consortia, rules, examination, known),
);
