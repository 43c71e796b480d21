import type { Highs } from 'highs';
import { type Bound, boundOf } from '#core/review/assignment-bound.ts';
import type { AssignmentTable } from '#core/review/assignment-table.ts';
import { type Candidates, candidatesOf } from '#core/review/candidates.ts';
import { findReaders } from '#core/review/find-readers.ts';
import { improveReaders } from '#core/review/improve-readers.ts';
import { loadSolver, relax, solveWhole } from './assignment-model.ts';

type Search = { highs: Highs; candidates: Candidates; worth: Float64Array; until: number };

/** Sums are whole numbers (`inSteps`); `worst` is the worst that the total must keep. */
type Round = { worst: number; taken: Uint8Array | undefined; bound: Bound | undefined; near: Uint8Array };

/**
 * The table's cells of the best assignment under some rules, in order; `undefined` where there is none at all.
 *
 * A linear program bounds the worst sum; nearly always the bound, rounded down, is reached, and the best total with it is found among the few
 * candidates that the second program's prices leave open. Where it is not, integer programs decide. `proven` rests on bounds computed exactly
 * from the prices (`boundOf`), or on an integer program solved to its end over every candidate that such a bound does not exclude.
 */
export async function optimumUnder(
  table: AssignmentTable,
  active: number,
  seconds: number,
): Promise<{ cells: readonly number[]; proven: boolean } | undefined> {
  const { missing, ...stated } = candidatesOf(table, active);
  const readers = missing === 0 ? findReaders(stated) : { short: [] };
  if ('short' in readers) return undefined;
  const candidates = inSteps(stated);
  const { taken, proven } =
    candidates.applications === 0
      ? { taken: readers.taken, proven: true }
      : best(
          {
            highs: await loadSolver(),
            candidates,
            worth: worthOf(table, candidates),
            until: performance.now() + seconds * 1000,
          },
          readers.taken,
        );
  return { cells: Array.from(candidates.cell).filter((_, pair) => taken[pair]), proven };
}

/**
 * Every application has the same number of readers, so the least fit of all can be taken from each, and the rest counted in its greatest common
 * measure: what is best stays best, and sums become whole numbers without gaps.
 */
function inSteps(candidates: Candidates): Candidates {
  const least = candidates.fit.reduce((low, fit) => Math.min(low, fit), Number.POSITIVE_INFINITY);
  const step = candidates.fit.reduce((measure, fit) => commonMeasure(measure, fit - least), 0) || 1;
  return { ...candidates, fit: candidates.fit.map((fit) => (fit - least) / step) };
}

function commonMeasure(a: number, b: number): number {
  return b === 0 ? a : commonMeasure(b, a % b);
}

/** The fit; where something stood before, one step of it outweighs all that could be kept. */
function worthOf({ previous }: AssignmentTable, { fit, cell, applications, readers }: Candidates): Float64Array {
  const kept = cell.map((place) => previous[place] ?? 0);
  if (!kept.includes(1)) return fit;
  return fit.map((own, pair) => own * (applications * readers + 1) + (kept[pair] ?? 0));
}

const left = ({ until }: Search) => (until - performance.now()) / 1000;

function best(search: Search, anyReaders: Uint8Array): { taken: Uint8Array; proven: boolean } {
  const ceiling = worstCeiling(search, anyReaders);
  const tried = bestTotal(search, ceiling.most, undefined, anyReaders);
  if (tried.taken) return finish(search, { ...tried, taken: tried.taken }, true);
  const worst = greatestWorst(search, ceiling, tried.near);
  const round = bestTotal(search, worst.value, worst.taken, worst.taken);
  return finish(search, { ...round, taken: round.taken ?? worst.taken }, worst.proven);
}

type Ceiling = { most: number; bound: Bound | undefined };

/** No solution's worst sum is greater than `most`. */
function worstCeiling(search: Search, anyReaders: Uint8Array): Ceiling {
  const { highs, candidates } = search;
  const plain = Math.min(...sumsOf(candidates, (fits) => fits.sort((a, b) => b - a).slice(0, candidates.readers)));
  const relaxed = relax(highs, candidates, { kind: 'worst', atLeast: 0, atMost: plain }, left(search), anyReaders);
  if (!relaxed) return { most: plain, bound: undefined };
  const bound = boundOf(candidates, new Float64Array(candidates.fit.length), relaxed.prices);
  if (bound.weight === 0) return { most: plain, bound: undefined };
  // Σ price × sum is at least Σ price × the worst.
  return { most: Math.min(plain, Math.floor(bound.value / bound.weight)), bound };
}

/** The greatest worst sum by an integer program over all candidates that can serve it. */
function greatestWorst(
  search: Search,
  { most, bound }: Ceiling,
  start: Uint8Array,
): { value: number; taken: Uint8Array; proven: boolean } {
  const { highs, candidates } = search;
  const atLeast = worstOf(candidates, start);
  const decided = bound && decidedBy(bound, bound.value - atLeast * bound.weight);
  const goal = { kind: 'worst', atLeast, atMost: most } as const;
  const solved = solveWhole(highs, candidates, goal, decided, left(search) * 0.8);
  const taken = solved.taken ?? start;
  const value = worstOf(candidates, taken);
  return { value, taken, proven: solved.status !== 'stopped' || value === most };
}

