import type { ExplainedWish, WishOutcome } from './explain-placement.ts';

const wishOutcomeLabels: Readonly<Record<WishOutcome, string>> = {
  given: '录取',
  'not-ranked': '岗位未将其列入排序',
  'no-places': '岗位没有名额',
  'others-before': '名额由排序在前者占满',
  'not-asked': '已由前面的志愿录取，不再询问',
};

/** The outcome of a wish in words, with the ranks that decided it. */
export function textOfWish({ outcome, rank, lastRank, quota }: Omit<ExplainedWish, 'position'>): string {
  const facts = outcome === 'others-before' ? `：名额${quota}个，录取至排序第${lastRank}名，本人第${rank}名` : '';
  return `${wishOutcomeLabels[outcome]}${facts}`;
}
