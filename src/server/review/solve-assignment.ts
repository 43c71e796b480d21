import {
  type AssignmentProblem,
  type Assignments,
  type AssignmentValue,
  assignmentValue,
} from '#core/review/assignment.ts';
import { type Clash, clashesOf } from '#core/review/assignment-clashes.ts';
import { everyRule, tableOf } from '#core/review/assignment-table.ts';
import { brokenRules } from '#core/review/broken-rules.ts';
import { optimumUnder } from './optimum-under.ts';

/** `proven`: no assignment has a better worst sum, and none with this worst sum a better total. */
export type Solution = AssignmentValue & { assignments: Assignments; proven: boolean };
export type Outcome = { solution: Solution } | { clashes: readonly Clash[] };

/** How many seconds the solver may take before it gives the best it has, unproven. */
export const patience = 120;

/**
 * Assigns readers: the worst-served application as well as can be, then the best total, then as much of `previous` as can stand. The processor is held
 * for about a second for a national batch, so a server runs it in a job. The same problem gives the same assignment.
 */
export async function solveAssignment(problem: AssignmentProblem, seconds = patience): Promise<Outcome> {
  const table = tableOf(problem);
  const optimum = await optimumUnder(table, everyRule, seconds);
  if (!optimum) return { clashes: clashesOf(problem, table) };
  const assignments = assignmentsOf(problem, optimum.cells);
  const [broken] = brokenRules(problem, assignments);
  if (broken) throw new Error(`the solver broke a rule: ${JSON.stringify(broken)}`);
  return { solution: { assignments, ...assignmentValue(problem, assignments), proven: optimum.proven } };
}

/** Experts stand in the order of the problem. */
export function assignmentsOf({ applications, experts }: AssignmentProblem, cells: readonly number[]): Assignments {
  const chosen = applications.map((): string[] => []);
  for (const cell of cells) chosen[Math.floor(cell / experts.length)]?.push(experts[cell % experts.length]?.id ?? '');
  return new Map(applications.map(({ id }, a) => [id, chosen[a] ?? []]));
}
