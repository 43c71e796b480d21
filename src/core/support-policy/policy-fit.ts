import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import { deedKey, isDeed, type PolicyCondition } from './policy-rules.ts';

/** What the record knows of a member; what is not there, nobody has said. */
export type MemberFacts = {
  category: string;
  /** By trait, from the latest year that says it. */
  traits: ReadonlyMap<string, { value: string; year: number }>;
  /** By `deedKey`: what counts, and what is disputed and does not count yet. Decimal texts. */
  deeds: ReadonlyMap<string, { counted: string; disputed: string }>;
};

/** One condition beside what was found: it holds, does not, or nobody can tell yet. */
export type FitReason = {
  condition: PolicyCondition;
  holds: boolean | null;
  /** The value that decided; null where nothing says it. */
  found: string | null;
  /** The year of the profile that says it. */
  year: number | null;
  /** Of a deed, what is disputed beside it; null where nothing is. */
  disputed: string | null;
  /** How much more is needed, or by how much it is too much (negative); null where no number would help. */
  lacks: string | null;
};

/** `fits` where all conditions hold, `unknown` where none fails and the record is silent on one. */
export type PolicyFit = { outcome: 'fits' | 'unknown' | 'fails'; reasons: readonly FitReason[] };

/** Whether a clause is for a member, and why: a reason for each condition that it sets. */
export function fitOf(conditions: readonly PolicyCondition[], member: MemberFacts): PolicyFit {
  const reasons = conditions.map((condition) => reasonOf(condition, member));
  return { outcome: outcomeOf(reasons), reasons };
}

function reasonOf(condition: PolicyCondition, member: MemberFacts): FitReason {
  const reason = { condition, holds: null, found: null, year: null, disputed: null, lacks: null };
  if (condition.about === 'category')
    return { ...reason, holds: condition.of.includes(member.category), found: member.category };
  if (isDeed(condition)) {
    const { counted, disputed } = member.deeds.get(deedKey(condition)) ?? { counted: '0', disputed: '0' };
    const missing = decimalOf(condition.atLeast) - decimalOf(counted);
    return {
      ...reason,
      // What is disputed may turn out either way.
      holds: missing <= 0n ? true : missing <= decimalOf(disputed) ? null : false,
      found: counted,
      disputed: decimalOf(disputed) === 0n ? null : disputed,
      lacks: missing > 0n ? decimalText(missing) : null,
    };
  }
  const said = member.traits.get(condition.trait);
  if (said === undefined) return reason;
  if (condition.about === 'trait')
    return { ...reason, holds: condition.of.includes(said.value), found: said.value, year: said.year };
  const lacks = distance(decimalOf(said.value), condition);
  return {
    ...reason,
    holds: lacks === 0n,
    found: said.value,
    year: said.year,
    lacks: lacks === 0n ? null : decimalText(lacks),
  };
}

/** 0 within the bounds; how far below the lower one, or (negative) above the upper one. */
function distance(value: bigint, { atLeast, atMost }: { atLeast: string | null; atMost: string | null }): bigint {
  if (atLeast !== null && value < decimalOf(atLeast)) return decimalOf(atLeast) - value;
  return atMost !== null && value > decimalOf(atMost) ? decimalOf(atMost) - value : 0n;
}

function outcomeOf(reasons: readonly FitReason[]): PolicyFit['outcome'] {
  if (reasons.some(({ holds }) => holds === false)) return 'fails';
  return reasons.some(({ holds }) => holds === null) ? 'unknown' : 'fits';
}
