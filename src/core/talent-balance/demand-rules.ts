import type { BalanceRules } from './balance.ts';
import type { ForecastRules } from './forecast.ts';

/** How a notice has supply set against demand. */
export type DemandRules = {
  balance: BalanceRules;
  forecast: ForecastRules;
  /** The level of demand that a level of the majors' list, or else a category of school, trains for. */
  levels: { ofMajor: Readonly<Record<string, string>>; ofSchool: Readonly<Record<string, string>> };
  /** Industries, by the codes of the national list. */
  industries: readonly { code: string; name: string }[];
};
