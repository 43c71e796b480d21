import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '#server/db/database.ts';
import { Refusal } from './refusal.ts';

/** A request still unanswered after this long has lost its server; whoever asks again does the work. */
const abandonedAfter = 150;

/** For the description of routes that take the header. */
export const OnceHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: '同一键 24 小时内重发同一请求，得到同一结果' }),
});

type Answer<T> = { status: number; body: T };
type KeyRow = { digest: string; status: number | null; body: unknown };

/**
 * Does what a request asks once for each Idempotency-Key: the same request again within a day gets the first answer again (with the header
 * `idempotent-replayed`). Throws `Refusal('key-reused')` where the key came with another request, and `Refusal('request-in-progress')` while the
 * first is being worked on. What was refused may be tried again with the same key. Without the header it only does what is asked.
 */
export async function onceOnly<T>(
  db: Database,
  request: Pick<FastifyRequest, 'headers' | 'method' | 'url' | 'body' | 'actor'>,
  reply: FastifyReply,
  run: () => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return run();
  const { actor } = request;
  const digest = createHash('sha256')
    .update(`${request.method} ${request.url}\n${actor.token?.unitId ?? ''}\n${JSON.stringify(request.body)}`)
    .digest('hex');
  const earlier = await claim(db, actor, key, digest);
  if (earlier) {
    if (earlier.digest !== digest) throw new Refusal('key-reused', { fields: ['Idempotency-Key'] });
    if (earlier.status === null) throw new Refusal('request-in-progress');
    reply.header('idempotent-replayed', 'true');
    return { status: earlier.status, body: earlier.body as T };
  }
  try {
    const answer = await run();
    await db.asActor(actor, (tx) =>
      tx
        .updateTable('idempotency_key')
        .set({ status: answer.status, body: JSON.stringify(answer.body) })
        .where('person_id', '=', actor.personId)
        .where('key', '=', key)
        .execute(),
    );
    return answer;
  } catch (error) {
    await db.asActor(actor, (tx) =>
      tx.deleteFrom('idempotency_key').where('person_id', '=', actor.personId).where('key', '=', key).execute(),
    );
    throw error;
  }
}

/** Takes the key; nothing where it is now ours, else what stands there. A key of yesterday is forgotten. */
async function claim(
  db: Database,
  actor: FastifyRequest['actor'],
  key: string,
  digest: string,
): Promise<KeyRow | undefined> {
  return db.asActor(actor, async (tx) => {
    const { rows: taken } = await sql`
      insert into idempotency_key as k (person_id, key, digest) values (${actor.personId}::uuid, ${key}, ${digest})
      on conflict (person_id, key) do update set digest = excluded.digest, status = null, body = null, created_at = clock_timestamp()
      where k.created_at < clock_timestamp() - interval '1 day'
        or k.status is null and k.digest = excluded.digest
          and k.created_at < clock_timestamp() - make_interval(secs => ${abandonedAfter})
      returning key`.execute(tx);
    if (taken.length > 0) return undefined;
    return tx
      .selectFrom('idempotency_key')
      .select(['digest', 'status', 'body'])
      .where('person_id', '=', actor.personId)
      .where('key', '=', key)
      .executeTakeFirst();
  });
}
