/** A deadline at 23:59 is kept until that minute is over, as notices mean it. */
export function lastSecondOf(minute: string): string {
  return new Date(`${minute}:59+08:00`).toISOString();
}

/** `2023-05-29T23:59`, as a deadline is typed. */
export function beijingMinute(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16);
}

/** The same minute of the clock, so many days later. */
export function daysAfter(minute: string, days: number): string {
  return beijingMinute(new Date(Date.parse(lastSecondOf(minute)) + days * 86_400_000).toISOString());
}
