import type { Band } from './band.ts';
import { copiedFromYears } from './copied-text.ts';
import { belowForm, missingFigures, noEvidence, oneVoice } from './covered-entries.ts';
import type { Examination, ExaminedConsortium, QualityFinding } from './examined.ts';
import { type OwnFigures, ownFigures } from './own-figures.ts';
import { boundsBroken, jumps, ratesTooHigh, roundFigures, unlikeOwnYears, unlikePeers } from './plausible-values.ts';
import type { QualityRule, QualityRules } from './quality-rules.ts';
import { sameAsYearBefore } from './same-figures.ts';

/** The group that a consortium is compared in, and where its figures lie, by `figure.year`. */
export type ComparedIn = { label: string; bands: ReadonlyMap<string, Band> };

/** Whether a rule needs the figures or texts of other consortia themselves, not only where they lie. */
export function needsOthers(rule: QualityRule): boolean {
  return (
    (rule.kind === 'same-figures' && rule.as === 'consortia') ||
    (rule.kind === 'copied-text' && rule.from === 'consortia')
  );
}

/** What is found of a consortium by itself and beside its group; the same for the same figures, in whatever order they come. */
export function examineConsortium(
  consortium: ExaminedConsortium,
  { rules, peers }: Pick<QualityRules, 'rules' | 'peers'>,
  examination: Examination,
  comparedIn: ComparedIn | undefined,
): readonly QualityFinding[] {
  const own = ownFigures(consortium.figures, examination.years);
  const group = comparedIn && { ...comparedIn, least: peers.least };
  const found = rules.flatMap((rule) => findBy(rule, consortium, own, examination, group));
  return withoutEchoes(found, rules);
}

function findBy(
  rule: QualityRule,
  consortium: ExaminedConsortium,
  own: OwnFigures,
  examination: Examination,
  group: (ComparedIn & { least: number }) | undefined,
): readonly QualityFinding[] {
  switch (rule.kind) {
    case 'rate-bound':
      return ratesTooHigh(rule, own, examination);
    case 'bound':
      return boundsBroken(rule, own, examination);
    case 'missing':
      return missingFigures(rule, own, examination);
    case 'unlike-own-years':
      return unlikeOwnYears(rule, own, examination);
    case 'unlike-peers':
      return unlikePeers(rule, own, examination, group);
    case 'jump':
      return jumps(rule, own, examination);
    case 'round-figures':
      return roundFigures(rule, own, examination);
    case 'same-figures':
      return rule.as === 'years' ? sameAsYearBefore(rule, own, examination) : [];
    case 'copied-text':
      return rule.from === 'years' ? copiedFromYears(rule, examinedTexts(consortium, examination)) : [];
    case 'one-voice':
      return oneVoice(rule, own, consortium, examination);
    case 'no-evidence':
      return noEvidence(rule, own, examination);
    case 'below-form':
      return belowForm(rule, own, consortium, examination);
  }
}

export function examinedTexts({ texts }: Pick<ExaminedConsortium, 'texts'>, { years }: Examination) {
  return texts.filter(({ year }) => years.includes(year));
}

/** A figure that jumped stands apart from its other years as well: one finding says it. */
function withoutEchoes(found: readonly QualityFinding[], rules: readonly QualityRule[]): readonly QualityFinding[] {
  const kinds = new Map(rules.map(({ id, kind }) => [id, kind]));
  const jumped = new Set(
    found.flatMap((one) => (kinds.get(one.rule) === 'jump' ? [`${one.subject} ${one.year}`] : [])),
  );
  return found.filter((one) => kinds.get(one.rule) !== 'unlike-own-years' || !jumped.has(`${one.subject} ${one.year}`));
}
