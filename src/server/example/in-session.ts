import { randomUUID } from 'node:crypto';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';

/** Some commands ask for a live session; the example's people have one for as long as they take. */
export async function inSession<T>(context: Context, actor: Actor, run: (actor: Actor) => Promise<T>): Promise<T> {
  const { accounts } = context.db;
  const sessionId = randomUUID();
  await accounts
    .insertInto('auth_session')
    .values({ id: sessionId, user_id: actor.personId, token: randomUUID(), expires_at: new Date(Date.now() + 60_000) })
    .execute();
  try {
    return await run({ ...actor, sessionId });
  } finally {
    await accounts.deleteFrom('auth_session').where('id', '=', sessionId).execute();
  }
}
