/**
 * The year that is shown where none is asked for: the newest in which at least half as many figures have a value as in the fullest year. A year that has just
 * begun already counts what is still in force from before, and would show little else. Undefined of no years.
 */
export function shownYear(figuresIn: ReadonlyMap<number, number>): number | undefined {
  const most = Math.max(0, ...figuresIn.values());
  return [...figuresIn.keys()]
    .sort((one, other) => one - other)
    .findLast((year) => 2 * (figuresIn.get(year) ?? 0) >= most);
}
