/** When a major is warned of; the limits are percents. */
export type MajorRules = {
  /** Adjustments are kept in this ledger; its actions are those there. */
  ledger: string;
  /** How many years of supply and demand are looked at, this one first. */
  years: number;
  /** Supply of this much of demand and more is too much. */
  surplus: number;
  /** Fewer graduates with work than this. */
  employment: number;
  /** Fewer who came than this of the places. */
  admission: number;
  /** Less of the demand than this from the park's leading industries. */
  match: number;
  /** So many reasons make a warning; fewer are to be watched. */
  warned: number;
};
