import type { VersionState } from './document-rules.ts';

/** What a version is on a day: `awaited` is approved and not yet in force. */
export type VersionStanding = 'draft' | 'discarded' | 'submitted' | 'awaited' | 'in-force' | 'repealed';

export type DatedVersion = { state: VersionState; effectiveOn: string | null; repealedOn: string | null };

/** A version holds from its day on, up to the day on which it is repealed. Days as `YYYY-MM-DD`. */
export function standingOn({ state, effectiveOn, repealedOn }: DatedVersion, day: string): VersionStanding {
  if (state !== 'approved' && state !== 'repealed') return state;
  if (repealedOn !== null && repealedOn <= day) return 'repealed';
  return effectiveOn !== null && effectiveOn > day ? 'awaited' : 'in-force';
}
