import { decimalOf } from '#core/quantity/decimal.ts';
import { appraisalSources } from './appraisal-sources.ts';
import type { Indicator, ScoreRule } from './scheme.ts';
import { reachedStep } from './score.ts';

/** How a value becomes points, as a scheme says it: `达到10得满分，不足的按比例`. */
export function ruleText(rule: ScoreRule, unit: string): string {
  switch (rule.kind) {
    case 'goal':
      return `达到${rule.goal}${unit}得满分，不足的按比例`;
    case 'reached':
      return `达到${rule.from}${unit}得满分，未达到不得分`;
    case 'steps':
      return rule.steps.map(({ from, share }) => `${from}${unit}及以上得${share}％`).join('，');
    case 'hand':
      return '由评分人打分并写明理由';
  }
}

/** What was measured, of what. Decimal texts; `value` is null where there was nothing to measure. */
export type Measured = { value: string | null; part: string | null; whole: string | null };

/** How a score came about, in one line: what was measured, by which rule, and the points. */
export function formulaText(
  { weight, source, rule, absent }: Indicator,
  { value, part, whole }: Measured,
  points: string,
  figureUnit = '',
): string {
  const { unit: sourceUnit, part: partLabel, whole: wholeLabel } = appraisalSources[source.kind];
  const unit = source.kind === 'figure' ? figureUnit : sourceUnit;
  if (rule.kind === 'hand') return `满分${weight}，评为${points}分`;
  if (value === null) return `没有可以计算的内容，按方案${absent === 'full' ? '得满分' : '不得分'}：${points}分`;
  const of = part === null || whole === null ? '' : `${wholeLabel}${whole}项，${partLabel}${part}项；`;
  return `${of}${howText(rule, value, weight, unit)}＝${points}分`;
}

function howText(rule: Exclude<ScoreRule, { kind: 'hand' }>, value: string, weight: string, unit: string): string {
  const measured = decimalOf(value);
  switch (rule.kind) {
    case 'goal':
      return measured >= decimalOf(rule.goal)
        ? `${value}${unit}，已达到目标${rule.goal}${unit}，满分${weight}`
        : `${value}÷${rule.goal}×${weight}`;
    case 'reached':
      return `${value}${unit}，${measured >= decimalOf(rule.from) ? '已' : '未'}达到${rule.from}${unit}`;
    case 'steps': {
      const step = reachedStep(rule.steps, measured);
      return step
        ? `${value}${unit}，在${step.from}${unit}及以上一档：${weight}×${step.share}％`
        : `${value}${unit}，未达到最低一档`;
    }
  }
}
