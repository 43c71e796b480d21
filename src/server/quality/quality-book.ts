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

/** A rule of the pack as kept findings speak of it. One that a later pack has dropped goes by its id, and what was found by it is still to be answered. */
export function ruleOf({ rules }: QualityRules, id: string): Pick<QualityRule, 'label' | 'settle'> {
  return rules.find((each) => each.id === id) ?? { label: `已取消的规则（${id}）`, settle: droppedRule };
}

const droppedRule = '现行规则已不再检查这一项；可照当时的发现说明情况，由上级关闭。';

/** The years that are looked at now, and how figures are called. */
export function examinationNow({ years }: QualityRules): Examination {
  return examinationOf(currentPack, yearInChina(Date.now()), years);
}

/** What a figure is called. */
export function labelOf({ names }: Examination): (figure: string) => string {
  return (figure) => names.get(figure)?.label ?? figure;
}
