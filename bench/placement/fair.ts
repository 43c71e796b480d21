import { closeSync, openSync, writeSync } from 'node:fs';
import type { WishesAndRankings } from '#core/placement/market-of.ts';
import { seededRandom } from '#core/quantity/seeded-random.ts';

export type FairSize = { students: number; positions: number; wishes: number };

/**
 * A fair as it is: some positions are wished by many, students wish between one and `wishes` of them, positions rank most of those who wish them by one mark with
 * luck, and there are places for nine of ten. The same for the same size.
 */
export function makeFair({ students, positions, wishes }: FairSize): WishesAndRankings {
  const random = seededRandom(`${students} × ${positions}`);
  const below = (most: number) => Math.floor(random() * most);
  const names = { student: (at: number) => `s${at}`, position: (at: number) => `p${at}` };
  const positionNames = Array.from({ length: positions }, (_, at) => names.position(at));
  const asked: number[][] = positionNames.map(() => []);
  const marks = Float64Array.from({ length: students }, random);
  const own = Array.from({ length: students }, (_, student) => {
    const count = Math.min(positions, 1 + below(wishes));
    const wished = new Set<number>();
    // The square makes the first positions dear to many.
    while (wished.size < count) wished.add(Math.floor(random() ** 2 * positions));
    for (const position of wished) asked[position]?.push(student);
    return { id: names.student(student), wishes: Array.from(wished, (at) => positionNames[at] ?? '') };
  });
  return {
    students: own,
    positions: asked.map((those, at) => {
      const told = those
        .filter(() => random() < 0.9)
        .map((student) => ({ student, mark: (marks[student] ?? 0) + random() }))
        .sort((one, other) => other.mark - one.mark);
      const quota = Math.round(((students * 0.9) / positions) * 2 * random());
      return { id: positionNames[at] ?? '', quota, ranking: told.map(({ student }) => own[student]?.id ?? '') };
    }),
  };
}

/** Writes it as the command reads it, a line a student or position. */
export function writeFair(file: string, { students, positions }: WishesAndRankings): void {
  const out = openSync(file, 'w');
  const rows = (list: readonly unknown[]) => {
    for (let at = 0; at < list.length; at += 10_000) {
      const lines = list.slice(at, at + 10_000).map((each) => JSON.stringify(each));
      writeSync(out, `${at === 0 ? '' : ',\n'}${lines.join(',\n')}`);
    }
  };
  writeSync(out, '{"students":[\n');
  rows(students);
  writeSync(out, '\n],"positions":[\n');
  rows(positions);
  writeSync(out, '\n]}\n');
  closeSync(out);
}
