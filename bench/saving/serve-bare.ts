/** A child process of the bench: a bare Node server that does one `update` a request, through the same driver on the same PostgreSQL. */
import { createServer } from 'node:http';
import pg from 'pg';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';

const rows = Number(process.argv[2]);
const pool = new pg.Pool({ ...embeddedConnection(process.env.DATA_DIR ?? ''), max: 10 });
await pool.query(
  'create table if not exists bare (id integer primary key, value jsonb, at timestamptz) with (fillfactor = 70)',
);
await pool.query('insert into bare select n from generate_series(0, $1) n on conflict do nothing', [rows]);

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', async () => {
    const { value } = JSON.parse(Buffer.concat(parts).toString());
    const id = Number(request.url?.slice(1));
    const text = 'update bare set value = $2, at = now() where id = $1';
    await pool.query({ name: 'bare', text, values: [id, JSON.stringify(value)] });
    const body = '{"saved":true}';
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : undefined })}\n`);
});
process.once('SIGTERM', async () => {
  server.close();
  await pool.end();
  process.exit(0);
});
