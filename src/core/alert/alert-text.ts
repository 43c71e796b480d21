import { numberText } from '#core/figure/figure-text.ts';
import { type AlertCondition, alertComparisons, alertMeasures, type Measured } from './alert-rule.ts';

/** A figure as people know it. */
export type NamedFigure = { label: string; unit: string };

/** `学徒人数低于50人`, `技术合同额比上年下降20％及以上`. */
export function conditionText(condition: AlertCondition, figure: NamedFigure | undefined): string {
  const { comparison, limit } = condition;
  const isChange = comparison === 'fallen' || comparison === 'risen';
  const bound = isChange ? `${numberText(limit)}％及以上` : `${numberText(limit)}${unitOf(condition, figure)}`;
  return `${subjectText(condition, figure)}${alertComparisons[comparison]}${bound}`;
}

/** `2025年学徒人数为12人（上年30人）`. */
export function measuredText(
  condition: AlertCondition,
  figure: NamedFigure | undefined,
  year: number,
  { value, before }: Measured,
): string {
  const unit = unitOf(condition, figure);
  const isChange = condition.comparison === 'fallen' || condition.comparison === 'risen';
  const was = isChange && before !== undefined ? `（上年${numberText(before)}${unit}）` : '';
  return `${year}年${subjectText(condition, figure)}为${value === undefined ? '—' : `${numberText(value)}${unit}`}${was}`;
}

/** One message for all that a rule tells at once: the first few by name, the others by their number. */
export function alertText(rule: string, told: readonly { consortium: string; text: string }[]): string {
  const named = told.slice(0, mostNamed).map(({ consortium, text }) => `${consortium}${text}`);
  const others = told.length - named.length;
  return `预警“${rule}”：${named.join('；')}${others > 0 ? `；另有${others}项，请查看` : ''}。`;
}

const mostNamed = 3;

function subjectText({ measure }: AlertCondition, figure: NamedFigure | undefined): string {
  const { label, ofFigure } = alertMeasures[measure];
  if (!ofFigure) return label;
  const name = figure?.label ?? '';
  if (measure === 'total') return `${name}合计`;
  return measure === 'figure' ? name : `${name}的${label}`;
}

function unitOf({ measure }: AlertCondition, figure: NamedFigure | undefined): string {
  switch (measure) {
    case 'figure':
    case 'total':
      return figure?.unit ?? '';
    case 'fulfilment':
    case 'oneSided':
      return '％';
    case 'lateness':
      return '天';
    case 'quality':
      return '分';
  }
}
