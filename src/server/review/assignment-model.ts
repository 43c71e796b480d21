import { createRequire } from 'node:module';
import type { Highs, Model, default as SolverModule } from 'highs';
import type { Prices } from '#core/review/assignment-bound.ts';
import type { Candidates } from '#core/review/candidates.ts';

/** What a model asks for: the greatest worst sum, or the greatest total worth while no application's sum is less than `atLeast`. */
export type Goal =
  | { kind: 'worst'; atLeast: number; atMost: number }
  | { kind: 'total'; worth: Float64Array; atLeast: number };

/** A candidate left out (0), undecided (1) or taken beforehand (2). */
export type Decided = Uint8Array;

export type Relaxed = { taken: Float64Array; prices: Prices };
export type Solved = { status: 'optimal' | 'infeasible' | 'stopped'; taken: Uint8Array | undefined };

const quiet = { output_flag: false, random_seed: 1 } as const;
let loading: Promise<Highs> | undefined;

/** The solver, loaded once a process. Its types speak of the CommonJS build, so that is what is loaded. */
export async function loadSolver(): Promise<Highs> {
  if (!loading) {
    const { default: load }: typeof SolverModule = createRequire(import.meta.url)('highs');
    loading = load();
  }
  return loading;
}

/**
 * The linear program and its prices; `undefined` where it was not done in time. It begins with the pairs of a solution (`begin`) and each application's
 * best candidates, and takes in those that its prices favour until there are none: a few of a hundred on the whole.
 */
export function relax(
  highs: Highs,
  candidates: Candidates,
  goal: Goal,
  seconds: number,
  begin: Uint8Array,
): Relaxed | undefined {
  const until = performance.now() + seconds * 1000;
  const score = goal.kind === 'total' ? goal.worth : candidates.fit;
  const isIn = Uint8Array.from(begin);
  takeIn(candidates, score, isIn, 3 * candidates.readers + 5);
  for (;;) {
    const solved = relaxOver(highs, candidates, goal, isIn, (until - performance.now()) / 1000);
    if (!solved || takeIn(candidates, solved.gain, isIn, 2 * candidates.readers, 1e-7) === 0) return solved;
  }
}

/** Takes in the best of each application that is not in yet, where it is better than `least`; how many there were. */
function takeIn({ start, applications }: Candidates, score: Float64Array, isIn: Uint8Array, most: number, least = -1) {
  let count = 0;
  for (let a = 0; a < applications; a++) {
    const better: number[] = [];
    for (let pair = start[a] ?? 0; pair < (start[a + 1] ?? 0); pair++)
      if (!isIn[pair] && (score[pair] ?? 0) > least) better.push(pair);
    better.sort((p, q) => (score[q] ?? 0) - (score[p] ?? 0));
    for (const pair of better.slice(0, most)) isIn[pair] = 1;
    count += Math.min(better.length, most);
  }
  return count;
}

function relaxOver(
  highs: Highs,
  candidates: Candidates,
  goal: Goal,
  isIn: Uint8Array,
  seconds: number,
): (Relaxed & { gain: Float64Array }) | undefined {
  const { applications, application, expert, fit } = candidates;
  const columns = undecidedOrTaken(candidates, isIn);
  return highs.withModel(modelOf(highs, candidates, goal, columns, undefined, false), (model) => {
    model.options.set({ ...quiet, time_limit: Math.max(seconds, 0.01) });
    model.run();
    if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
    const { colValue, rowDual } = model.getSolution();
    const taken = new Float64Array(isIn.length);
    columns.forEach((pair, at) => {
      taken[pair] = colValue[at] ?? 0;
    });
    const prices = {
      applications: rowDual.slice(applications, 2 * applications),
      experts: rowDual.slice(2 * applications).map((dual) => -dual),
    };
    const gain = fit.map((own, pair) => {
      const a = application[pair] ?? 0;
      const worth = goal.kind === 'total' ? (goal.worth[pair] ?? 0) : 0;
      return worth + (prices.applications[a] ?? 0) * own - (prices.experts[expert[pair] ?? 0] ?? 0) + (rowDual[a] ?? 0);
    });
    return { taken, prices, gain };
  });
}

