/** What a board decides of one application, in the order of the ranking. */
export type Decided = { applicationId: string; listed: boolean; reason: string };

/** The latest that were published, where there was a draft list. */
type Before = ReadonlyMap<string, boolean>;

/**
 * The applications on which a decision departs from the ranking (listed although not among the first as many, or left out although among them) or from the draft
 * list that was made public. Each wants its reason.
 */
export function departures(items: readonly Decided[], published: Before = new Map()): readonly Decided[] {
  const places = items.filter(({ listed }) => listed).length;
  return items.filter(
    ({ applicationId, listed }, at) => listed !== at < places || listed !== (published.get(applicationId) ?? listed),
  );
}

/** What differs between two decisions: of whom, and what is decided now. */
export function changesBetween(before: readonly Decided[], after: readonly Decided[]): readonly Decided[] {
  const known = new Map(before.map((each) => [each.applicationId, each.listed]));
  return after.filter(({ applicationId, listed }) => known.get(applicationId) !== listed);
}
