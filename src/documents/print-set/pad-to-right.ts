/**
 * The pages of a booklet printed on both sides, in the order of printing: numbers of its pages (from 0), and `undefined` for an empty one. Each page of
 * `starts` comes on a right-hand page, that is, at an odd place counted from 1.
 */
export function padToRight(pages: number, starts: ReadonlySet<number>): readonly (number | undefined)[] {
  const printed: (number | undefined)[] = [];
  for (let page = 0; page < pages; page++) {
    if (starts.has(page) && printed.length % 2 === 1) printed.push(undefined);
    printed.push(page);
  }
  return printed;
}
