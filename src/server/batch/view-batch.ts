import { sql } from 'kysely';
import type { Role } from '#core/access/role.ts';
import { stageAt } from '#core/batch/calendar.ts';
import type { ApplicationState } from '#core/workflow/application-workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readStages } from './batch-stages.ts';
import { type OwnTasks, readOwnTasks } from './own-tasks.ts';

/** A batch's page: its rules and calendar, where it stands, how many applications are how far, and what waits for the actor. */
export async function viewBatch({ db, packs }: Context, actor: Actor, id: string) {
  return db.readAs(actor, async (tx) => {
    const batch = await tx.selectFrom('batch').selectAll().where('id', '=', id).executeTakeFirst();
    if (!batch) throw new Refusal('not-found');
    const { pack } = await packs.byDigest(batch.pack_digest);
    const stages = await readStages(tx, id);
    const now = stages[0]?.now ?? new Date();
    const current = stageAt(stages, now);
    const counts = await countStates(tx, id);
    const weights = weightsOf(batch.weights);
    const labels = (batch.kind === 'acceptance' ? pack.monitoring?.acceptance : pack.batch)?.stages ?? [];
    const roles = new Set(actor.roles.map(({ role }) => role));
    return {
      id,
      title: batch.title,
      packId: pack.id,
      kind: batch.kind === 'acceptance' ? ('acceptance' as const) : ('application' as const),
      unitId: batch.unit_id,
      version: batch.version,
      ...(await rightsIn(tx, batch.unit_id)),
      stages: stages.map(({ stage, closesAt }) => ({
        id: stage,
        label: labels.find((each) => each.id === stage)?.label ?? stage,
        closesAt: closesAt.toISOString(),
        isClosed: closesAt < now,
        isCurrent: stage === current,
      })),
      extensions: await readExtensions(tx, id),
      quota: batch.quota,
      readers: batch.readers,
      commentsShown: batch.comments_shown,
      targets: pack.batch.targets.map((target) => ({ ...target })),
      points: pack.indicators.indicators.flatMap(({ title, points }) =>
        points.map((point) => ({
          id: point.id,
          indicator: title,
          kind: point.kind,
          text: point.text,
          weight: weights[point.id] ?? 1,
        })),
      ),
      states: Object.entries(counts).map(([state, count]) => ({
        state,
        label: pack.workflow.states[state as ApplicationState]?.label ?? state,
        count,
      })),
      // What waits in an acceptance is told on its own page.
      todo: todoOf(roles, batch.kind === 'acceptance' ? {} : counts, await readOwnTasks(tx, actor, id, pack), id),
    };
  });
}

/** A batch's weights: a positive number for each point that does not weigh 1. */
export function weightsOf(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((each): each is [string, number] => typeof each[1] === 'number' && each[1] > 0),
  );
}

async function rightsIn(tx: Tx, unitId: string): Promise<{ canManage: boolean; canReview: boolean }> {
  const { rows } = await sql<{ manages: boolean; reviews: boolean }>`
    select has_right('manage-batches', ${unitId}) as manages, has_right('review-batch', ${unitId}) as reviews`.execute(
    tx,
  );
  return { canManage: rows[0]?.manages ?? false, canReview: rows[0]?.reviews ?? false };
}

async function countStates(tx: Tx, batchId: string): Promise<Readonly<Record<string, number>>> {
  const rows = await tx
    .selectFrom('application')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('batch_id', '=', batchId)
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

async function readExtensions(tx: Tx, batchId: string) {
  const rows = await tx
    .selectFrom('batch_extension')
    .select(['id', 'stage', 'before', 'after', 'reason', 'at', sql<string>`name_of(person_id)`.as('by')])
    .where('batch_id', '=', batchId)
    .orderBy('at', 'desc')
    .execute();
  return rows.map(({ before, after, at, ...row }) => ({
    ...row,
    before: before.toISOString(),
    after: after.toISOString(),
    at: at.toISOString(),
  }));
}

/** What waits for a person of these roles, each with the page where it is done. */
function todoOf(
  roles: ReadonlySet<Role>,
  counts: Readonly<Record<string, number>>,
  own: OwnTasks,
  id: string,
): readonly { text: string; link: string }[] {
  const of = (state: ApplicationState) => counts[state] ?? 0;
  const todo: { text: string; link: string }[] = [];
  const add = (count: number, text: (n: number) => string, link: string) => {
    if (count > 0) todo.push({ text: text(count), link });
  };
  if (roles.has('provincial-officer')) {
    add(of('confirmed'), (n) => `${n}份申报等待核实`, `/batches/${id}/verification`);
    add(of('verified'), (n) => `${n}份已核实，可以排序推荐`, `/batches/${id}/recommendation`);
    add(of('recommended'), (n) => `${n}份已推荐，报送纸质材料和光盘`, `/batches/${id}/package`);
  }
  if (roles.has('ministry-officer')) {
    add(of('recommended'), () => '接收各省报送的光盘', `/batches/${id}/intake`);
    add(of('recommended'), (n) => `${n}份推荐等待形式审查`, `/batches/${id}/formal`);
    add(of('admitted'), (n) => `${n}份已通过形式审查，进入审阅`, `/batches/${id}/results`);
    add(of('admitted'), (n) => `${n}份等待遴选、公示和公布`, `/batches/${id}/selection`);
  }
  if (roles.has('secretariat') || roles.has('park-authority')) {
    add(of('draft'), (n) => `${n}份申报正在填写`, '/');
    add(of('returned'), (n) => `${n}份申报被退回，等待修改`, '/');
  }
  const [first, ...others] = own.confirmations;
  add(
    own.confirmations.length,
    (n) => `${n}份已提交的申报等待本单位确认`,
    others.length > 0 ? '/' : `/applications/${first}/revisions`,
  );
  add(own.invitations, () => '邀请您参加本批次的评审，请答复能否参加', '/readings');
  add(own.readings, (n) => `${n}份申报等待您审阅`, '/readings');
  return todo;
}
