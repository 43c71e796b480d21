import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type PostKey, readPost } from './list-posts.ts';

export type ApplicationKey = PostKey & { applicationId: string };

/**
 * Somebody of a member applies, by whoever reports for it and with its consent. Throws `Refusal`: `not-found`, `forbidden` for another's member,
 * `call-over` after its last day, `already-applied`.
 */
export async function applyForPost(
  { db }: Context,
  actor: Actor,
  key: PostKey,
  { memberId, name, statement }: { memberId: string; name: string; statement: string },
): Promise<{ id: string }> {
  return db.asActor(actor, async (tx) => {
    const post = await readPost(tx, key);
    const { rows } = await sql<{ may: boolean }>`
      select has_right('apply-post', ${memberId}::uuid) and exists (select from unit where id = ${memberId}::uuid
        and parent_id = ${key.consortiumId}::uuid) as may`.execute(tx);
    if (!rows[0]?.may) throw new Refusal('forbidden');
    if (beijingToday() > post.closesOn) throw new Refusal('call-over', { closesOn: post.closesOn });
    const made = await tx
      .insertInto('post_application')
      .values({
        consortium_id: key.consortiumId,
        post_id: key.postId,
        member_id: memberId,
        name,
        statement,
        person_id: actor.personId,
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Refusal('already-applied', { fields: ['name'] });
    await recordAudit(tx, key.consortiumId, 'post.applied', made.id, { post: key.postId });
    return made;
  });
}

/** Whoever applied takes it back. Throws `Refusal`: `not-found`, `forbidden`, `action-not-possible` once it was decided, `stale`. */
export async function withdrawApplication(
  { db }: Context,
  actor: Actor,
  key: ApplicationKey,
  version: number,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const { isOwn } = await openApplication(tx, key, version);
    if (!isOwn) throw new Refusal('forbidden');
    await decideApplication(tx, key, version, 'withdrawn');
    await recordAudit(tx, key.consortiumId, 'post.application-withdrawn', key.applicationId, {});
  });
}

/** Throws `Refusal`: `not-found`, `forbidden`, `action-not-possible` once it was decided, `stale`. */
export async function declineApplication(
  { db }: Context,
  actor: Actor,
  key: ApplicationKey,
  version: number,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-post', key.consortiumId);
    await openApplication(tx, key, version);
    await decideApplication(tx, key, version, 'declined');
    await recordAudit(tx, key.consortiumId, 'post.declined', key.applicationId, {});
  });
}

/** An application on which nobody has decided. Throws `Refusal`: `not-found`, `stale`, `action-not-possible`. */
export async function openApplication(tx: Tx, key: ApplicationKey, version: number) {
  const post = await readPost(tx, key);
  const found = post.applications.find(({ id }) => id === key.applicationId);
  if (!found) throw new Refusal('not-found');
  if (found.version !== version) throw new Refusal('stale', { version: found.version, state: found.state });
  if (found.state !== 'open') throw new Refusal('action-not-possible', { state: found.state });
  return found;
}

/** What becomes of an application; the words with which somebody applied are kept no longer than they are needed. */
export async function decideApplication(
  tx: Tx,
  { consortiumId, postId, applicationId }: ApplicationKey,
  version: number,
  state: 'appointed' | 'declined' | 'withdrawn',
): Promise<void> {
  const moved = await tx
    .updateTable('post_application')
    .set({ state, statement: '', version: version + 1 })
    .where('consortium_id', '=', consortiumId)
    .where('post_id', '=', postId)
    .where('id', '=', applicationId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (moved.numUpdatedRows !== 1n) throw new Refusal('stale', { version: version + 1 });
}
