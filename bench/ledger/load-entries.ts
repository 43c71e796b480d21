/** A child process of the bench: `connections` people record entries at once for `seconds`. Prints the rate as JSON. */
import { openConnection } from '#bench/saving/connection.ts';

type Consortium = { id: string; school: string; enterprise: string; token: string };
type Order = {
  port: number;
  seconds: number;
  connections: number;
  round: number;
  consortia?: Consortium[];
  /** The authorization header where Directus is asked to keep one bare row instead. */
  directus?: string;
};

const order: Order = JSON.parse(process.argv[2] ?? '{}');
const until = performance.now() + order.seconds * 1000;
const waits: number[] = [];
let failures = 0;

await Promise.all(
  Array.from({ length: order.connections }, async (_, number) => {
    const all = order.consortia ?? [];
    const consortium = all[number % all.length];
    const connection = await openConnection(order.port);
    for (let turn = 0; performance.now() < until; turn++) {
      const values = {
        school: consortium?.school ?? 's1',
        enterprise: consortium?.enterprise ?? 'e1',
        major: `测速${order.round}-${number}-${turn}`,
        headcount: 30,
        startedOn: '2022-09-01',
        endedOn: '2023-06-30',
      };
      const path = consortium ? `/api/consortia/${consortium.id}/ledgers/apprenticeship/entries` : '/items/training';
      const authorization = consortium ? `Bearer ${consortium.token}` : order.directus;
      const body = JSON.stringify(
        consortium ? { values } : { ...values, consortium: 'c1', province: 'p1', year: 2022 },
      );
      const start = performance.now();
      const answer = await connection.send('POST', path, `authorization: ${authorization}\r\n`, body);
      if (answer.status === 201 || answer.status === 200) waits.push(performance.now() - start);
      else failures += 1;
    }
    connection.close();
  }),
);
const sorted = waits.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({ rate: waits.length / order.seconds, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, failures }),
);
