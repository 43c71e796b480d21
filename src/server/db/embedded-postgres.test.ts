import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyAudit } from '#server/audit/verify-audit.ts';
import { testClient } from '#test/test-client.ts';

let dataDir: string;
let started: Started[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lianheti-start-'));
});
afterEach(async () => {
  for (const { child } of started)
    if (child.exitCode === null && child.signalCode === null) await stop({ child }, 'SIGINT');
  started = [];
  await rm(dataDir, { recursive: true, force: true });
});

type Started = { child: ChildProcess; output: () => string; port: number };

/** Runs the real program, as `npm start` does, until it says that it answers or ends. */
async function start(more: NodeJS.ProcessEnv = {}): Promise<Started> {
  const port = await freePort();
  const script = `const { main } = await import(${JSON.stringify(fileURLToPath(new URL('../main.ts', import.meta.url)))});
    process.exitCode = await main(process.env, console.log);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'silent',
      EXAMPLE_LEDGERS: 'none',
      NODE_OPTIONS: '',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<void>((resolve) => {
    const take = (part: Buffer) => {
      text += part.toString();
      if (text.includes('按 Ctrl-C 停止')) resolve();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
  });
  await Promise.race([ready, ended]);
  const running = { child, output: () => text, port };
  started.push(running);
  return running;
}

async function stop({ child }: { child: ChildProcess }, signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  child.kill(signal);
  return ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

const client = ({ port }: Started) => testClient(`http://127.0.0.1:${port}`, {});

async function signedIn(server: Started) {
  const password = { email: 'secretariat3@shili.example', password: 'Shili-2023!' };
  const answer = await client(server).post('/api/auth/sign-in/email', password);
  return testClient(`http://127.0.0.1:${server.port}`, { cookie: answer.cookie });
}

// Each starts the whole program once or twice, which on a busy machine takes its time.
describe('starting on a data folder', { timeout: 240_000 }, () => {
  test('loads the example the first time; a restart keeps everything, sessions included', async () => {
    const first = await start();
    expect(first.output()).toContain('secretariat1@shili.example');
    const session = await signedIn(first);
    const { items } = (await session.get('/api/consortia')).body;
    const form = `/api/applications/${items[0].application.id}`;
    const { versions } = (await session.get(form)).body;
    await session.put(`${form}/answers/park`, { value: '重启后还在', baseVersion: versions.park });
    expect(await stop(first, 'SIGINT')).toBe(0);
    expect(first.output()).toContain('正在停止');

    const second = await start();
    const again = testClient(`http://127.0.0.1:${second.port}`, session.headers);
    expect((await again.get(form)).body.answers.park).toBe('重启后还在');
    expect(await verifyAudit({ databaseUrl: undefined, dataDir })).toMatchObject({ faults: [] });
    await stop(second, 'SIGTERM');
    const offline = await verifyAudit({ databaseUrl: undefined, dataDir });
    expect(offline.faults).toEqual([]);
    expect(offline.events).toBeGreaterThan(10);
  });

  test('a second server is refused in words and leaves the first untouched', async () => {
    const first = await start({ EXAMPLE: 'off' });
    const second = await start({ EXAMPLE: 'off' });
    expect(second.child.exitCode).toBe(1);
    expect(second.output()).toContain('正由另一个联合体服务');
    expect((await client(first).get('/health/ready')).body).toEqual({ status: 'ready' });
  });

  test('after kill -9 the next start takes over, with everything that was saved', async () => {
    const first = await start();
    const session = await signedIn(first);
    const { items } = (await session.get('/api/consortia')).body;
    const form = `/api/applications/${items[0].application.id}`;
    const { versions } = (await session.get(form)).body;
    expect(
      (await session.put(`${form}/answers/park`, { value: '断电前一刻', baseVersion: versions.park })).status,
    ).toBe(200);
    await stop(first, 'SIGKILL');
    const second = await start();
    expect(second.output()).toContain('联合体已启动');
    const again = testClient(`http://127.0.0.1:${second.port}`, session.headers);
    expect((await again.get(form)).body.answers.park).toBe('断电前一刻');
  });

  test('without the example it invites its three administrators, each by a link of its own', async () => {
    const server = await start({ EXAMPLE: 'off' });
    const links = [...server.output().matchAll(/(系统|安全|审计)管理员 .*\/invitations\/(\S+)/g)];
    expect(links).toHaveLength(3);
    const [, , token] = links[0] ?? [];
    const person = { name: '管理员', email: 'admin@ceshi.example', password: 'Guanli-2023!x' };
    expect((await client(server).post(`/api/public/invitations/${token}/acceptance`, person)).status).toBe(201);
    expect((await client(server).get('/api/public/sign-in')).body).toEqual({
      example: false,
      accounts: [],
      oidc: [],
      mail: false,
    });
  });

  test('a port that is taken and a wrong setting are told in words', async () => {
    const first = await start({ EXAMPLE: 'off' });
    const other = await mkdtemp(join(tmpdir(), 'lianheti-start-'));
    const taken = await start({ DATA_DIR: other, PORT: String(first.port) });
    expect([taken.child.exitCode, taken.output()]).toEqual([1, expect.stringContaining('已被其他程序占用')]);
    const wrong = await start({ DATA_DIR: other, PORT: '三千' });
    expect([wrong.child.exitCode, wrong.output()]).toEqual([1, expect.stringContaining('PORT 应为')]);
    await rm(other, { recursive: true, force: true });
  });
});
