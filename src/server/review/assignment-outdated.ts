import type { Rule } from '#core/review/assignment.ts';
import { brokenRules } from '#core/review/broken-rules.ts';
import type { GatheredProblem } from './gather-problem.ts';

const mostTold = 10;

const ruleTexts: Readonly<Record<Rule | 'readers', string>> = {
  readers: '已不参加，或人数不对',
  fixed: '指定的专家没有排上',
  forbidden: '已被排除',
  conflict: '有利益关系',
  unit: '同单位',
  province: '同省',
  load: '超过份数上限',
};

/** What an assignment that was worked out earlier breaks by now, for people; nothing where it still holds. */
export function outdatedBy(
  { problem, applicants, pool }: Pick<GatheredProblem, 'problem' | 'applicants' | 'pool'>,
  assignments: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const nameOf = new Map([
    ...applicants.map(({ id, consortium }) => [id, consortium] as const),
    ...pool.map(({ id, name }) => [id, name] as const),
  ]);
  const known = new Set(applicants.map(({ id }) => id));
  const gone = Object.keys(assignments).some((id) => !known.has(id)) ? ['有申报已不在审阅之列'] : [];
  const broken = brokenRules(problem, new Map(Object.entries(assignments))).map(
    ({ rule, application, expert }) =>
      `${nameOf.get(application) ?? ''}${expert === '' ? '' : `：${nameOf.get(expert) ?? ''}`}${ruleTexts[rule]}`,
  );
  return [...gone, ...new Set(broken)].slice(0, mostTold);
}
