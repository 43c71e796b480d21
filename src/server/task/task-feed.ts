import { createHash, randomBytes } from 'node:crypto';
import type { TaskState } from '#core/task/task-rules.ts';
import { writeIcs } from '#documents/calendar/write-ics.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { taskRules } from './task-moves.ts';

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Makes the address of the actor's calendar of a consortium's tasks; the one before ends. Throws `Refusal('not-found')`. */
export async function makeTaskFeed({ db }: Context, actor: Actor, consortiumId: string): Promise<{ path: string }> {
  const token = randomBytes(24).toString('base64url');
  await db.asActor(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const made = { token_hash: hashOf(token), made_at: new Date() };
    await tx
      .insertInto('task_feed')
      .values({ consortium_id: consortiumId, person_id: actor.personId, ...made })
      .onConflict((on) => on.columns(['consortium_id', 'person_id']).doUpdateSet(made))
      .execute();
    await recordAudit(tx, consortiumId, 'task.feed-made', actor.personId, {});
  });
  return { path: `/api/public/task-calendars/${token}/tasks.ics` };
}

/** Ends the actor's calendar: who still has its address gets nothing. Throws `Refusal('not-found')`. */
export async function endTaskFeed({ db }: Context, actor: Actor, consortiumId: string): Promise<void> {
  await db.asActor(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const ended = await tx
      .deleteFrom('task_feed')
      .where('consortium_id', '=', consortiumId)
      .where('person_id', '=', actor.personId)
      .returning('person_id')
      .executeTakeFirst();
    if (ended) await recordAudit(tx, consortiumId, 'task.feed-ended', actor.personId, {});
  });
}

type FeedDay = {
  id: string;
  consortiumId: string;
  taskId: string;
  title: string;
  /** The time node within the task; null is the task's own day. */
  node: string | null;
  day: string;
  state: TaskState;
  unit: string;
  department: string | null;
};

/**
 * A calendar by its address: the days of the tasks that its person may see at this moment, and their time nodes. Throws `Refusal('not-found')` for an
 * address that is none or has ended.
 */
export async function readTaskFeed({ db, config }: Context, token: string): Promise<string> {
  const { rows } = await db.app.query<{ feed: { consortium: string; days: FeedDay[] } | null }>(
    'select task_feed_days($1) as feed',
    [hashOf(token)],
  );
  const feed = rows[0]?.feed;
  if (!feed) throw new Refusal('not-found');
  const { states } = taskRules().workflow;
  const days = feed.days.map(({ id, consortiumId, taskId, title, node, day, state, unit, department }) => ({
    uid: `task-${id}`,
    day,
    title: `${state === 'done' ? '✓' : ''}${node === null ? title : `${title}：${node}`}`,
    place: '',
    text: [
      `责任单位：${unit}${department === null ? '' : `　部门：${department}`}　${states[state].label}`,
      ...(config.publicUrl === undefined ? [] : [`${config.publicUrl}/consortia/${consortiumId}/tasks/${taskId}`]),
    ].join('\n'),
  }));
  return writeIcs(`${feed.consortium}任务`, days, new Date());
}
