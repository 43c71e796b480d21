/** A child process of the bench: `connections` people record entries at once for `seconds`. Prints the rate as JSON. */
import { openConnection } from '#bench/saving/connection.ts';

type Consortium = { id: string; school: string; enterprise: string; token: string };
type Order = { port: number; seconds: number; connections: number; consortia: Consortium[]; round: number };

const order: Order = JSON.parse(process.argv[2] ?? '{}');
const until = performance.now() + order.seconds * 1000;
const waits: number[] = [];
let failures = 0;

await Promise.all(
  Array.from({ length: order.connections }, async (_, number) => {
    const consortium = order.consortia[number % order.consortia.length];
    if (!consortium) throw new Error('no consortium');
    const connection = await openConnection(order.port);
    for (let turn = 0; performance.now() < until; turn++) {
      const values = {
        school: consortium.school,
        enterprise: consortium.enterprise,
        major: `测速${order.round}-${number}-${turn}`,
        headcount: 30,
        startedOn: '2022-09-01',
        endedOn: '2023-06-30',
      };
      const path = `/api/consortia/${consortium.id}/ledgers/apprenticeship/entries`;
      const start = performance.now();
      const answer = await connection.send(
        'POST',
        path,
        `authorization: Bearer ${consortium.token}\r\n`,
        JSON.stringify({ values }),
      );
      if (answer.status === 201) waits.push(performance.now() - start);
      else failures += 1;
    }
    connection.close();
  }),
);
const sorted = waits.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({ rate: waits.length / order.seconds, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, failures }),
);
