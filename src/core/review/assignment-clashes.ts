import { type AssignmentProblem, type Rule, rules } from './assignment.ts';
import { type AssignmentTable, bitOf, everyRule } from './assignment-table.ts';
import { candidatesOf } from './candidates.ts';
import { findReaders } from './find-readers.ts';

/**
 * Why there is no assignment: these applications cannot all have their readers, since of the experts that these rules leave them too few are
 * there. Each rule named is needed for it: without it, the others would let them have readers.
 */
export type Clash = {
  rules: readonly Rule[];
  applications: readonly string[];
  /** The experts that are left for them. */
  experts: readonly string[];
  message: string;
};

/** What each rule is called. */
export const ruleNames: Readonly<Record<Rule, string>> = {
  fixed: '指定的专家',
  forbidden: '人工排除',
  conflict: '利益关系回避',
  unit: '同单位回避',
  province: '同省回避',
  load: '专家的审阅份数上限',
};

/** The clashing rules of a problem that has no solution; none where it has one. */
export function clashesOf(problem: AssignmentProblem, table: AssignmentTable): readonly Clash[] {
  const first = shortUnder(table, everyRule);
  if (!first) return [];
  const needed = neededRules(table, first);
  const group = shortUnder(table, needed, first) ?? first;
  const applications = group.map((a) => problem.applications[a]?.id ?? '');
  const { expert } = candidatesOf(table, needed, group);
  const experts = [...new Set(expert)].map((e) => problem.experts[e]?.id ?? '');
  const clash = { rules: rules.filter((rule) => needed & bitOf(rule)), applications, experts };
  return [{ ...clash, message: clashMessage(clash, table.readers) }];
}

/** A clash in words; its applications may be told by name instead of id. */
export function clashMessage(
  { rules: chosen, applications, experts }: Omit<Clash, 'message'>,
  readersEach: number,
): string {
  const names = chosen.map((rule) => `“${ruleNames[rule]}”`).join('、');
  const shown = `${applications.slice(0, 5).join('、')}${applications.length > 5 ? `等${applications.length}个` : ''}`;
  const because = names === '' ? '专家总数不够' : `${names}合在一起`;
  return `申报${shown}共需${applications.length * readersEach}人次审阅，${because}，只剩${experts.length}位专家可派，无法排满。`;
}

/** Applications that cannot all have their readers under some rules; `undefined` where all can. */
function shortUnder(table: AssignmentTable, active: number, chosen?: readonly number[]): readonly number[] | undefined {
  const candidates = candidatesOf(table, active, chosen);
  const place = (at: number) => chosen?.[at] ?? at;
  if (candidates.missing > 0) return excludedFixed(table, active, chosen);
  const readers = findReaders(candidates);
  return 'short' in readers ? [...new Set(readers.short)].sort((one, other) => one - other).map(place) : undefined;
}

/** Applications with a fixed reader that another rule excludes. */
function excludedFixed(table: AssignmentTable, active: number, chosen?: readonly number[]): readonly number[] {
  const all = chosen ?? Array.from({ length: table.applications }, (_, a) => a);
  const excluding = active & ~bitOf('fixed');
  return all.filter((a) =>
    table.said
      .subarray(a * table.experts, (a + 1) * table.experts)
      .some((said) => (said & bitOf('fixed')) !== 0 && (said & excluding) !== 0),
  );
}

/** Drops one rule after the other as long as the applications still fall short: what is left is needed, each of it. */
function neededRules(table: AssignmentTable, group: readonly number[]): number {
  let active = everyRule;
  for (const rule of rules) {
    const without = active & ~bitOf(rule);
    if (shortUnder(table, without, group)) active = without;
  }
  return active;
}
