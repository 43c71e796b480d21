import type { BalanceCount, BalanceRow } from '#core/talent-balance/balance.ts';
import type { BackTest, ForecastYear } from '#core/talent-balance/forecast.ts';

/** A line of the balance as a report says it. */
export type DemandLine = Omit<BalanceRow, 'key'> & { label: string };

/** All that a demand report is drafted from, as it stood on `day`, `YYYY-MM-DD`. */
export type DemandFigures = {
  name: string;
  year: number;
  day: string;
  enterprises: number;
  schools: number;
  total: BalanceCount;
  before: BalanceCount;
  occupations: readonly DemandLine[];
  industries: readonly DemandLine[];
  levels: readonly DemandLine[];
  forecast: {
    years: readonly number[];
    method: 'trend' | 'naive';
    lacks: 'nothing' | 'years' | 'cases' | null;
    tests: readonly BackTest[];
    occupations: readonly { label: string; past: readonly number[]; years: readonly ForecastYear[] }[];
  };
  /** Of all schools: a report names majors, never persons. */
  warnings: readonly { school: string; major: string; reasons: readonly string[] }[];
};
