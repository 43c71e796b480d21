import type { Span } from './opening.ts';
import type { LentRule } from './resource-rules.ts';
import { hoursText } from './settle.ts';

type Lent = {
  person: string;
  course: string;
  hostId: string;
  userId: string;
  /** The times it was lent for, none of them empty of minutes. */
  times: readonly Span[];
};

/** What the ledger says of a teacher who was lent to a school: hours in hundredths, half of one rounded up, and the first and last day in Beijing. */
export function lentEntry(rule: LentRule, { person, course, hostId, userId, times }: Lent): Record<string, unknown> {
  const minutes = times.reduce((sum, { from, to }) => sum + (to - from) / 60_000, 0);
  return {
    ...rule.fixed,
    [rule.user]: userId,
    [rule.host]: hostId,
    person,
    course,
    hours: hoursText(minutes),
    startedOn: dayOf(Math.min(...times.map(({ from }) => from))),
    endedOn: dayOf(Math.max(...times.map(({ to }) => to - 1))),
  };
}

const dayOf = (moment: number) => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 10);
