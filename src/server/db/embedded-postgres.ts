import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import pg from 'pg';
import { lockDataFolder } from './data-lock.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { choosePostgresRunner } from './postgres-runner.ts';

/** A running PostgreSQL of our own. `superuser` connects to it over a socket that only this machine's users can reach, by password. */
export type EmbeddedPostgres = { superuser: ClientConfig; password: string; stop: () => Promise<void> };

const settings = {
  listen_addresses: '',
  shared_buffers: '128MB',
  max_connections: '60',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_min_messages: 'warning',
  logging_collector: 'off',
};

/**
 * Starts PostgreSQL in `dataDir/postgres`, creating the cluster the first time. One process a data folder; a PostgreSQL left over
 * from a server that was killed is stopped first. Throws with a Chinese message where the folder is in use or PostgreSQL does not start.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  more: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true });
  const unlock = await lockDataFolder(dataDir);
  try {
    const binaries = findPostgresBinaries();
    const cluster = join(dataDir, 'postgres');
    const runner = choosePostgresRunner(binaries.postgres, cluster, dataDir);
    const password = keptPassword(dataDir);
    const socket = socketFolder(dataDir);
    mkdirSync(socket, { recursive: true });
    runner.giveTo(socket);
    chmodSync(socket, 0o700);
    await stopLeftOver(cluster);
    if (!existsSync(join(cluster, 'PG_VERSION'))) await createCluster(binaries.initdb, runner, cluster, password);

    const flags = Object.entries({ ...settings, ...more, unix_socket_directories: socket });
    const server = runner.spawn(
      binaries.postgres,
      ['-D', cluster, ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    );
    let output = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
    });
    const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    const superuser = { host: socket, port: 5432, user: 'lianheti', password, database: 'postgres' };
    await untilReady(superuser, server, () => output);
    return {
      superuser,
      password,
      stop: async () => {
        if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT');
        await exited;
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Where a running server of this data folder listens, for programs that only look (`audit verify`). */
export function embeddedConnection(dataDir: string): ClientConfig {
  return {
    host: socketFolder(dataDir),
    port: 5432,
    user: 'lianheti',
    password: keptPassword(dataDir),
    database: 'lianheti',
  };
}

/** A socket's path is limited to 107 bytes; a deep data folder uses the machine's folder for such files. */
function socketFolder(dataDir: string): string {
  const here = join(dataDir, 'socket');
  if (Buffer.byteLength(here) < 80) return here;
  return join(tmpdir(), `lianheti-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`);
}

function keptPassword(dataDir: string): string {
  const path = join(dataDir, 'postgres-password');
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(path, 'utf8');
}

type Runner = ReturnType<typeof choosePostgresRunner>;

async function createCluster(initdb: string, runner: Runner, cluster: string, password: string): Promise<void> {
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { mode: 0o700 });
  runner.giveTo(cluster);
  const passwordFile = `${cluster}-initdb`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  runner.giveTo(passwordFile);
  const args = ['-D', cluster, '-U', 'lianheti', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  const child = runner.spawn(
    initdb,
    [...args, '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '-N'],
    {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  rmSync(passwordFile);
  if (code === 0) return;
  rmSync(cluster, { recursive: true, force: true });
  throw new Error(`无法建立内置数据库：${output.trim()}`);
}

/** A PostgreSQL whose server was killed lives on; the folder's lock is ours, so it is nobody's. */
async function stopLeftOver(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (!isPostgresOf(pid, cluster)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 10_000 && isPostgresOf(pid, cluster); waited += 20) await sleep(20);
}

function isPostgresOf(pid: number, cluster: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster);
  } catch {
    return false;
  }
}

async function untilReady(
  superuser: ClientConfig,
  server: { exitCode: number | null },
  output: () => string,
): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 20) {
    if (server.exitCode !== null) break;
    const client = new pg.Client(superuser);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(20);
    }
  }
  throw new Error(`内置数据库没有启动：${output().trim()}`);
}
