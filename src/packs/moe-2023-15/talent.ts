import type { TalentRules } from '#core/talent/talent-rules.ts';
import { demand } from './demand.ts';
import { demandReport } from './demand-report.ts';
import { employment } from './employment.ts';
import { majors } from './majors.ts';

/** Observation point 4.1 (搭建人才供需信息平台); the list 人才需求清单 of a later notice. Forecasts of one year and of five are what the platform is asked for. */
export const talent: TalentRules = {
  ledger: 'talent-need',
  years: 5,
  demand,
  report: demandReport,
  majors,
  employment,
};