/** A good total with at least this worst sum: the linear program's own solution, or the best among the candidates that its prices favour. */
function bestTotal(search: Search, worst: number, start: Uint8Array | undefined, anyReaders: Uint8Array): Round {
  const { highs, candidates, worth } = search;
  const goal = { kind: 'total', worth, atLeast: worst } as const;
  const relaxed = relax(highs, candidates, goal, left(search), anyReaders);
  if (!relaxed) return { worst, taken: start, bound: undefined, near: anyReaders };
  const sums = boundOf(candidates, worth, relaxed.prices);
  const bound = { ...sums, value: sums.value - worst * sums.weight };
  const near = improved(search, worst, roundedOf(candidates, relaxed.taken, anyReaders));
  if (worstOf(candidates, near) >= worst && totalOf(worth, near) >= Math.floor(bound.value))
    return { worst, taken: near, bound, near };
  const known = worstOf(candidates, near) >= worst ? near : start;
  const favoured = favouredBy(bound, candidates, known);
  const { taken } = solveWhole(highs, candidates, goal, favoured, Math.min(5, left(search)), known);
  return { worst, taken: betterOf(search, taken, known), bound, near };
}

/** What the linear program takes whole, filled up to a solution. */
function roundedOf(candidates: Candidates, parts: Float64Array, anyReaders: Uint8Array): Uint8Array {
  const whole = Uint8Array.from(parts, (part, pair) => (candidates.forced[pair] || part > 1 - 1e-6 ? 1 : 0));
  const readers = findReaders(candidates, whole);
  return 'taken' in readers ? readers.taken : anyReaders;
}

function improved({ candidates, worth }: Search, worst: number, taken: Uint8Array): Uint8Array {
  let near = taken;
  for (const rounds of [50_000, 1_000_000]) {
    if (worstOf(candidates, near) >= worst) return near;
    near = improveReaders(candidates, worth, worst, near, rounds);
  }
  return near;
}

/** Proves the total, or betters it over every candidate that the bound does not exclude. */
function finish(
  search: Search,
  { worst, taken, bound }: Round & { taken: Uint8Array },
  isWorstProven: boolean,
): { taken: Uint8Array; proven: boolean } {
  const { highs, candidates, worth } = search;
  const reached = totalOf(worth, taken);
  if (bound && Math.floor(bound.value) <= reached) return { taken, proven: isWorstProven };
  // Only what is at least one better is looked for.
  const decided = bound && decidedBy(bound, bound.value - reached - 1);
  const goal = { kind: 'total', worth, atLeast: worst } as const;
  const solved = solveWhole(highs, candidates, goal, decided, left(search), taken);
  return {
    taken: betterOf(search, solved.taken, taken) ?? taken,
    proven: isWorstProven && solved.status !== 'stopped',
  };
}

/** Decides each candidate that a better solution cannot differ in. */
function decidedBy({ losses }: Bound, slack: number): Uint8Array {
  return Uint8Array.from(losses, (loss) => (loss > slack ? 0 : -loss > slack ? 2 : 1));
}

/** Leaves open the candidates that lose least: a few times as many as are taken. */
function favouredBy(
  { losses }: Bound,
  { applications, readers }: Candidates,
  start: Uint8Array | undefined,
): Uint8Array {
  const sorted = losses.filter((loss) => loss >= 0).sort();
  const enough = sorted[Math.min(sorted.length - 1, 5 * applications * readers)] ?? 0;
  let room = 10 * applications * readers;
  return Uint8Array.from(losses, (loss, pair) => {
    if (loss < 0 || start?.[pair]) return 1;
    if (loss > enough || room === 0) return 0;
    room -= 1;
    return 1;
  });
}

function betterOf(
  { candidates, worth }: Search,
  one: Uint8Array | undefined,
  other: Uint8Array | undefined,
): Uint8Array | undefined {
  if (!one || !other) return one ?? other;
  const [worstOne, worstOther] = [worstOf(candidates, one), worstOf(candidates, other)];
  if (worstOne !== worstOther) return worstOne > worstOther ? one : other;
  return totalOf(worth, one) > totalOf(worth, other) ? one : other;
}

function totalOf(worth: Float64Array, taken: Uint8Array): number {
  return worth.reduce((sum, own, pair) => (taken[pair] ? sum + own : sum), 0);
}

function worstOf(candidates: Candidates, taken: Uint8Array): number {
  const sums = new Float64Array(candidates.applications);
  taken.forEach((is, pair) => {
    const a = candidates.application[pair] ?? 0;
    if (is) sums[a] = (sums[a] ?? 0) + (candidates.fit[pair] ?? 0);
  });
  return sums.reduce((least, sum) => Math.min(least, sum), Number.POSITIVE_INFINITY);
}

function sumsOf({ applications, start, fit }: Candidates, choose: (fits: Float64Array) => Float64Array): number[] {
  return Array.from({ length: applications }, (_, a) =>
    choose(fit.slice(start[a], start[a + 1])).reduce((sum, each) => sum + each, 0),
  );
}
