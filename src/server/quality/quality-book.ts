import { examinationOf } from '#core/quality/examination-of.ts';
import type { Examination } from '#core/quality/examined.ts';
import type { QualityRule, QualityRules } from '#core/quality/quality-rules.ts';
import { currentPack } from '#packs/packs.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import { Refusal } from '#server/http/refusal.ts';

/** The rules by which figures and texts are looked at: those of the pack whose ledgers consortia keep. Throws `Refusal('not-found')` where it has none. */
export function qualityRules(): QualityRules {
  const rules = currentPack.monitoring?.quality;
  if (!rules) throw new Refusal('not-found');
  return rules;
}

/** The rule of that id. Throws where there is none any more: findings are kept of rules of the pack alone. */
export function ruleOf({ rules }: QualityRules, id: string): QualityRule {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new Error(`no quality rule ${id}`);
  return rule;
}

/** The years that are looked at now, and how figures are called. */
export function examinationNow({ years }: QualityRules): Examination {
  return examinationOf(currentPack, yearInChina(Date.now()), years);
}

/** What a figure is called. */
export function labelOf({ names }: Examination): (figure: string) => string {
  return (figure) => names.get(figure)?.label ?? figure;
}
