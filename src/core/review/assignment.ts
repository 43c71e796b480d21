/** 分配评审专家: who reads which application, as the secretariat states it and as it is decided. */

export type ReviewedApplication = { id: string; province: string | undefined; unit: string | undefined };

/** `load` is the most applications that the expert reads. */
export type Expert = { id: string; province: string | undefined; unit: string | undefined; load: number };

/** An application's id and an expert's. */
export type Pair = readonly [application: string, expert: string];

/** Expert ids by application id. */
export type Assignments = ReadonlyMap<string, readonly string[]>;

export type AssignmentProblem = {
  /** How many experts read each application. */
  readers: number;
  applications: readonly ReviewedApplication[];
  experts: readonly Expert[];
  /** Declared or found ties; ids that are not in the pool say nothing. */
  conflicts: readonly Pair[];
  /** Pairs that the secretariat rules out by hand, and pairs that it insists on. */
  forbidden: readonly Pair[];
  fixed: readonly Pair[];
  /** 0 to 100 with at most two decimals, by application and expert; what is not named is 0. */
  fit: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** What stood before; among equally good assignments the one with most of it is taken. */
  previous: Assignments;
};

/** What restricts an assignment beside the number of readers. */
export const rules = ['fixed', 'forbidden', 'conflict', 'unit', 'province', 'load'] as const;
export type Rule = (typeof rules)[number];

/** The smallest sum of fits of one application (0 where there are no applications), and the sum of all. */
export type AssignmentValue = { worst: number; total: number };

/** Hundredths of a point: sums of fits are exact. */
export const hundredths = (points: number) => Math.round(points * 100);

export function assignmentValue({ applications, fit }: AssignmentProblem, assignments: Assignments): AssignmentValue {
  const sums = applications.map(({ id }) =>
    (assignments.get(id) ?? []).reduce((sum, expert) => sum + hundredths(fit.get(id)?.get(expert) ?? 0), 0),
  );
  const worst = sums.reduce((least, sum) => Math.min(least, sum), sums[0] ?? 0);
  return { worst: worst / 100, total: sums.reduce((all, sum) => all + sum, 0) / 100 };
}
