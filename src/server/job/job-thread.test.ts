import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endWaitingThreads, runInThread } from './job-thread.ts';

const script = new URL('../../../test/telling-thread.ts', import.meta.url);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianheti-thread-'));
});
afterAll(async () => {
  await endWaitingThreads();
  await rm(folder, { recursive: true });
});

const run = async (waitsMs: number, { isRefused = false, signal = new AbortController().signal } = {}) =>
  (
    await runInThread(
      script,
      { isRefused },
      { folder: join(folder, 'job'), signal, report: async () => {} },
      { megabytes: 64, waitsMs },
    )
  ).thread;

describe('the thread of a job', () => {
  test('is gone with its job', async () => {
    expect(await run(0)).not.toBe(await run(0));
  });

  test('that waits does the next job of its script, until it has waited long enough', async () => {
    const first = await run(60_000);
    expect(await run(200)).toBe(first);
    expect(await run(0)).toBe(first);
    const second = await run(1);
    await expect.poll(() => run(0)).not.toBe(second);
  });

  test('is never used again once it has refused or was called back', async () => {
    const first = await run(60_000);
    await expect(run(60_000, { isRefused: true })).rejects.toMatchObject({ facts: { detail: '第3行有误' } });
    const second = await run(60_000);
    expect(second).not.toBe(first);
    const stopped = AbortSignal.abort(new Error('the server stops'));
    await expect(run(60_000, { signal: stopped })).rejects.toThrow('the server stops');
    expect(await run(0)).not.toBe(second);
  });

  test('does not outlive the server that it waits in', async () => {
    const first = await run(60_000);
    await endWaitingThreads();
    expect(await run(0)).not.toBe(first);
  });
});
