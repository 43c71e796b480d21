import type { AgreementSide, Terms } from './agreement.ts';
import { termTexts } from './term-texts.ts';

/** 补充协议: what a running agreement is to be from its last signature on. One at a time; in force once every side has signed. */
export const amendmentStates = ['proposed', 'in-force', 'withdrawn', 'declined'] as const;
export type AmendmentState = (typeof amendmentStates)[number];

export const amendmentStateLabels: Readonly<Record<AmendmentState, string>> = {
  proposed: '签署中',
  'in-force': '已生效',
  withdrawn: '已撤回',
  declined: '对方未同意',
};

export const amendmentActions = ['sign', 'withdraw', 'decline'] as const;
export type AmendmentAction = (typeof amendmentActions)[number];

/** `by`: who proposed it, or the member on the other side. */
export const amendmentSteps: Readonly<
  Record<AmendmentAction, { to: AmendmentState; by: 'proposer' | 'other'; label: string }>
> = {
  sign: { to: 'in-force', by: 'other', label: '签署补充协议' },
  withdraw: { to: 'withdrawn', by: 'proposer', label: '撤回补充协议' },
  decline: { to: 'declined', by: 'other', label: '不同意补充协议' },
};

/** Who proposes it has signed it; the other member signs last, once the students and the guardians have. */
export function amendmentActionsOf(
  { state, side: proposer }: { state: AmendmentState; side: AgreementSide },
  side: AgreementSide,
  awaited: number,
): readonly AmendmentAction[] {
  if (state !== 'proposed') return [];
  return amendmentActions.filter((action) => {
    const isOwn = amendmentSteps[action].by === 'proposer';
    return isOwn === (side === proposer) && (action !== 'sign' || awaited === 0);
  });
}

export type Amendable = Terms & { endsOn: string };
export type Change = { label: string; from: string; to: string };

/** What an amendment changes, in words; nothing where all stays as it is. */
export function changesOf(before: Amendable, after: Amendable): readonly Change[] {
  const texts = (one: Amendable) => [['结束日期', one.endsOn] as const, ...termTexts(one)];
  const now = texts(after);
  return texts(before).flatMap(([label, from], at) => {
    const to = now[at]?.[1] ?? '';
    return from === to ? [] : [{ label, from, to }];
  });
}
