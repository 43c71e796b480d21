import type { Role } from '#core/access/role.ts';
import { daysBetween } from '#core/quantity/calendar.ts';
import type { Workflow } from '#core/workflow/workflow.ts';

/** What a notice says of the funds by which a consortium is run: where they come from, who approves what, and what is told to whom. Amounts are yuan. */
export type FundRules = {
  /** The ledger that promises and receipts are kept in. */
  ledger: string;
  /** 经费来源, as the ledger and the form call them. */
  sources: readonly string[];
  /** Who decides on a line of the budget, the smallest amount first. */
  budget: readonly BudgetAuthority[];
  /** Who approves a request in which order, the smallest amount first; the last has no limit. */
  approvals: readonly ApprovalLadder[];
  workflow: SpendingWorkflow;
  reminders: { promised: readonly FundReminder[]; waiting: readonly FundReminder[] };
  /** The clause that asks for them. */
  because: string;
};

/** `upTo`: the largest amount it may decide on, null without limit. With `needsResolution` it decides by a resolution that is named. */
export type BudgetAuthority = {
  id: string;
  label: string;
  by: readonly Role[];
  upTo: string | null;
  needsResolution: boolean;
};

export type ApprovalLadder = { upTo: string | null; steps: readonly ApprovalStep[] };

export type ApprovalStep = { id: string; label: string; by: readonly Role[]; needsResolution: boolean };

export const spendingStates = ['asked', 'approved', 'declined', 'paid', 'cancelled'] as const;
export type SpendingState = (typeof spendingStates)[number];

export const spendingActions = ['approve', 'decline', 'pay', 'cancel'] as const;
export type SpendingAction = (typeof spendingActions)[number];

/**
 * `another`: nobody whose request it is or who approved it before, nor who stands in for one of these. `turn`: the step that is due is the actor's.
 * `vouchers`: there is evidence. `more`, `last`: whether steps follow. `budget`: its line has the money. `own`: the actor asked. `reasoned`: somebody said why.
 */
export type SpendingGuard = 'another' | 'turn' | 'vouchers' | 'more' | 'last' | 'budget' | 'own' | 'reasoned';

export type SpendingWorkflow = Workflow<SpendingState, SpendingAction, SpendingGuard>;

/** Told once, `days` after the promised day or after the request was asked. */
export type FundReminder = { id: string; days: number; to: readonly (Role | 'payer' | 'approver')[]; label: string };

/** The reminder that was come to by a day: the last of those whose day is there. Who was away for a while is told of that one alone. */
export function fundReminderFor(
  reminders: readonly FundReminder[],
  from: string,
  today: string,
): FundReminder | undefined {
  const gone = daysBetween(from, today);
  return reminders.findLast(({ days }) => days <= gone);
}
