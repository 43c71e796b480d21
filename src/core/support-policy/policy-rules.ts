/** What a notice says of the policies that support the work: where they are kept, and what of a member a clause may ask for. */
export type PolicyRules = {
  /** The ledger that each policy writes its entry in. */
  ledger: string;
  /** The choice of that ledger that says in which field, 领域, a policy supports. */
  field: string;
  /** What a member is, as a yearly ledger of its own says it: its 行业 and its size. */
  traits: readonly PolicyTrait[];
  because: string;
};

/** A field of a yearly ledger: a choice, or a number. */
export type PolicyTrait = { id: string; kind: string; field: string };

export const policyPeriods = ['this-year', 'last-year', 'three-years'] as const;
/** `three-years` ends with this year. */
export type PolicyPeriod = (typeof policyPeriods)[number];

/** What a clause asks of a member that it is for. Numbers are decimal texts; an open end is null. */
export type PolicyCondition =
  | { about: 'category'; of: readonly string[] }
  | { about: 'trait'; trait: string; of: readonly string[] }
  | { about: 'size'; trait: string; atLeast: string | null; atMost: string | null }
  | DeedCondition;

/** What it did: a figure of its ledgers, or so many records (with that choice, where one is named) of one. */
export type DeedCondition =
  | { about: 'figure'; figure: string; period: PolicyPeriod; atLeast: string }
  | {
      about: 'records';
      kind: string;
      only: { field: string; is: string } | null;
      period: PolicyPeriod;
      atLeast: string;
    };

/** The first and the last year of a period, seen from a day (`YYYY-MM-DD`). */
export function yearsOfPeriod(period: PolicyPeriod, today: string): { from: number; to: number } {
  const year = Number(today.slice(0, 4));
  if (period === 'last-year') return { from: year - 1, to: year - 1 };
  return { from: period === 'this-year' ? year : year - 2, to: year };
}

/** Under what a deed is found, whatever is asked of it. */
export function deedKey(condition: DeedCondition): string {
  return condition.about === 'figure'
    ? `${condition.figure} ${condition.period}`
    : `${condition.kind} ${condition.only?.field ?? ''} ${condition.only?.is ?? ''} ${condition.period}`;
}

export function isDeed(condition: PolicyCondition): condition is DeedCondition {
  return condition.about === 'figure' || condition.about === 'records';
}

/** Whether one may apply on a day: before `from` not yet, after `until` no more; both may be open. */
export function applyingOn(
  { appliesFrom, appliesUntil }: { appliesFrom: string | null; appliesUntil: string | null },
  today: string,
): 'ahead' | 'open' | 'over' {
  if (appliesFrom !== null && today < appliesFrom) return 'ahead';
  return appliesUntil !== null && today > appliesUntil ? 'over' : 'open';
}
