import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openLog } from '#server/http/log.ts';
import { Refusal } from '#server/http/refusal.ts';
import { createPerson } from '#server/invitation/accept-invitation.ts';
import { type TestDatabase, testDatabase } from '#test/test-database.ts';
import { beginJob } from './begin-job.ts';
import type { JobHandler } from './job-kind.ts';
import { type JobRunner, runJobs } from './run-jobs.ts';

let database: TestDatabase;
let folder: string;
let personId: string;
let consortiumId: string;
let runners: JobRunner[] = [];
let killed: ChildProcess | undefined;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'lianheti-jobs-'));
  ({ personId, consortiumId } = await database.db.asOwner(async (tx) => {
    const id = crypto.randomUUID();
    await tx.insertInto('unit').values({ id, kind: 'ministry', name: '测试部', parent_id: null }).execute();
    const person = await createPerson(tx, '测试人', 'jobs@ceshi.example', 'x');
    await tx.insertInto('role_assignment').values({ person_id: person, unit_id: id, role: 'auditor' }).execute();
    return { personId: person, consortiumId: id };
  }));
});
afterEach(async () => {
  await Promise.all(runners.map((runner) => runner.close()));
  runners = [];
  killed?.kill('SIGKILL');
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const context = () => ({ config: { dataDir: folder }, db: database.db, log: openLog('silent') });
const begin = () => beginJob(context(), { personId }, { consortiumId, kind: 'volume', parameters: { of: 10 } });

function run(handler: JobHandler, pace = {}): JobRunner {
  const runner = runJobs(context(), { volume: handler }, { lookMs: 50, ...pace });
  runners.push(runner);
  return runner;
}

async function jobOf(id: string) {
  return database.db.asOwner((tx) => tx.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

async function until(id: string, holds: (job: Awaited<ReturnType<typeof jobOf>>) => boolean) {
  for (let tries = 0; tries < 400; tries++) {
    const job = await jobOf(id);
    if (holds(job)) return job;
    await sleep(25);
  }
  throw new Error(`the job stayed ${JSON.stringify(await jobOf(id))}`);
}

/** Counts to ten from where it stopped, and remembers each number. */
const counting =
  (counted: number[], between = 0): JobHandler =>
  async ({ done, report }) => {
    for (let number = done + 1; number <= 10; number++) {
      counted.push(number);
      await report(number, 10, `数到${number}`, { counted: number });
      if (between > 0) await sleep(between);
    }
    return { counted: counted.length };
  };

describe('a job', () => {
  test('is taken at once, tells how far it is, and leaves its result', async () => {
    run(counting([]), { lookMs: 60_000 });
    const job = await until(await begin(), ({ state }) => state === 'done');
    expect(job).toMatchObject({ done: 10, total: 10, text: '数到10', result: { counted: 10 }, attempts: 1 });
  });

  test('is done once, however many servers look for it', async () => {
    const counted: number[] = [];
    for (let servers = 0; servers < 4; servers++) run(counting(counted));
    const ids = await Promise.all([begin(), begin(), begin()]);
    for (const id of ids) await until(id, ({ state }) => state === 'done');
    expect(counted).toHaveLength(30);
  });

  test('that is cancelled stops and stays cancelled', async () => {
    const counted: number[] = [];
    run(counting(counted, 100));
    const id = await begin();
    await until(id, ({ done }) => done >= 2);
    await database.db.asActor({ personId }, (tx) =>
      tx.updateTable('job').set({ state: 'cancelled' }).where('id', '=', id).execute(),
    );
    const sofar = (await jobOf(id)).done;
    await sleep(500);
    expect(await jobOf(id)).toMatchObject({ state: 'cancelled' });
    expect(counted.length).toBeLessThanOrEqual(sofar + 2);
  });

  test('tells people what is wrong with their file, and nothing of a fault of the program', async () => {
    run(async () => {
      throw new Refusal('unreadable-file', { detail: '文件已损坏' });
    });
    expect((await until(await begin(), ({ state }) => state === 'failed')).message).toBe('文件已损坏');
    await runners[0]?.close();
    run(async () => {
      throw new Error('password of the database');
    });
    expect((await until(await begin(), ({ state }) => state === 'failed')).message).toMatch(/^服务出现故障/);
  });

  test('goes on where it stopped when its server stops in good order', async () => {
    const [first, second]: number[][] = [[], []];
    const runner = run(counting(first ?? [], 60));
    const id = await begin();
    await until(id, ({ done }) => done >= 3);
    await runner.close();
    expect(await jobOf(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    run(counting(second ?? []));
    expect(await until(id, ({ state }) => state === 'done')).toMatchObject({ done: 10 });
    expect(second?.[0]).toBeGreaterThanOrEqual(4);
  });

  test('goes on where it stopped when its server was killed', async () => {
    const id = await begin();
    const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
    const script = `
      import { connectDatabase } from ${url('../db/database.ts')};
      import { runJobs } from ${url('./run-jobs.ts')};
      const { owner, login } = ${JSON.stringify(database.db.settings)};
      const db = await connectDatabase(owner, login);
      runJobs({ db, config: { dataDir: ${JSON.stringify(folder)} }, log: console }, { volume: async ({ report }) => {
        await report(4, 10, '数到4', { counted: 4 });
        await new Promise(() => setInterval(() => {}, 1000));
      } }, { leaseMs: 800 });`;
    killed = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore', cwd: process.cwd() });
    await until(id, ({ done }) => done === 4);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const counted: number[] = [];
    run(counting(counted), { leaseMs: 800 });
    expect(await until(id, ({ state }) => state === 'done')).toMatchObject({ done: 10, attempts: 2 });
    expect(counted).toEqual([5, 6, 7, 8, 9, 10]);
  });

  test('whose servers die again and again is given up', async () => {
    const id = await begin();
    await database.db.asOwner((tx) =>
      tx
        .updateTable('job')
        .set({ state: 'running', attempts: 4, taken_at: new Date(0) })
        .where('id', '=', id)
        .execute(),
    );
    run(counting([]));
    expect((await until(id, ({ state }) => state === 'failed')).message).toContain('多次中断');
  });
});
