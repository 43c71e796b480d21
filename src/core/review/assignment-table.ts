import { type AssignmentProblem, hundredths, type Rule, rules } from './assignment.ts';

/** A problem by places instead of ids: application `a` and expert `e` meet in cell `a * experts + e`. */
export type AssignmentTable = {
  readers: number;
  applications: number;
  experts: number;
  loads: Int32Array;
  /** The rules that speak of the pair: those that rule it out, and `fixed`. Bits by `bitOf`. */
  said: Uint8Array;
  /** Hundredths of a point. */
  fit: Float64Array;
  /** 1 where the pair stood before. */
  previous: Uint8Array;
};

export const bitOf = (rule: Rule) => 1 << rules.indexOf(rule);
export const everyRule = (1 << rules.length) - 1;

export function tableOf(problem: AssignmentProblem): AssignmentTable {
  const { applications, experts } = problem;
  const cells = applications.length * experts.length;
  const said = new Uint8Array(cells);
  const fit = new Float64Array(cells);
  const previous = new Uint8Array(cells);
  const [province, unit] = [bitOf('province'), bitOf('unit')];
  applications.forEach((application, a) => {
    experts.forEach((expert, e) => {
      const isNear = application.province !== undefined && application.province === expert.province;
      const isOwn = application.unit !== undefined && application.unit === expert.unit;
      said[a * experts.length + e] = (isNear ? province : 0) | (isOwn ? unit : 0);
    });
  });
  const placeOfApplication = new Map(applications.map(({ id }, a) => [id, a]));
  const placeOfExpert = new Map(experts.map(({ id }, e) => [id, e]));
  const at = (application: string, expert: string, found: (cell: number) => void) => {
    const [a, e] = [placeOfApplication.get(application), placeOfExpert.get(expert)];
    if (a !== undefined && e !== undefined) found(a * experts.length + e);
  };
  const mark = (pairs: AssignmentProblem['conflicts'], rule: Rule) => {
    for (const [application, expert] of pairs)
      at(application, expert, (cell) => {
        said[cell] = (said[cell] ?? 0) | bitOf(rule);
      });
  };
  mark(problem.conflicts, 'conflict');
  mark(problem.forbidden, 'forbidden');
  mark(problem.fixed, 'fixed');
  for (const [application, fits] of problem.fit)
    for (const [expert, points] of fits)
      at(application, expert, (cell) => {
        fit[cell] = hundredths(points);
      });
  for (const [application, chosen] of problem.previous)
    for (const expert of chosen)
      at(application, expert, (cell) => {
        previous[cell] = 1;
      });
  return {
    readers: problem.readers,
    applications: applications.length,
    experts: experts.length,
    loads: Int32Array.from(experts, ({ load }) => Math.min(load, applications.length)),
    said,
    fit,
    previous,
  };
}
