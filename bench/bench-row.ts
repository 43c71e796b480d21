/** One promise of speed as measured: what was asked, ours and the peer's medians of one run, and whether it holds. */
export type BenchRow = { what: string; ours: string; peer: string; ratio: string; atLeast: string; met: boolean };

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

/** Milliseconds of one call. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Medians in milliseconds of ours and the peer's, warmed up, then taken turn by turn. */
export async function alternating(
  ours: () => unknown,
  peer: () => unknown,
  rounds = 40,
): Promise<{ ours: number; peer: number }> {
  for (let round = 0; round < 5; round++) {
    await ours();
    await peer();
  }
  const times = { ours: [] as number[], peer: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.ours.push(await timed(ours));
    times.peer.push(await timed(peer));
  }
  return { ours: median(times.ours), peer: median(times.peer) };
}
