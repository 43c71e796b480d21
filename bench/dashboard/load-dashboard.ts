/** A child process of the bench: people look at one kind of dashboard at once, each over a connection of its own. Prints p99 and failures as JSON. */
import { openConnection } from '#bench/saving/connection.ts';

/** `looks` are the requests of each person in turn. */
type Order = { port: number; seconds: number; looks: { token: string; path: string }[][] };

const order: Order = JSON.parse(process.argv[2] ?? '{}');
const until = performance.now() + order.seconds * 1000;
const waits: number[] = [];
let failures = 0;

await Promise.all(
  order.looks.map(async (looks) => {
    const connection = await openConnection(order.port);
    for (let turn = 0; performance.now() < until; turn++) {
      const look = looks[turn % looks.length];
      if (!look) break;
      const start = performance.now();
      const { status } = await connection.send('GET', look.path, `authorization: Bearer ${look.token}\r\n`, '');
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
