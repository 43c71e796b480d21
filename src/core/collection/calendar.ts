import type { CollectionKind, CollectionLevel } from './monitoring-rules.ts';
import { collectionLevels } from './monitoring-rules.ts';

/** The time a collection is about; a quarter from 1 to 4 where it is about one. */
export type Period = { year: number; quarter?: number | undefined };

/** By when a level has done its part, and after when nothing is taken any more. */
export type LevelTime = { level: CollectionLevel; dueAt: Date; closesAt: Date };

const dayMs = 86_400_000;

/** The day on which a consortium's return is due, `YYYY-MM-DD`. Throws `RangeError` where the kind asks for a quarter and there is none, or the other way round. */
export function dueDayOf({ due }: Pick<CollectionKind, 'due'>, { year, quarter }: Period): string {
  if ('daysAfterQuarter' in due !== (quarter !== undefined))
    throw new RangeError('a quarter for quarterly collections alone');
  const day =
    'daysAfterQuarter' in due
      ? new Date(Date.UTC(year, (quarter ?? 0) * 3, due.daysAfterQuarter))
      : new Date(Date.UTC(year, due.month - 1, due.day));
  return day.toISOString().slice(0, 10);
}

/** When each level's part is due and closes where nobody says otherwise: at the end of the day in China. */
export function levelTimesOf(kind: CollectionKind, period: Period): readonly LevelTime[] {
  const due = Date.parse(`${dueDayOf(kind, period)}T23:59:59.999+08:00`);
  return collectionLevels.map((level) => {
    const { days, grace } = kind.levels[level];
    const dueAt = due + days * dayMs;
    return { level, dueAt: new Date(dueAt), closesAt: new Date(dueAt + grace * dayMs) };
  });
}

/** Levels that would be due or close before the one below, or close before they are due. */
export function levelsOutOfOrder(times: readonly LevelTime[]): readonly CollectionLevel[] {
  return times
    .filter(({ dueAt, closesAt }, at) => {
      const below = times[at - 1];
      return closesAt < dueAt || (below !== undefined && (dueAt < below.dueAt || closesAt < below.closesAt));
    })
    .map(({ level }) => level);
}
