import type { AssignmentProblem } from '#core/review/assignment.ts';
import { inThread } from '#server/job/job-thread.ts';
import { ruleCosts } from './rule-costs.ts';
import { solveAssignment } from './solve-assignment.ts';

export type AssignmentStart = { problem: AssignmentProblem };

/** No rule's cost is worth a longer wait. */
const secondsPerRule = 20;

// The solver holds its thread: never the one that answers requests.
inThread(async ({ problem }: AssignmentStart, report) => {
  report(0, 2, '正在求解');
  const outcome = await solveAssignment(problem);
  if ('clashes' in outcome) return outcome;
  report(1, 2, '已求得方案，正在计算各条规则的代价');
  const { assignments, worst, total, proven } = outcome.solution;
  const costs = await ruleCosts(problem, outcome.solution, secondsPerRule);
  return { assignments: Object.fromEntries(assignments), worst, total, proven, costs };
});
