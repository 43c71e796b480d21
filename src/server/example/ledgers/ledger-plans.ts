import { exampleYears, type TargetPlan } from './targets.ts';

/** How large the example's ledgers are: none; a few hundred entries, quick to load; or all of some twenty thousand. */
export type LedgerSize = 'none' | 'small' | 'full';

/** What the ledgers of one example consortium are like. */
export type LedgerPlan = TargetPlan & {
  /** Which form's figures they lead to; absent: the consortium's own form. */
  figuresOf?: number;
  years: readonly number[];
  grain: number;
  /** From which year on sides are silent or differ, and how often. */
  flawsFrom: number;
  silent: number;
  disputed: number;
  /** Members who have filed nothing for the last year. */
  late: number;
  /** Events written twice, for each way of doing so. */
  twins: number;
  /** Breaches of rules that members had to report. */
  incidents?: number;
  /** Kinds that are left out, or the only ones there are. */
  without?: readonly string[];
  only?: readonly string[];
};

const full: readonly LedgerPlan[] = [
  { years: exampleYears, grain: 1.6, flawsFrom: 2024, silent: 0.04, disputed: 0.006, late: 2, twins: 0 },
  {
    years: exampleYears,
    grain: 2.4,
    flawsFrom: 2023,
    silent: 0.1,
    disputed: 0.012,
    late: 4,
    twins: 1,
    otherwise: { 'apprentices.2022': 1012, 'researchFundsReceived.2022': 2286.3, 'employeeTrainingDays.2022': 38150 },
  },
  {
    years: exampleYears,
    grain: 5,
    figuresOf: 0,
    flawsFrom: 2023,
    silent: 0.3,
    disputed: 0.04,
    late: 9,
    twins: 4,
    incidents: 1,
  },
  {
    years: [2025],
    grain: 5,
    figuresOf: 0,
    scale: 0.2,
    flawsFrom: 2025,
    silent: 0.5,
    disputed: 0,
    late: 0,
    twins: 0,
    only: ['school-profile'],
  },
];

/** Kinds of which the form's figures count every single event. */
const many = [
  'enterprise-teacher',
  'intercollegiate-teacher',
  'research-result',
  'technology-project',
  'co-built-course',
];

/** By consortium, in the order of the example forms. */
export function ledgerPlans(size: 'small' | 'full'): readonly LedgerPlan[] {
  if (size === 'full') return full;
  return full.map((plan) => ({
    ...plan,
    years: plan.years.slice(0, 1),
    grain: 16,
    twins: Math.min(plan.twins, 1),
    without: many,
  }));
}
