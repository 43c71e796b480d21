import type { SaveState } from './form-store.ts';

/** Whether all that was typed has reached the server. */
export type Overall = {
  state: 'saved' | 'saving' | 'offline' | 'signed-out' | 'attention';
  savedAt: Date | undefined;
  /** How many cells have not reached the server. */
  waiting: number;
  /** False where this browser could not keep what was typed either. */
  isKept: boolean;
};

/** What the states of all cells come to: the one that asks most of the person. */
export function overallState(states: ReadonlySet<SaveState>, isSignedOut: boolean): Overall['state'] {
  const has = (...wanted: readonly SaveState[]) => wanted.some((state) => states.has(state));
  if (isSignedOut && has('typed', 'offline', 'saving')) return 'signed-out';
  if (has('conflict', 'refused')) return 'attention';
  if (has('offline')) return 'offline';
  return has('typed', 'saving') ? 'saving' : 'saved';
}
