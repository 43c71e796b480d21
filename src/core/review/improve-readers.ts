import type { Candidates } from './candidates.ts';

/**
 * A better solution near a given one, by exchanging readers at random and cooling down (the same every time): first no application below `worst`,
 * then the greatest total worth. Of all that it saw, the best is given; nothing is proven. It finds what an integer program is slow at: experts who are
 * equally good for all applications, to be dealt out evenly.
 */
export function improveReaders(
  candidates: Candidates,
  worth: Float64Array,
  worst: number,
  begin: Uint8Array,
  rounds: number,
): Uint8Array {
  const { applications, loads, start, application, expert, fit, forced, readers } = candidates;
  const experts = loads.length;
  const pairAt = new Int32Array(applications * experts).fill(-1);
  for (let pair = 0; pair < expert.length; pair++)
    pairAt[(application[pair] ?? 0) * experts + (expert[pair] ?? 0)] = pair;
  const taken = Uint8Array.from(begin);
  const own: number[][] = Array.from({ length: applications }, () => []);
  const holding: number[][] = Array.from(loads, () => []);
  const sums = new Float64Array(applications);
  taken.forEach((is, pair) => {
    if (!is) return;
    const a = application[pair] ?? 0;
    own[a]?.push(pair);
    holding[expert[pair] ?? 0]?.push(pair);
    sums[a] = (sums[a] ?? 0) + (fit[pair] ?? 0);
  });
  const missingOf = (sum: number) => Math.max(0, worst - sum);
  const perStep = Math.max(1, ...ratiosOf(worth, fit));
  const penalty = 3 * perStep;
  let lacking = sums.reduce((all, sum) => all + missingOf(sum), 0);
  let total = worth.reduce((all, each, pair) => (taken[pair] ? all + each : all), 0);
  let best = { lacking, total, own: own.map((pairs) => [...pairs]) };
  const random = randomFrom(1);
  const [hot, cold] = [0.03 * perStep * largest(fit), 0.15 * perStep];
  for (let round = 0; round < rounds; round++) {
    const heat = hot * (cold / hot) ** (round / rounds);
    const a = Math.floor(random() * applications);
    const leaves = own[a]?.[Math.floor(random() * readers)] ?? -1;
    const [from, to] = [start[a] ?? 0, start[a + 1] ?? 0];
    const comes = from + Math.floor(random() * (to - from));
    if (leaves < 0 || taken[comes] || forced[leaves]) continue;
    const e = expert[comes] ?? 0;
    const held = holding[e] ?? [];
    const isFree = held.length < (loads[e] ?? 0);
    const given = isFree ? -1 : (held[Math.floor(random() * held.length)] ?? -1);
    if (!isFree && given < 0) continue;
    const b = given < 0 ? -1 : (application[given] ?? 0);
    const got = given < 0 ? -1 : (pairAt[b * experts + (expert[leaves] ?? 0)] ?? -1);
    if (given >= 0 && (forced[given] || got < 0 || taken[got])) continue;
    const changeA = (fit[comes] ?? 0) - (fit[leaves] ?? 0);
    const changeB = given < 0 ? 0 : (fit[got] ?? 0) - (fit[given] ?? 0);
    const [sumA, sumB] = [sums[a] ?? 0, sums[b] ?? 0];
    let lack = missingOf(sumA + changeA) - missingOf(sumA);
    let gain = (worth[comes] ?? 0) - (worth[leaves] ?? 0);
    if (given >= 0) {
      lack += missingOf(sumB + changeB) - missingOf(sumB);
      gain += (worth[got] ?? 0) - (worth[given] ?? 0);
    }
    const cost = penalty * lack - gain;
    if (cost > 0 && random() >= Math.exp(-cost / heat)) continue;
    move(leaves, comes);
    if (given >= 0) move(given, got);
    sums[a] = sumA + changeA;
    if (given >= 0) sums[b] = sumB + changeB;
    lacking += lack;
    total += gain;
    if (lacking < best.lacking || (lacking === best.lacking && total > best.total))
      best = { lacking, total, own: own.map((pairs) => [...pairs]) };
  }
  taken.fill(0);
  for (const pairs of best.own) for (const pair of pairs) taken[pair] = 1;
  return taken;

  function move(out: number, into: number): void {
    taken[out] = 0;
    taken[into] = 1;
    replace(own[application[out] ?? 0] ?? [], out, into);
    const held = holding[expert[out] ?? 0] ?? [];
    held.splice(held.indexOf(out), 1);
    holding[expert[into] ?? 0]?.push(into);
  }
}

function replace(list: number[], out: number, into: number): void {
  list[list.indexOf(out)] = into;
}

/** How much worth a step of fit has. */
function ratiosOf(worth: Float64Array, fit: Float64Array): readonly number[] {
  const at = fit.findIndex((each) => each > 0);
  return at < 0 ? [] : [(worth[at] ?? 0) / (fit[at] ?? 1)];
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 1);
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
