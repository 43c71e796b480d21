/** A child process of the bench: hands in every form twice, as a hurried hand clicks twice, over many connections. Prints what came back. */
import { readFileSync } from 'node:fs';
import { openConnection } from './connection.ts';

type Order = { port: number; connections: number; forms: { id: string; token: string }[] };

const order: Order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const queue = [...order.forms];
const receipts: string[] = [];
let failures = 0;
let differing = 0;
const start = performance.now();

await Promise.all(
  Array.from({ length: order.connections }, async () => {
    const [first, second] = [await openConnection(order.port), await openConnection(order.port)];
    for (let form = queue.pop(); form; form = queue.pop()) {
      const headers = `authorization: Bearer ${form.token}\r\nidempotency-key: ${form.id}\r\n`;
      const body = JSON.stringify({ reasons: {}, sequence: 1 });
      const path = `/api/applications/${form.id}/submission`;
      const [one, two] = await Promise.all([
        first.send('POST', path, headers, body),
        second.send('POST', path, headers, body),
      ]);
      if (one.status !== 200 || two.status !== 200) failures += 1;
      else if (one.body !== two.body) differing += 1;
      else receipts.push(one.body);
    }
    first.close();
    second.close();
  }),
);
const seconds = (performance.now() - start) / 1000;
process.stdout.write(JSON.stringify({ seconds, receipts: new Set(receipts).size, failures, differing }));
