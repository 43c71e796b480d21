import { entryOfAppointment } from '#core/post/post-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { decideApplication, openApplication } from './apply-for-post.ts';
import { type PostKey, type PostRow, postRules, readPost } from './list-posts.ts';

export type Appointing = {
  memberId: string;
  name: string;
  application: { id: string; version: number } | null;
  hours: string;
  fromDay: string;
  toDay: string;
};

/**
 * Appoints somebody to a post for a term, from an application or directly; a teacher stands in the ledgers from then on. Throws `Refusal`: `invalid` for a
 * member that is none, days out of order or hours that a teacher lacks, `places-full`, `stale`, `action-not-possible`, `forbidden`, `not-found`, and as
 * `keepEntries`.
 */
export async function appoint(
  context: Context,
  actor: Actor,
  key: PostKey,
  order: Appointing,
): Promise<{ id: string }> {
  const { memberId, name, application, hours, fromDay, toDay } = order;
  if (fromDay > toDay)
    throw new Refusal('invalid', { fields: ['fromDay', 'toDay'], detail: '聘期的最后一天不能早于第一天。' });
  return context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-post', key.consortiumId);
    const post = await readPost(tx, key);
    if (!(await context.directories.of(key.consortiumId)).byId.has(memberId))
      throw new Refusal('invalid', { fields: ['memberId'], detail: '来自的单位应是本联合体的成员单位。' });
    if (application) {
      const from = { ...key, applicationId: application.id };
      const applied = await openApplication(tx, from, application.version);
      if (applied.memberId !== memberId || applied.name !== name)
        throw new Refusal('invalid', { fields: ['name'], detail: '聘任的人应是申请的人。' });
      await decideApplication(tx, from, application.version, 'appointed');
    }
    const meanwhile = post.appointments.filter((each) => each.fromDay <= toDay && each.lastDay >= fromDay);
    if (meanwhile.length >= post.places) throw new Refusal('places-full', { places: post.places });
    const made = await tx
      .insertInto('post_appointment')
      .values({
        consortium_id: key.consortiumId,
        post_id: key.postId,
        application_id: application?.id ?? null,
        member_id: memberId,
        name,
        hours,
        from_day: fromDay,
        to_day: toDay,
        person_id: actor.personId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await keepAppointment(context, tx, actor, key, {
      post,
      id: made.id,
      memberId,
      name,
      hours,
      fromDay,
      endedOn: null,
    });
    await recordAudit(tx, key.consortiumId, 'post.appointed', made.id, { post: key.postId, fromDay, toDay });
    return made;
  });
}

/** Ends an appointment before its term. Throws `Refusal`: `invalid` for a day beyond it, `already-ended`, `stale`, `forbidden`, `not-found`. */
export async function endAppointment(
  context: Context,
  actor: Actor,
  { appointmentId, ...key }: PostKey & { appointmentId: string },
  { version, endedOn, reason }: { version: number; endedOn: string; reason: string },
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-post', key.consortiumId);
    const post = await readPost(tx, key);
    const held = post.appointments.find(({ id }) => id === appointmentId);
    if (!held) throw new Refusal('not-found');
    if (held.version !== version) throw new Refusal('stale', { version: held.version });
    if (held.endedOn !== null) throw new Refusal('already-ended');
    if (endedOn < held.fromDay || endedOn > held.toDay)
      throw new Refusal('invalid', { fields: ['endedOn'], detail: '解聘日期应在聘期之内。' });
    const ended = await tx
      .updateTable('post_appointment')
      .set({ ended_on: endedOn, ended_by: reason, version: version + 1 })
      .where('consortium_id', '=', key.consortiumId)
      .where('post_id', '=', key.postId)
      .where('id', '=', appointmentId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (ended.numUpdatedRows !== 1n) throw new Refusal('stale', { version: version + 1 });
    await keepAppointment(context, tx, actor, key, { ...held, post, endedOn });
    await recordAudit(tx, key.consortiumId, 'post.ended', appointmentId, { endedOn });
  });
}

type Kept = {
  post: PostRow;
  id: string;
  memberId: string;
  name: string;
  hours: string;
  fromDay: string;
  endedOn: string | null;
};

async function keepAppointment(
  context: Context,
  tx: Tx,
  actor: Actor,
  { consortiumId }: PostKey,
  { post, id, memberId, ...appointment }: Kept,
): Promise<void> {
  const { byId } = await context.directories.of(consortiumId);
  const [host, from] = [byId.get(post.memberId ?? ''), byId.get(memberId)];
  if (!host || !from) return;
  const { kind, course } = post;
  const entry = entryOfAppointment(postRules(), ledgerBook(), { ...appointment, kind, course, host, from });
  if (!entry) return;
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'post-appointment',
    entries: [{ recordId: id, ...entry }],
  });
}
