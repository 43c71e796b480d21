import type { RankedOutcome } from './explain-placement.ts';

/** The stages of a fair, in order: it is prepared, students wish, positions rank those who wished them, nothing moves any more, everybody knows. */
export const fairStates = ['draft', 'wishing', 'ranking', 'closed', 'placed'] as const;
export type FairState = (typeof fairStates)[number];

export const fairStateLabels: Readonly<Record<FairState, string>> = {
  draft: '筹备中',
  wishing: '填报志愿',
  ranking: '企业排序',
  closed: '正在录取',
  placed: '已出结果',
};

export const fairActions = ['open', 'end-wishes', 'end-rankings', 'place'] as const;
export type FairAction = (typeof fairActions)[number];

/** `place` is for a placing that did not come to its end. */
export const fairSteps: Readonly<Record<FairAction, { from: FairState; to: FairState; label: string }>> = {
  open: { from: 'draft', to: 'wishing', label: '开始填报志愿' },
  'end-wishes': { from: 'wishing', to: 'ranking', label: '截止志愿，请企业排序' },
  'end-rankings': { from: 'ranking', to: 'closed', label: '截止排序，开始录取' },
  place: { from: 'closed', to: 'closed', label: '重新运行录取' },
};

export const mostWishes = 30;

export const wishOutcomes = ['given', 'not-ranked', 'no-places', 'others-before', 'not-asked'] as const;
export const rankedOutcomes = ['given', 'did-not-wish', 'placed-before', 'others-before'] as const;

export const rankedOutcomeLabels: Readonly<Record<RankedOutcome, string>> = {
  given: '录取',
  'did-not-wish': '未填报本岗位',
  'placed-before': '已由其更靠前的志愿录取',
  'others-before': '名额由排序在前者占满',
};
