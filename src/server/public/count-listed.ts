import { dayOf } from './beijing-time.ts';
import { finallyListed, type ListedConsortium } from './listed-consortia.ts';
import type { PublicRecord } from './public-record.ts';

/** One line of a count: what is counted, how many, and where of it can be read. */
export type Count = { label: string; count: number };

/** How far the whole undertaking is: `listed` of `total` by a day. */
export type Progress = { by: string; total: number; listed: number; isPast: boolean };

export type ListedCounts = {
  total: number;
  provinces: readonly Count[];
  /** A consortium of several industries counts in each of them. */
  industries: readonly Count[];
  batches: readonly Count[];
  progress: readonly Progress[];
};

/** The consortia of the final lists by province, industry and batch, the most first, and against the targets of their notices. */
export function countListed(record: PublicRecord, now: Date): ListedCounts {
  const listed = finallyListed(record);
  const titles = new Map(record.batches.map(({ id, title }) => [id, title]));
  return {
    total: listed.length,
    provinces: countBy(listed, ({ province }) => [province || '未注明']),
    industries: countBy(listed, ({ groups }) => (groups.length > 0 ? groups : ['未注明'])),
    batches: countBy(listed, ({ lists }) =>
      lists.filter(({ kind }) => kind === 'list').map(({ batchId, title }) => titles.get(batchId) ?? title),
    ),
    progress: targetsOf(record).map(({ by, total }) => ({
      by,
      total,
      listed: listed.filter((one) => firstListedOn(one) <= by).length,
      isPast: by < dayOf(now),
    })),
  };
}

/** The day of the first final list that names it, `YYYY-MM-DD`. */
function firstListedOn({ lists }: ListedConsortium): string {
  const days = lists.filter(({ kind }) => kind === 'list').map(({ publishedOn }) => publishedOn);
  return days.sort()[0] ?? '';
}

/** Every notice's targets, each day once: of two notices that name the same day the later batch's counts. */
function targetsOf({ batches }: PublicRecord): readonly { by: string; total: number }[] {
  const totals = new Map<string, number>();
  for (const { targets } of batches.toReversed()) for (const { by, total } of targets) totals.set(by, total);
  return [...totals].map(([by, total]) => ({ by, total })).sort((one, other) => (one.by < other.by ? -1 : 1));
}

function countBy(
  listed: readonly ListedConsortium[],
  labelsOf: (one: ListedConsortium) => readonly string[],
): readonly Count[] {
  const counts = new Map<string, number>();
  for (const one of listed) for (const label of new Set(labelsOf(one))) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((one, other) => other.count - one.count || one.label.localeCompare(other.label, 'zh'));
}
