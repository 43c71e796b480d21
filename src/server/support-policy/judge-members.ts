import { type FitReason, fitOf } from '#core/support-policy/policy-fit.ts';
import { isDeed, yearsOfPeriod } from '#core/support-policy/policy-rules.ts';
import { conditionText, reasonTexts } from '#core/support-policy/policy-texts.ts';
import type { JudgedMember } from './member-facts.ts';
import type { ClauseRow } from './policy-rows.ts';
import { figureKind, policyRules, policyWords } from './policy-words.ts';

/** A fit as it leaves the server: each condition in words, the value that decided, and the records that it stands on. */
export function judge({ conditions }: Pick<ClauseRow, 'conditions'>, { facts }: JudgedMember, today: string) {
  const { outcome, reasons } = fitOf(conditions, facts);
  return { outcome, reasons: reasons.map((reason) => viewReason(reason, today)) };
}

export function outcomeFor({ conditions }: Pick<ClauseRow, 'conditions'>, { facts }: JudgedMember) {
  return fitOf(conditions, facts).outcome;
}

const ranks = { fits: 2, unknown: 1, fails: 0 } as const;

/** The best of a policy's clauses for a member. */
export function bestOutcome(clauses: readonly ClauseRow[], member: JudgedMember): 'fits' | 'unknown' | 'fails' {
  return clauses
    .map((clause) => outcomeFor(clause, member))
    .reduce<'fits' | 'unknown' | 'fails'>((best, one) => (ranks[one] > ranks[best] ? one : best), 'fails');
}

function viewReason(reason: FitReason, today: string) {
  return {
    condition: conditionText(reason.condition, policyWords),
    holds: reason.holds,
    ...reasonTexts(reason, policyWords),
    records: recordsOf(reason, today),
  };
}

/** The ledger that the value is found in; of one year where the period is one. */
function recordsOf({ condition, year }: FitReason, today: string): { kind: string; year: number | null } | null {
  if (condition.about === 'category') return null;
  if (!isDeed(condition)) {
    const kind = policyRules().traits.find(({ id }) => id === condition.trait)?.kind;
    return kind === undefined ? null : { kind, year };
  }
  const { from, to } = yearsOfPeriod(condition.period, today);
  return {
    kind: condition.about === 'figure' ? figureKind(condition.figure) : condition.kind,
    year: from === to ? from : null,
  };
}
