import type { MajorRules } from '#core/major/major-rules.ts';
import type { DemandRules } from '#core/talent-balance/demand-rules.ts';
import type { DemandReportRules } from '#core/talent-report/demand-report-rules.ts';
import type { AgreementTemplate } from './agreement-template.ts';

/** What is printed of an accepted offer: of a job, and of a placement or an apprenticeship. */
export type EmploymentPapers = { job: AgreementTemplate; placement: AgreementTemplate };

/** What a notice says of talent supply and demand. */
export type TalentRules = {
  /** The ledger that demand forecasts are kept in; its levels are those of positions, too. */
  ledger: string;
  /** How many years a forecast looks ahead. */
  years: number;
  /** How supply is set against demand. */
  demand: DemandRules;
  /** How the demand report is drafted. */
  report: DemandReportRules;
  /** When a major is warned of. */
  majors: MajorRules;
  employment: EmploymentPapers;
};
