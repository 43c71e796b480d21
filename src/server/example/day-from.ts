import { beijingToday } from '#server/member/member-row.ts';

/** A day so many days from today in Beijing, so that what is played is never an old story. */
export function dayFrom(days: number): string {
  return beijingToday(new Date(Date.now() + days * 86_400_000));
}
