import { daysBetween } from '#core/quantity/calendar.ts';

/**
 * Longest 试用期 in months that a contract from one day to another may have, null for one without an end: none below three months, one below a year, two below three
 * years, else six (劳动合同法第十九条).
 */
export function longestProbation(startsOn: string, endsOn: string | null): number {
  if (endsOn === null) return 6;
  const after = new Date(`${endsOn}T00:00:00Z`);
  after.setUTCDate(after.getUTCDate() + 1);
  const reaches = (months: number) => daysBetween(monthsAfter(startsOn, months), after.toISOString().slice(0, 10)) >= 0;
  if (!reaches(3)) return 0;
  if (!reaches(12)) return 1;
  return reaches(36) ? 6 : 2;
}

/** The same day of a later month, or its last day where it has no such. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
