/** What a reader gave an application, 0–100. */
export type Mark = { application: string; reader: string; score: number };

export type Calibration = {
  /** Each application's mean with the severity of its readers taken out; not rounded, and not cut to 0–100. */
  applications: ReadonlyMap<string, number>;
  /** How much a reader gives above (mild) or below (severe) what the others give the same applications. */
  severities: ReadonlyMap<string, number>;
};

/**
 * Explains marks as `application + severity of the reader` by least squares. Severities of readers that are connected by common
 * applications add up to 0; readers without a common application cannot be told apart from what they read, and are compared with nobody.
 * A reader who reads a little of everything therefore ties the whole design together.
 */
export function calibrate(marks: readonly Mark[]): Calibration {
  const byApplication = Map.groupBy(marks, ({ application }) => application);
  const severities = new Map<string, number>();
  for (const readers of connectedReaders(byApplication)) {
    const solved = solveSeverities(readers, byApplication);
    for (const [at, reader] of readers.entries()) severities.set(reader, solved[at] ?? 0);
  }
  const applications = new Map(
    [...byApplication].map(([application, own]) => [
      application,
      mean(own.map(({ reader, score }) => score - (severities.get(reader) ?? 0))),
    ]),
  );
  return { applications, severities };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Readers in groups that common applications connect, each sorted, so that the order of the marks changes nothing. */
function connectedReaders(byApplication: ReadonlyMap<string, readonly Mark[]>): readonly (readonly string[])[] {
  const parent = new Map<string, string>();
  const rootOf = (reader: string): string => {
    let root = reader;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    parent.set(reader, root);
    return root;
  };
  for (const own of byApplication.values()) {
    const first = rootOf(own[0]?.reader ?? '');
    for (const { reader } of own) parent.set(rootOf(reader), first);
  }
  return [...Map.groupBy([...parent.keys()].sort(), rootOf).values()];
}

/**
 * The normal equations of one group, applications eliminated. What remains is singular in one direction only, all severities alike; adding
 * 1/n everywhere takes that direction to 0 and leaves the others as they are.
 */
function solveSeverities(
  readers: readonly string[],
  byApplication: ReadonlyMap<string, readonly Mark[]>,
): Float64Array {
  const n = readers.length;
  const placeOf = new Map(readers.map((reader, at) => [reader, at]));
  const matrix = new Float64Array(n * n).fill(1 / n);
  const right = new Float64Array(n);
  const add = (list: Float64Array, at: number, value: number) => {
    list[at] = (list[at] ?? 0) + value;
  };
  for (const own of byApplication.values()) {
    if (!placeOf.has(own[0]?.reader ?? '')) continue;
    const average = mean(own.map(({ score }) => score));
    for (const { reader, score } of own) {
      const row = placeOf.get(reader) ?? 0;
      add(right, row, score - average);
      add(matrix, row * n + row, 1);
      for (const other of own) add(matrix, row * n + (placeOf.get(other.reader) ?? 0), -1 / own.length);
    }
  }
  return solvePositive(matrix, right);
}

/** Gauss without pivoting, which a positive definite matrix does not need. */
function solvePositive(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const at = (row: number, column: number) => matrix[row * n + column] ?? 0;
  for (let pivot = 0; pivot < n; pivot++)
    for (let row = pivot + 1; row < n; row++) {
      const factor = at(row, pivot) / at(pivot, pivot);
      if (factor === 0) continue;
      for (let column = pivot; column < n; column++)
        matrix[row * n + column] = at(row, column) - factor * at(pivot, column);
      right[row] = (right[row] ?? 0) - factor * (right[pivot] ?? 0);
    }
  const solved = new Float64Array(n);
  for (let row = n - 1; row >= 0; row--) {
    let rest = right[row] ?? 0;
    for (let column = row + 1; column < n; column++) rest -= at(row, column) * (solved[column] ?? 0);
    solved[row] = rest / at(row, row);
  }
  return solved;
}
