import { numberText } from '#core/figure/figure-text.ts';
import type { Application, Outcome, Policies } from './policy-queries.ts';

export const outcomeTexts: Readonly<Record<Outcome, string>> = {
  fits: '符合',
  unknown: '待补资料',
  fails: '不符合',
};

export const outcomeClasses: Readonly<Record<Outcome, string>> = { fits: 'good', unknown: 'warning', fails: 'soft' };

export const standingTexts = { granted: '已兑现', applied: '已申请，办理中', none: '' } as const;

export const applicationTexts: Readonly<Record<Application['state'], string>> = {
  applied: '待办理',
  granted: '已兑现',
  declined: '未通过',
  withdrawn: '已撤回',
};

export function applyingText(
  applying: 'ahead' | 'open' | 'over',
  { appliesFrom = null, appliesUntil }: { appliesFrom?: string | null; appliesUntil: string | null },
): string {
  if (applying === 'ahead') return appliesFrom === null ? '尚未开始申请' : `${appliesFrom}起申请`;
  if (applying === 'over') return '申请已截止';
  return appliesUntil === null ? '可以申请' : `可以申请，至${appliesUntil}`;
}

/** `3项，2家，12.5万元`. */
export function grantedText({ grants, members, amountWan }: Policies['items'][number]['granted']): string {
  if (grants === 0) return '—';
  return `${grants}项，${members}家${amountWan === '0' ? '' : `，${numberText(amountWan)}万元`}`;
}

/** `1.4万元`, or what it is where it is no money. */
export function givenText({ amountWan, what }: { amountWan: string | null; what: string }): string {
  return [amountWan === null ? '' : `${numberText(amountWan)}万元`, what].filter((part) => part !== '').join('，');
}
