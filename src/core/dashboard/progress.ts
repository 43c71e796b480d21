/** A target of the whole undertaking and how many there are on its day; of a day to come, as many as there are now. */
export type Progress = { by: string; target: number; actual: number; isOver: boolean };

/** From when to when a consortium is counted; days as `YYYY-MM-DD`, `until` the first day on which it is no more. */
export type Counted = { since: string; until?: string | undefined };

/** 一: about 50, 100 and 150 by the ends of three years. `today` is the day in China. */
export function progressOf(
  targets: readonly { by: string; total: number }[],
  counted: readonly Counted[],
  today: string,
): readonly Progress[] {
  return targets.map(({ by, total }) => {
    const day = by < today ? by : today;
    const isThere = ({ since, until }: Counted) => since <= day && (until === undefined || day < until);
    return { by, target: total, actual: counted.filter(isThere).length, isOver: by < today };
  });
}
