/**
 * Years of age on a day, of somebody born in a month, `YYYY-MM`: nobody is asked for the day, so that a year counts once its month has passed. Whoever is
 * deleted has no month and counts as of no known age.
 */
export function ageOn(bornIn: string, day: string): number {
  const [year = 0, month = 0] = bornIn.split('-').map(Number);
  const [thisYear = 0, thisMonth = 0] = day.split('-').map(Number);
  return thisYear - year - (thisMonth > month ? 0 : 1);
}
