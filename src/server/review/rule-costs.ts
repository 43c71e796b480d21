import { type AssignmentProblem, type AssignmentValue, assignmentValue, type Rule } from '#core/review/assignment.ts';
import { bitOf, everyRule, tableOf } from '#core/review/assignment-table.ts';
import { optimumUnder } from './optimum-under.ts';
import { assignmentsOf } from './solve-assignment.ts';

export type RuleCost = AssignmentValue & { rule: Rule };

/** How much better the worst sum and the total would be without each rule that says anything here, each by itself. */
export async function ruleCosts(
  problem: AssignmentProblem,
  solved: AssignmentValue,
  seconds: number,
): Promise<readonly RuleCost[]> {
  const free = { ...problem, previous: new Map() };
  const table = tableOf(free);
  const speaking = table.said.reduce((all, said) => all | said, bitOf('load'));
  const costs: RuleCost[] = [];
  for (const rule of ['province', 'conflict', 'load', 'fixed', 'forbidden'] as const) {
    if (!(speaking & bitOf(rule))) continue;
    const optimum = await optimumUnder(table, everyRule & ~bitOf(rule), seconds);
    if (!optimum) continue;
    const { worst, total } = assignmentValue(free, assignmentsOf(free, optimum.cells));
    const gain = (without: number, within: number) => Math.round((without - within) * 100) / 100;
    costs.push({ rule, worst: gain(worst, solved.worst), total: gain(total, solved.total) });
  }
  return costs;
}
