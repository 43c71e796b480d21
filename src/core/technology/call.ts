import { decimalOf, decimalText } from '#core/quantity/decimal.ts';

export const callStates = ['open', 'opened', 'decided', 'cancelled'] as const;
export type CallState = (typeof callStates)[number];

/** What a call's state is called at a moment: past its closing it waits for its opening. */
export function callStateLabel(state: CallState, { closesAt }: { closesAt: number }, now: number): string {
  if (state === 'open') return now < closesAt ? '征集中' : '已截止，待开启';
  return { opened: '已开启，评审中', decided: '已揭榜', cancelled: '已终止' }[state];
}

export const callActions = ['open', 'decide', 'cancel', 'extend'] as const;
export type CallAction = (typeof callActions)[number];

export const callActionLabels: Readonly<Record<CallAction, string>> = {
  open: '开启标书',
  decide: '确定中榜单位',
  cancel: '终止',
  extend: '延长截止时间',
};

/** Who stands to a call how: the secretariat manages all, the enterprise its own. */
export type CallSides = { manages: boolean; owns: boolean };

/** What can be done with a call at a moment, in milliseconds as `closesAt`. Only the secretariat opens and decides: the buyer does not choose alone. */
export function callActionsFor(
  { state, closesAt }: { state: CallState; closesAt: number },
  { manages, owns }: CallSides,
  now: number,
): readonly CallAction[] {
  const isClosed = now >= closesAt;
  const runs = manages || owns;
  const may: Readonly<Record<CallAction, boolean>> = {
    open: state === 'open' && isClosed && manages,
    decide: state === 'opened' && manages,
    cancel: (state === 'open' || state === 'opened') && runs,
    extend: state === 'open' && !isClosed && runs,
  };
  return callActions.filter((action) => may[action]);
}

/** The mean of scores with two decimals, half of a hundredth up; null where there is none. */
export function meanScore(scores: readonly number[]): string | null {
  if (scores.length === 0) return null;
  const hundredths =
    (BigInt(scores.reduce((sum, each) => sum + each, 0)) * 200n + BigInt(scores.length)) / BigInt(scores.length * 2);
  return decimalText(hundredths * (decimalOf(1) / 100n));
}
