import { decimalOf } from '#core/quantity/decimal.ts';
import type { Grading } from './scheme.ts';

/** `place` counts from 1; who has equal points has the same place. */
export type Ranked = { id: string; points: string; place: number; grade: string };

/** Places and grades, the best first; whoever has the same points in the order of the ids. The order in which they come never matters. */
export function rankAndGrade(totals: readonly { id: string; points: string }[], grading: Grading): readonly Ranked[] {
  const known = totals.map(({ id, points }) => ({ id, points, total: decimalOf(points) }));
  const sorted = known.sort((a, b) => (a.total === b.total ? (a.id < b.id ? -1 : 1) : a.total > b.total ? -1 : 1));
  return sorted.map(({ id, points, total }) => {
    const place = sorted.findIndex((other) => other.total === total) + 1;
    // All who are level stand where the last of them does, so that a share is never exceeded.
    const position = sorted.findLastIndex((other) => other.total === total) + 1;
    return { id, points, place, grade: gradeOf(grading, total, { position, count: sorted.length }) };
  });
}

function gradeOf(grading: Grading, total: bigint, { position, count }: { position: number; count: number }): string {
  const last = grading.grades.at(-1)?.label ?? '';
  if (grading.by === 'points') return grading.grades.find(({ from }) => total >= decimalOf(from))?.label ?? last;
  let shares = 0n;
  for (const { label, share } of grading.grades) {
    shares += decimalOf(share);
    if (BigInt(position) * decimalOf(100) <= BigInt(count) * shares) return label;
  }
  return last;
}
