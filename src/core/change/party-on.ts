/** A change that is in force: from its first day on the one is the other. */
export type ChangeInForce = { kind: string; to: string; from: string };

/** Who it is on a day (`YYYY-MM-DD`): what the form said, until a change in force; of two of one day the one that came later. */
export function partyOn(kind: string, first: string, changes: readonly ChangeInForce[], day: string): string {
  return changes
    .filter((change) => change.kind === kind && change.from <= day)
    .reduce<{ to: string; from: string }>((now, next) => (next.from >= now.from ? next : now), { to: first, from: '' })
    .to;
}
