/** Runs over all items, a few at a time: as many as the database's connections serve without queueing. */
export async function severalAtOnce<T>(items: Iterable<T>, run: (item: T) => Promise<unknown>): Promise<void> {
  // One iterator that all take from.
  const queue = [...items].values();
  const work = async () => {
    for (const item of queue) await run(item);
  };
  await Promise.all(Array.from({ length: 6 }, work));
}
