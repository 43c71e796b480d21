import type { Role } from '#core/access/role.ts';
import { fenOf } from '#core/quantity/yuan.ts';
import type { ApprovalStep, BudgetAuthority, FundRules } from './fund-rules.ts';

/** Who approves a request of this amount in yuan, in this order. */
export function stepsFor({ approvals }: Pick<FundRules, 'approvals'>, amount: string): readonly ApprovalStep[] {
  return approvals.find(({ upTo }) => isWithin(amount, upTo))?.steps ?? [];
}

/** The authorities that may decide on a line that would become so large. */
export function authoritiesFor({ budget }: Pick<FundRules, 'budget'>, amount: string): readonly BudgetAuthority[] {
  return budget.filter(({ upTo }) => isWithin(amount, upTo));
}

const isWithin = (amount: string, upTo: string | null) => upTo === null || fenOf(amount) <= fenOf(upTo);

/** An approval that was given, and in whose place where by a deputy. */
export type GivenApproval = { personId: string; forId: string | null };

/** Somebody who would approve: its roles in the consortium, and those for whom it stands in today with theirs. */
export type Approver = {
  personId: string;
  roles: readonly Role[];
  principals: readonly { personId: string; roles: readonly Role[] }[];
};

/**
 * Whether somebody is another than who asked and who approved before. Who stands in for a person counts as that person, so that nobody approves its own
 * request by its deputy, and no two steps are taken by one and its deputy.
 */
export function isAnother(
  { askedBy, given }: { askedBy: string; given: readonly GivenApproval[] },
  { personId, principals }: Approver,
): boolean {
  const taken = new Set([askedBy, ...given.flatMap((one) => [one.personId, one.forId])]);
  return ![personId, ...principals.map((one) => one.personId)].some((voice) => taken.has(voice));
}

/** In whose place somebody takes a step: null in its own, a principal's id as a deputy, undefined where the step is not its. */
export function placeIn(
  step: Pick<ApprovalStep, 'by'> | undefined,
  { roles, principals }: Approver,
): string | null | undefined {
  const has = (own: readonly Role[]) => step?.by.some((role) => own.includes(role)) ?? false;
  return has(roles) ? null : principals.find((one) => has(one.roles))?.personId;
}
