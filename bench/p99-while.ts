import { timed } from './bench-row.ts';

/** Milliseconds of the slowest hundredth of small requests, some twenty a second, while something goes on. */
export async function p99While(ask: () => Promise<unknown>, work: () => Promise<unknown>): Promise<number> {
  const waits: number[] = [];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      waits.push(await timed(ask));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
  }
  await asking;
  return waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0;
}
