import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { testDatabase } from '#test/test-database.ts';
import { connectForJob } from './connect-for-job.ts';

test('what a job asks of the embedded database gives way to what people ask', async () => {
  const { db, close } = await testDatabase();
  const backendOf = async ({ app }: Pick<typeof db, 'app'>) =>
    (await app.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0;
  const job = await connectForJob(db.settings);
  const expected = process.platform === 'linux' ? 10 : getPriority();
  expect(getPriority(await backendOf(job))).toBe(expected);
  expect(getPriority(await backendOf(db))).toBe(getPriority());
  await job.close();
  await close();
});
