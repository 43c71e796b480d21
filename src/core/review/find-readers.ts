import type { Candidates } from './candidates.ts';

/** Candidates taken, 1 each; or a group of applications that cannot all have their readers. */
export type Readers = { taken: Uint8Array } | { short: readonly number[] };

/**
 * Readers for every application within the loads, whatever their fit: a flow, grown by augmenting paths. Where it stops growing, the
 * applications it reached are too many for the experts they can have (Hall), which proves that there is no solution. It grows from the pairs of
 * `first`, which hold the forced ones and keep the limits.
 */
export function findReaders(candidates: Candidates, first: Uint8Array = candidates.forced): Readers {
  const { readers, applications, loads, start, application, expert, forced } = candidates;
  const taken = new Uint8Array(forced.length);
  const holding: number[][] = Array.from(loads, () => []);
  const missing = new Int32Array(applications).fill(readers);
  const take = (pair: number) => {
    taken[pair] = 1;
    holding[expert[pair] ?? 0]?.push(pair);
  };
  for (let pair = 0; pair < first.length; pair++) {
    if (!first[pair]) continue;
    take(pair);
    const a = application[pair] ?? 0;
    missing[a] = (missing[a] ?? 0) - 1;
  }
  const isOver = (e: number) => (holding[e]?.length ?? 0) > (loads[e] ?? 0);
  const crowded = holding.findIndex((_, e) => isOver(e));
  if (crowded >= 0) return { short: (holding[crowded] ?? []).map((pair) => application[pair] ?? 0) };
  const crammed = missing.findIndex((count) => count < 0);
  if (crammed >= 0) return { short: [crammed] };
  for (let a = 0; a < applications; a++) {
    for (; (missing[a] ?? 0) > 0; missing[a] = (missing[a] ?? 0) - 1) {
      const short = augment(a);
      if (short) return { short };
    }
  }
  return { taken };

  /** One more reader for `first`, moving others where that must be; else the applications that were reached. */
  function augment(first: number): readonly number[] | undefined {
    const reached = [first];
    const isReached = new Uint8Array(applications);
    isReached[first] = 1;
    /** By expert: the pair by which it was reached, plus one. By application: the pair it would give up, plus one. */
    const cameBy = new Int32Array(loads.length);
    const givesUp = new Int32Array(applications);
    for (const a of reached) {
      for (let pair = start[a] ?? 0; pair < (start[a + 1] ?? 0); pair++) {
        const e = expert[pair] ?? 0;
        if (taken[pair] || cameBy[e]) continue;
        cameBy[e] = pair + 1;
        const held = holding[e] ?? [];
        if (held.length < (loads[e] ?? 0)) {
          exchange(pair, givesUp);
          return undefined;
        }
        for (const other of held) {
          const b = application[other] ?? 0;
          if (isReached[b] || forced[other]) continue;
          isReached[b] = 1;
          givesUp[b] = other + 1;
          reached.push(b);
        }
      }
    }
    return reached;

    function exchange(last: number, gives: Int32Array): void {
      for (let pair = last; ; ) {
        take(pair);
        const released = (gives[application[pair] ?? 0] ?? 0) - 1;
        if (released < 0) return;
        taken[released] = 0;
        const e = expert[released] ?? 0;
        holding[e] = (holding[e] ?? []).filter((each) => each !== released);
        pair = (cameBy[e] ?? 0) - 1;
      }
    }
  }
}
