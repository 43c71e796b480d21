/**
 * Rows in their order, page by page as they are taken, so that memory does not grow with them. `first` was read already: what is wrong with the order is told
 * before anything is sent.
 */
export async function* inPages<Row extends { id: string }>(
  first: readonly Row[],
  page: (after: string) => Promise<readonly Row[]>,
  pageSize: number,
): AsyncGenerator<Row, void> {
  let held = first;
  while (held.length > 0) {
    yield* held;
    const last = held.at(-1);
    held = held.length < pageSize || !last ? [] : await page(last.id);
  }
}
