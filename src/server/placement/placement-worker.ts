import { explainRanking, explainWishes } from '#core/placement/explain-placement.ts';
import { findInstability } from '#core/placement/is-stable.ts';
import { marketOf, type WishesAndRankings } from '#core/placement/market-of.ts';
import { none, placeStudents } from '#core/placement/place-students.ts';
import { inThread } from '#server/job/job-thread.ts';

// A great fair takes its time: never in the thread that answers requests.
inThread(async (fair: WishesAndRankings, report) => {
  report(0, 2, '正在录取');
  const market = marketOf(fair);
  if ('kind' in market) throw new Error(`no market: ${market.kind} at ${market.place}`);
  const placement = placeStudents(market);
  const fault = findInstability(market, placement.placed);
  if (fault) throw new Error(`not stable: ${fault.kind}, student ${fault.student}, position ${fault.position}`);
  report(1, 2, '已录取并核对稳定，正在写明每个人的缘由');
  const idOf = (position: number) => fair.positions[position]?.id ?? null;
  return {
    students: fair.students.map(({ id }, student) => ({
      id,
      position: idOf(placement.placed[student] ?? none),
      outcome: explainWishes(market, placement, student).map((wish) => ({ ...wish, position: idOf(wish.position) })),
    })),
    positions: fair.positions.map(({ id }, position) => ({
      id,
      outcome: explainRanking(market, placement, position).map(({ outcome }) => outcome),
    })),
  };
});
