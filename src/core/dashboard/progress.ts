import { type Standing, type StandingEvent, standingOn } from '#core/standing/standing.ts';

/** A target of the whole undertaking and how many there are on its day; of a day to come, as many as there are now. */
export type Progress = { by: string; target: number; actual: number; isOver: boolean };

/** Who has one of these is counted no more. */
const ended: ReadonlySet<Standing> = new Set<Standing>(['revoked', 'removed', 'failed']);

/** 一: about 50, 100 and 150 by the ends of three years. `today` is the day in China, `consortia` the standings of each. */
export function progressOf(
  targets: readonly { by: string; total: number }[],
  consortia: readonly (readonly StandingEvent[])[],
  today: string,
): readonly Progress[] {
  return targets.map(({ by, total }) => {
    const day = by < today ? by : today;
    const actual = consortia.filter((standings) => counts(standings, day)).length;
    return { by, target: total, actual, isOver: by < today };
  });
}

/** True of a 培育单位, also of one under rectification or suspended, until it loses the standing. */
function counts(standings: readonly StandingEvent[], day: string): boolean {
  const standing = standingOn(standings, day);
  return standing !== null && !ended.has(standing);
}
