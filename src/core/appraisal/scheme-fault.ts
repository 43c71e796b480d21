import { decimalOf, decimalPlaces } from '#core/quantity/decimal.ts';
import { appraisalSources } from './appraisal-sources.ts';
import type { Grading, Indicator, Scheme, Subject } from './scheme.ts';
import { totalOf } from './score.ts';

/** Why a scheme cannot be: what to change, and of which indicator where it is one's. */
export type SchemeFault = { fault: string; indicator?: string };

type Known = { subject: Subject; isFigure: (id: string) => boolean };

/** What is wrong with a scheme, the first fault first; nothing where it can be used. */
export function schemeFault(scheme: Scheme, known: Known): SchemeFault | undefined {
  const { indicators, grading } = scheme;
  if (indicators.length === 0) return { fault: '方案至少要有一项指标。' };
  const named = new Set<string>();
  for (const indicator of indicators) {
    const fault = named.has(indicator.title) ? '指标名称重复。' : indicatorFault(indicator, known);
    if (fault !== undefined) return { fault, indicator: indicator.title };
    named.add(indicator.title);
  }
  const sum = totalOf(indicators.map(({ weight }) => weight));
  if (sum !== '100') return { fault: `各项指标的分值合计应为100分，现在是${sum}分。` };
  const fault = gradingFault(grading);
  return fault === undefined ? undefined : { fault };
}

function indicatorFault({ weight, source, rule }: Indicator, { subject, isFigure }: Known): string | undefined {
  if (!isAmount(weight) || decimalPlaces(Number(weight)) > 2 || decimalOf(weight) === 0n)
    return '分值应大于0，至多两位小数。';
  if (!appraisalSources[source.kind].subjects.includes(subject)) return '这个数据来源不适用于这类考核对象。';
  if (source.kind === 'figure' && !isFigure(source.figure)) return '请选择台账汇总的一项数据。';
  if ((source.kind === 'hand') !== (rule.kind === 'hand')) return '人工评分的指标没有计分公式，其他指标应有计分公式。';
  switch (rule.kind) {
    case 'goal':
      return isAmount(rule.goal) && decimalOf(rule.goal) > 0n ? undefined : '目标值应大于0。';
    case 'reached':
      return isAmount(rule.from) ? undefined : '得分条件应为数字。';
    case 'steps':
      return stepsFault(rule.steps);
    case 'hand':
      return undefined;
  }
}

function stepsFault(steps: readonly { from: string; share: string }[]): string | undefined {
  if (steps.length === 0) return '分档计分至少要有一档。';
  if (!steps.every(({ from, share }) => isAmount(from) && isShare(share)))
    return '各档应为数字，得分比例在0至100之间。';
  const rises = steps.every(({ from, share }, at) => {
    const before = steps[at - 1];
    return !before || (decimalOf(from) > decimalOf(before.from) && decimalOf(share) >= decimalOf(before.share));
  });
  return rises ? undefined : '各档应从低到高排列，得分比例不能下降。';
}

function gradingFault(grading: Grading): string | undefined {
  const labels = grading.grades.map(({ label }) => label);
  if (labels.length === 0 || new Set(labels).size < labels.length) return '等次至少一个，名称不能重复。';
  if (grading.by === 'share') {
    const shares = grading.grades.map(({ share }) => share);
    return shares.every(isShare) && decimalOf(totalOf(shares)) <= decimalOf(100)
      ? undefined
      : '各等次的比例在0至100之间，合计不超过100。';
  }
  const limits = grading.grades.map(({ from }) => from);
  if (!limits.every(isShare)) return '各等次的起点在0至100分之间。';
  const falls = limits.every((limit, at) => at === 0 || decimalOf(limit) < decimalOf(limits[at - 1] ?? '0'));
  return falls ? undefined : '各等次应从高到低排列。';
}

const isAmount = (text: string) => /^\d{1,12}(\.\d{1,4})?$/.test(text);
const isShare = (text: string) => isAmount(text) && decimalOf(text) <= decimalOf(100);
