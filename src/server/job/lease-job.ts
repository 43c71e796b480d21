import { sql } from 'kysely';
import type { Database } from '#server/db/database.ts';
import type { JobResult } from './job-kind.ts';

/** A job that this server has taken. `lease` is told with every word about it: whoever lost it changes nothing any more. */
export type LeasedJob = {
  consortium_id: string;
  id: string;
  kind: string;
  created_by: string;
  parameters: Record<string, unknown>;
  done: number;
  result: unknown;
  lease: string;
};

const mostAttempts = 4;

/** Takes the oldest job of these kinds that waits or whose server has not renewed its lease for `leaseMs`. */
export async function takeJob(db: Database, kinds: readonly string[], leaseMs: number): Promise<LeasedJob | undefined> {
  const lease = crypto.randomUUID();
  return db.asOwner(async (tx) => {
    await sql`
      update job set state = 'failed', updated_at = clock_timestamp(), taken_by = null,
        message = '处理这项工作时服务多次中断，没有继续。'
      where state = 'running' and attempts >= ${mostAttempts} and taken_at < clock_timestamp() - ${leaseMs} * interval '1 ms'`.execute(
      tx,
    );
    const { rows } = await sql<LeasedJob>`
      update job set state = 'running', taken_by = ${lease}::uuid, taken_at = clock_timestamp(), updated_at = clock_timestamp(),
        attempts = attempts + 1
      where id = (
        select id from job
        where kind = any(${[...kinds]}::text[])
          and (state = 'waiting' or (state = 'running' and taken_at < clock_timestamp() - ${leaseMs} * interval '1 ms'))
        order by created_at limit 1 for update skip locked)
      returning consortium_id, id, kind, created_by, parameters, done, result, taken_by as lease`.execute(tx);
    return rows[0];
  });
}

/** Renews the lease. False where it is lost: the job was cancelled, or another server took it. */
export async function renewLease(db: Database, { id, lease }: LeasedJob): Promise<boolean> {
  return changed(
    db,
    sql`update job set taken_at = clock_timestamp() where id = ${id}::uuid and state = 'running' and taken_by = ${lease}::uuid`,
  );
}

/** Writes how far the job is, and renews the lease. False where it is lost. */
export async function reportJob(
  db: Database,
  { id, lease }: LeasedJob,
  { done, total, text, kept }: { done: number; total: number | null; text: string; kept: unknown },
): Promise<boolean> {
  return changed(
    db,
    sql`update job set done = ${done}, total = ${total}, text = ${text}, result = coalesce(${jsonOf(kept)}::jsonb, result),
      taken_at = clock_timestamp(), updated_at = clock_timestamp()
      where id = ${id}::uuid and state = 'running' and taken_by = ${lease}::uuid`,
  );
}

export async function endJob(
  db: Database,
  { id, lease }: LeasedJob,
  end: { result: JobResult } | { message: string } | 'released',
): Promise<void> {
  if (end === 'released')
    // The server stops in good order: the next one goes on at once, and this was no failed attempt.
    await changed(
      db,
      sql`update job set state = 'waiting', taken_by = null, attempts = attempts - 1, updated_at = clock_timestamp()
        where id = ${id}::uuid and state = 'running' and taken_by = ${lease}::uuid`,
    );
  else
    await changed(
      db,
      sql`update job set state = ${'result' in end ? 'done' : 'failed'}, taken_by = null, updated_at = clock_timestamp(),
        result = coalesce(${jsonOf('result' in end ? end.result : undefined)}::jsonb, result), message = ${'message' in end ? end.message : null}
        where id = ${id}::uuid and state = 'running' and taken_by = ${lease}::uuid`,
    );
}

async function changed(db: Database, statement: ReturnType<typeof sql>): Promise<boolean> {
  const { numAffectedRows } = await db.asOwner((tx) => statement.execute(tx));
  return (numAffectedRows ?? 0n) > 0n;
}

const jsonOf = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
