/** What a consortium of the cultivation list is on a day. Labels are the pack's. */
export const standings = ['cultivated', 'accepted', 'rectifying', 'suspended', 'revoked', 'removed', 'failed'] as const;
export type Standing = (typeof standings)[number];

/** What was recorded of a standing. Days are `YYYY-MM-DD` in Asia/Shanghai. */
export type StandingEvent = {
  standing: Standing;
  /** The first day on which it holds. */
  from: string;
  /** The first day on which it no longer does; null while nothing else is recorded. */
  until: string | null;
};

/** A span of days in which nothing changed; `standing` is null before the first, and where a limited one had nothing before it. */
export type StandingSpan = { standing: Standing | null; from: string; until: string | null };

/**
 * The standing on a day by the events in the order in which they were recorded: of those that cover the day, the one recorded last. So a decision
 * that reaches back is right for the days that it names, and one that was recorded before it is not.
 */
export function standingOn(events: readonly StandingEvent[], day: string): Standing | null {
  return events.findLast(({ from, until }) => from <= day && (until === null || day < until))?.standing ?? null;
}

/** The days of a standing one after the other, from the first that is recorded; neighbours differ. */
export function spansOf(events: readonly StandingEvent[]): readonly StandingSpan[] {
  const days = new Set(events.flatMap(({ from, until }) => (until === null ? [from] : [from, until])));
  const spans: StandingSpan[] = [];
  for (const from of [...days].sort()) {
    const standing = standingOn(events, from);
    const last = spans.at(-1);
    if (last?.standing === standing) continue;
    if (last) last.until = from;
    spans.push({ standing, from, until: null });
  }
  return spans;
}

/** The span that a day falls in; none before the first. */
export function spanOn(events: readonly StandingEvent[], day: string): StandingSpan | undefined {
  return spansOf(events).findLast(({ from }) => from <= day);
}
