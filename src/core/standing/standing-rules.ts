import type { Standing } from './standing.ts';

/** What a notice calls each standing and what comes with it. */
export type StandingRules = Readonly<Record<Standing, StandingRule>>;

export type StandingRule = {
  label: string;
  because: string;
  /** The standings after which it may be decided; the first of a consortium follows none. */
  follows: readonly Standing[];
  /** What a consortium may no longer call on while it stands so. */
  withdraws: readonly string[];
  /** What stood before comes back once an office finds that its reason is gone. */
  isPassing?: true;
};

/** Whether a standing may be decided on top of another, or as the first one. */
export function mayFollow(rules: StandingRules | undefined, before: Standing | null, next: Standing): boolean {
  return before === null || rules === undefined || rules[next].follows.includes(before);
}
