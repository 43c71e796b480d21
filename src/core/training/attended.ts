/** Somebody was there on a day. */
export type SignIn = { traineeId: string; day: string };

/** An entry of the ledger: so many people on so many days. No two begin on the same day. */
export type Attended = { startedOn: string; trainees: number; days: number };

/**
 * What the ledger is told of those who came: days of one year on which as many were there are one entry. People times days of all entries are the sign-ins, whoever
 * was away on some days, and each counts in its own year.
 */
export function attendedOf(signIns: readonly SignIn[]): readonly Attended[] {
  const there = [...Map.groupBy(signIns, ({ day }) => day)]
    .map(([day, all]) => ({ day, people: new Set(all.map(({ traineeId }) => traineeId)).size }))
    .sort((one, other) => (one.day < other.day ? -1 : 1));
  const alike = Map.groupBy(there, ({ day, people }) => `${day.slice(0, 4)} ${people}`);
  return [...alike.values()].map((days) => ({
    startedOn: days[0]?.day ?? '',
    trainees: days[0]?.people ?? 0,
    days: days.length,
  }));
}

/** 人日 of entries. */
export function personDays(entries: readonly Attended[]): number {
  return entries.reduce((sum, { trainees, days }) => sum + trainees * days, 0);
}
