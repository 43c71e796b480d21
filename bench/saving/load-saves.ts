/** A child process of the bench: `connections` people type at once for `seconds`; each in a form of its own. Prints the rate as JSON. */
import { openConnection } from './connection.ts';

type Order = { port: number; seconds: number; connections: number; forms?: { id: string; token: string }[] };

const order: Order = JSON.parse(process.argv[2] ?? '{}');
const cells = ['park', 'leaderName', 'leaderContact', 'secretariatHost', 'features', 'supportPolicies', 'leadSchool'];
const until = performance.now() + order.seconds * 1000;
const waits: number[] = [];
let failures = 0;

await Promise.all(
  Array.from({ length: order.connections }, async (_, number) => {
    const form = order.forms?.[number];
    const connection = await openConnection(order.port);
    const versions = new Map<string, number>();
    for (let turn = 0; performance.now() < until; turn++) {
      const cell = cells[turn % cells.length] ?? '';
      const path = form ? `/api/applications/${form.id}/answers/${cell}` : `/${number}`;
      const headers = form ? `authorization: Bearer ${form.token}\r\n` : '';
      const body = JSON.stringify({ value: `测速园区第${turn}次填写`, baseVersion: versions.get(cell) ?? 0 });
      const start = performance.now();
      const answer = await connection.send('PUT', path, headers, body);
      if (answer.status === 200) waits.push(performance.now() - start);
      else if (answer.status !== 409) failures += 1;
      versions.set(cell, versionOf(answer.body));
    }
    connection.close();
  }),
);
const sorted = waits.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({ rate: waits.length / order.seconds, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, failures }),
);

/** The version to base the next save on: the one just written, or the one that stands there. */
function versionOf(body: string): number {
  return Number(/"version":(\d+)/.exec(body)?.[1] ?? 0);
}
