/** `task` is not ready before `after` is done. */
export type Dependency = { task: string; after: string };

/**
 * The way round by which a task would wait for itself once it also waited for `after`: from the task over what it waits for back to the task. Undefined
 * where it would not.
 */
export function loopBy(
  dependencies: readonly Dependency[],
  { task, after }: Dependency,
): readonly string[] | undefined {
  const waits = Map.groupBy(dependencies, (one) => one.task);
  const cameFrom = new Map<string, string>([[after, task]]);
  const open = [after];
  for (let here = open.shift(); here !== undefined; here = open.shift()) {
    if (here === task) return wayTo(task, cameFrom);
    for (const next of waits.get(here) ?? []) {
      if (cameFrom.has(next.after)) continue;
      cameFrom.set(next.after, here);
      open.push(next.after);
    }
  }
  return undefined;
}

function wayTo(task: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [task];
  for (let here = cameFrom.get(task); here !== undefined; here = cameFrom.get(here)) {
    way.unshift(here);
    if (here === task) break;
  }
  return way;
}
