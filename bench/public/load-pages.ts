/** A child process of the bench: `connections` readers ask for one page again and again for `seconds`. Prints rate, waits and what failed as JSON. */
import { openConnection } from '#bench/saving/connection.ts';

type Order = { port: number; path: string; seconds: number; connections: number };

const order: Order = JSON.parse(process.argv[2] ?? '{}');
const until = performance.now() + order.seconds * 1000;
const waits: number[] = [];
let failures = 0;

await Promise.all(
  Array.from({ length: order.connections }, async () => {
    const connection = await openConnection(order.port);
    while (performance.now() < until) {
      const start = performance.now();
      const { status } = await connection.send('GET', order.path, 'accept-encoding: gzip\r\n', '');
      if (status === 200) waits.push(performance.now() - start);
      else failures += 1;
    }
    connection.close();
  }),
);
const sorted = waits.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({ rate: waits.length / order.seconds, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, failures }),
);
