import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type PostKey, postRules, readPost } from './list-posts.ts';

export type PostOrder = {
  title: string;
  kind: string;
  memberId: string | null;
  places: number;
  conditions: string;
  course: string;
  closesOn: string;
};

/** A post and the call for it. Throws `Refusal`: `invalid` for a kind or member that is none, `forbidden`, `not-found`. */
export async function callPost(
  context: Context,
  actor: Actor,
  consortiumId: string,
  order: PostOrder,
): Promise<{ id: string }> {
  return context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-post', consortiumId);
    const made = await tx
      .insertInto('post')
      .values({
        consortium_id: consortiumId,
        ...(await valuesOf(context, consortiumId, order)),
        person_id: actor.personId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordAudit(tx, consortiumId, 'post.called', made.id, { kind: order.kind, closesOn: order.closesOn });
    return made;
  });
}

/** What a post is stays while somebody holds it or applied; its call may always be changed. Throws as `callPost`, and `stale`, `post-taken`. */
export async function changePost(
  context: Context,
  actor: Actor,
  key: PostKey,
  { version, ...order }: PostOrder & { version: number },
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-post', key.consortiumId);
    const post = await readPost(tx, key);
    if (post.version !== version) throw new Refusal('stale', { version: post.version });
    const isSame = post.kind === order.kind && post.memberId === order.memberId && post.course === order.course;
    if (!isSame && post.appointments.length > 0) throw new Refusal('post-taken');
    const changed = await tx
      .updateTable('post')
      .set({ ...(await valuesOf(context, key.consortiumId, order)), version: version + 1 })
      .where('consortium_id', '=', key.consortiumId)
      .where('id', '=', key.postId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (changed.numUpdatedRows !== 1n) throw new Refusal('stale', { version: version + 1 });
    await recordAudit(tx, key.consortiumId, 'post.changed', key.postId, { closesOn: order.closesOn });
  });
}

async function valuesOf({ directories }: Context, consortiumId: string, order: PostOrder) {
  const { title, kind, memberId, places, conditions, course, closesOn } = order;
  if (!postRules().kinds.includes(kind))
    throw new Refusal('invalid', { fields: ['kind'], detail: '没有这类岗位，请从列表中选择。' });
  if (memberId !== null && !(await directories.of(consortiumId)).byId.has(memberId))
    throw new Refusal('invalid', { fields: ['memberId'], detail: '设岗单位应是本联合体的成员单位。' });
  return { title, kind, member_id: memberId, places, conditions, course, closes_on: closesOn };
}
