import { buildMarket, type Market, type MarketFault } from './market.ts';

/** Wishes and rankings by id, each the dearest first. */
export type WishesAndRankings = {
  students: readonly { id: string; wishes: readonly string[] }[];
  positions: readonly { id: string; quota: number; ranking: readonly string[] }[];
};

/** The market of wishes and rankings told by id, in the order of their lists; a fault where an id stands twice, or nowhere but in a wish or ranking. */
export function marketOf({ students, positions }: WishesAndRankings): Market | MarketFault {
  const builder = buildMarket();
  const [studentNumber, positionNumber] = [numbering(), numbering()];
  for (const { id, wishes } of students) {
    for (const wish of wishes) builder.wish(positionNumber(wish));
    builder.student(studentNumber(id));
  }
  for (const { id, quota, ranking } of positions) {
    for (const ranked of ranking) builder.ranked(studentNumber(ranked));
    builder.position(positionNumber(id), quota);
  }
  return builder.finish();
}

function numbering(): (id: string) => number {
  const numbers = new Map<string, number>();
  return (id) => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, numbers.size);
    return numbers.size - 1;
  };
}
