/** A forecast of an enterprise: how many it needs in a year. `occupation` is a code of the national list, or what was typed; empty where nobody said. */
export type NeedRecord = {
  id: string;
  memberId: string;
  title: string;
  occupation: string;
  level: string;
  year: number;
  headcount: number;
};

/** A position that is or was open, in the year in which it begins; `pay` in 元 a month. */
export type JobRecord = NeedRecord & { pay: { from: number; to: number } | null };

/** A cohort, in the year in which it graduates. */
export type CohortRecord = {
  id: string;
  memberId: string;
  major: string;
  level: string;
  year: number;
  size: number;
};

/** All that supply and demand of a consortium are reckoned from. */
export type TalentRecords = {
  forecasts: readonly NeedRecord[];
  jobs: readonly JobRecord[];
  cohorts: readonly CohortRecord[];
  /** Which occupations a major trains for. */
  occupationsOf: ReadonlyMap<string, readonly string[]>;
  /** The industry of an enterprise. */
  industryOf: ReadonlyMap<string, string>;
};