/** The integer program over the candidates that are not decided yet. `start` is a solution to begin from. */
export function solveWhole(
  highs: Highs,
  candidates: Candidates,
  goal: Goal,
  decided: Decided | undefined,
  seconds: number,
  start?: Uint8Array,
): Solved {
  const columns = undecidedOrTaken(candidates, decided);
  return highs.withModel(modelOf(highs, candidates, goal, columns, decided, true), (model) => {
    // Values are whole numbers: what is less than one better is not better.
    model.options.set({ ...quiet, time_limit: Math.max(seconds, 0.01), mip_rel_gap: 0, mip_abs_gap: 0.99 });
    if (start && goal.kind === 'total') model.setSolution({ colValue: columns.map((pair) => start[pair] ?? 0) });
    model.run();
    return { status: statusOf(highs, model), taken: takenIn(model, candidates, columns) };
  });
}

function statusOf(highs: Highs, model: Model): Solved['status'] {
  const { optimal, infeasible } = highs.constants.modelStatus;
  const status = model.getModelStatus();
  return status === optimal ? 'optimal' : status === infeasible ? 'infeasible' : 'stopped';
}

function takenIn(model: Model, candidates: Candidates, columns: readonly number[]): Uint8Array | undefined {
  // 2: a feasible point.
  if (model.info.get('primal_solution_status') !== 2) return undefined;
  const { colValue } = model.getSolution();
  const taken = new Uint8Array(candidates.cell.length);
  columns.forEach((pair, at) => {
    taken[pair] = Math.round(colValue[at] ?? 0);
  });
  return taken;
}

function undecidedOrTaken({ cell }: Candidates, decided: Decided | undefined): readonly number[] {
  return Array.from(cell, (_, pair) => pair).filter((pair) => decided?.[pair] !== 0);
}

/**
 * Columns: a candidate each, then for the goal `worst` the worst sum itself. Rows: readers of each application; its sum of fits against the worst;
 * each expert's load. Minimised, so that the duals' signs are those of the textbook.
 */
function modelOf(
  highs: Highs,
  { readers, applications, loads, application, expert, fit, forced }: Candidates,
  goal: Goal,
  columns: readonly number[],
  decided: Decided | undefined,
  isWhole: boolean,
) {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const put = (row: number, value: number) => {
    indices.push(row);
    values.push(value);
  };
  for (const pair of columns) {
    const a = application[pair] ?? 0;
    put(a, 1);
    if (fit[pair]) put(applications + a, fit[pair] ?? 0);
    put(2 * applications + (expert[pair] ?? 0), 1);
    starts.push(indices.length);
  }
  const extra = goal.kind === 'worst' ? 1 : 0;
  if (extra) {
    for (let a = 0; a < applications; a++) put(applications + a, -1);
    starts.push(indices.length);
  }
  const numCols = columns.length + extra;
  const numRows = 2 * applications + loads.length;
  const { integer } = highs.constants.variableType;
  const filled = <T>(value: T) => Array.from({ length: applications }, () => value);
  const last = <T>(value: T) => (extra ? [value] : []);
  return {
    numCols,
    numRows,
    colCost: [...columns.map((pair) => (goal.kind === 'total' ? -(goal.worth[pair] ?? 0) : 0)), ...last(-1)],
    colLower: [
      ...columns.map((pair) => (forced[pair] || decided?.[pair] === 2 ? 1 : 0)),
      ...last(goal.kind === 'worst' ? goal.atLeast : 0),
    ],
    colUpper: [...columns.map(() => 1), ...last(goal.kind === 'worst' ? goal.atMost : 0)],
    rowLower: [
      ...filled(readers),
      ...filled(goal.kind === 'total' ? goal.atLeast : 0),
      ...Array.from(loads, () => -highs.infinity),
    ],
    rowUpper: [...filled(readers), ...filled(highs.infinity), ...loads],
    matrix: { format: 'csc' as const, numRows, numCols, starts, indices, values },
    ...(isWhole ? { integrality: [...columns.map(() => integer), ...last(integer)] } : {}),
  };
}
