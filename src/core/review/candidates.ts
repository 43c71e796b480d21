import { type AssignmentTable, bitOf, everyRule } from './assignment-table.ts';

/**
 * The pairs that may be taken, application after application: those of `a` are `start[a]` up to `start[a + 1]`. A pair that must be taken is
 * `forced`.
 */
export type Candidates = {
  readers: number;
  applications: number;
  loads: Int32Array;
  start: Int32Array;
  application: Int32Array;
  expert: Int32Array;
  /** Where the pair stands in the table. */
  cell: Int32Array;
  fit: Float64Array;
  forced: Uint8Array;
};

/**
 * The candidates under some of the rules. A fixed pair that another of these rules excludes is no candidate: `missing` counts such pairs, and
 * there is no solution unless it is 0. The applications are numbered as in `chosen`.
 */
export function candidatesOf(
  table: AssignmentTable,
  active = everyRule,
  chosen: readonly number[] = Array.from({ length: table.applications }, (_, a) => a),
): Candidates & { missing: number } {
  const fixed = active & bitOf('fixed');
  const excluding = active & ~bitOf('fixed');
  const cells: number[] = [];
  const start = new Int32Array(chosen.length + 1);
  let missing = 0;
  chosen.forEach((a, at) => {
    for (let cell = a * table.experts; cell < (a + 1) * table.experts; cell++) {
      const said = table.said[cell] ?? 0;
      if ((said & excluding) === 0) cells.push(cell);
      else if (said & fixed) missing += 1;
    }
    start[at + 1] = cells.length;
  });
  const loads = active & bitOf('load') ? table.loads : table.loads.map(() => chosen.length);
  const application = new Int32Array(cells.length);
  for (let at = 0; at < chosen.length; at++) application.fill(at, start[at], start[at + 1]);
  return {
    readers: table.readers,
    applications: chosen.length,
    loads,
    start,
    application,
    expert: Int32Array.from(cells, (cell) => cell % table.experts),
    cell: Int32Array.from(cells),
    fit: Float64Array.from(cells, (cell) => table.fit[cell] ?? 0),
    forced: Uint8Array.from(cells, (cell) => ((table.said[cell] ?? 0) & fixed ? 1 : 0)),
    missing,
  };
}
