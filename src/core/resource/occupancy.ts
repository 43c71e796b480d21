import type { Span } from './opening.ts';

/** A time that some places of a resource are held for, in milliseconds. */
export type Held = Span & { places: number };

/** How many places are held when: the times within a span in which at least one is, one after the other, none overlapping. */
export function occupancy(held: readonly Held[], within: Span): readonly Held[] {
  const inside = held.filter(({ from, to }) => from < within.to && to > within.from);
  const marks = [...new Set(inside.flatMap(({ from, to }) => [Math.max(from, within.from), Math.min(to, within.to)]))];
  marks.sort((one, other) => one - other);
  const parts: Held[] = [];
  for (const [at, from] of marks.entries()) {
    const to = marks[at + 1] ?? from;
    const places = inside.reduce((sum, each) => (each.from < to && each.to > from ? sum + each.places : sum), 0);
    if (places === 0 || to === from) continue;
    const before = parts.at(-1);
    if (before?.to === from && before.places === places) before.to = to;
    else parts.push({ from, to, places });
  }
  return parts;
}
