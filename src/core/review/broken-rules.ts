import type { AssignmentProblem, Assignments, Rule } from './assignment.ts';

export type BrokenRule = { rule: Rule | 'readers'; application: string; expert: string };

/** Every rule that the assignments break, read off the problem as stated: a proposal by hand is judged by it, and every solution. */
export function brokenRules(problem: AssignmentProblem, assignments: Assignments): readonly BrokenRule[] {
  const { readers, applications, experts, conflicts, forbidden, fixed } = problem;
  const found: BrokenRule[] = [];
  const loads = new Map<string, number>();
  for (const application of applications) {
    const chosen = assignments.get(application.id) ?? [];
    if (chosen.length !== readers || new Set(chosen).size !== readers)
      found.push({ rule: 'readers', application: application.id, expert: '' });
    for (const id of chosen) {
      const breaks = (rule: BrokenRule['rule']) => found.push({ rule, application: application.id, expert: id });
      const expert = experts.find((each) => each.id === id);
      if (!expert) {
        breaks('readers');
        continue;
      }
      if (expert.province !== undefined && expert.province === application.province) breaks('province');
      if (expert.unit !== undefined && expert.unit === application.unit) breaks('unit');
      if (conflicts.some(([a, e]) => a === application.id && e === id)) breaks('conflict');
      if (forbidden.some(([a, e]) => a === application.id && e === id)) breaks('forbidden');
      const load = (loads.get(id) ?? 0) + 1;
      loads.set(id, load);
      if (load > expert.load) breaks('load');
    }
  }
  for (const [application, expert] of fixed)
    if (!assignments.get(application)?.includes(expert)) found.push({ rule: 'fixed', application, expert });
  return found;
}
