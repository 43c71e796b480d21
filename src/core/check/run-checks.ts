import type { Answers } from '#core/form/answers.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Check } from './check.ts';
import { mistypedValues, namesAgainstCount, overlongTexts, unansweredFields } from './completeness.ts';
import {
  aboveCount,
  absentFromRoster,
  categoriesWithoutMember,
  fallsBelow,
  late,
  rosterExtraMissing,
  rosterNamesMissing,
  rosterNamesWrong,
  sumDiffers,
  unconfirmed,
} from './consistency.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

/** The moment an application is taken and the batch's deadline, both ISO 8601; without them `deadline` is silent. */
export type CheckContext = { submittedAt?: string; deadline?: string };

/** Runs every check of a pack over answers of any shape, in the pack's order. Never throws: a fault in the data is a finding. */
export function runChecks(pack: Pack, answers: Answers, context: CheckContext = {}): readonly Finding[] {
  const subject: Subject = { form: pack.form, answers, countOfNames: countOfNames(pack), ...context };
  const findings: Finding[] = [];
  for (const check of pack.checks) {
    for (const fault of faultsOf(check, subject))
      findings.push({ check: check.id, severity: check.severity, ...fault });
  }
  return findings;
}

/** True where an application with these findings could be taken, its warnings given reasons. */
export function isFreeOfErrors(findings: readonly Finding[]): boolean {
  return findings.every((finding) => finding.severity !== 'error');
}

type Faults = Iterable<Omit<Finding, 'check' | 'severity'>>;

function faultsOf(check: Check, subject: Subject): Faults {
  switch (check.kind) {
    case 'required':
      return unansweredFields(subject);
    case 'type':
      return mistypedValues(subject);
    case 'text-limit':
      return overlongTexts(subject);
    case 'names-count':
      return namesAgainstCount(subject, check.names, check.count);
    case 'sum':
      return sumDiffers(subject, check);
    case 'roster-names':
      return rosterNamesWrong(subject, check);
    case 'roster-names-missing':
      return rosterNamesMissing(subject, check);
    case 'roster-extra':
      return rosterExtraMissing(subject, check);
    case 'roster-at-least-one':
      return categoriesWithoutMember(subject, check);
    case 'named-in-roster':
      return absentFromRoster(subject, check);
    case 'confirmed':
      return unconfirmed(subject, check);
    case 'at-most-count':
      return aboveCount(subject, check);
    case 'not-below':
      return fallsBelow(subject, check);
    case 'deadline':
      return late(subject);
  }
}

const countsByPack = new WeakMap<Pack, ReadonlyMap<string, string>>();

function countOfNames(pack: Pack): ReadonlyMap<string, string> {
  const known = countsByPack.get(pack);
  if (known) return known;
  const counts = new Map(
    pack.checks.flatMap((check) => (check.kind === 'names-count' ? [[check.names, check.count] as const] : [])),
  );
  countsByPack.set(pack, counts);
  return counts;
}
