/** The year of a day `YYYY-MM-DD`; none where there is no such day. */
export function yearOf(day: unknown): number | undefined {
  return typeof day === 'string' && isDay(day) ? Number(day.slice(0, 4)) : undefined;
}

/** Whole days from one day to another: 0 for the same day. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/** A real calendar day from year 1900 to 2999: `2023-02-29` is none. */
export function isDay(text: string): boolean {
  if (!/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
