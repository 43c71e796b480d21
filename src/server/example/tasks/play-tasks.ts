import { Readable } from 'node:stream';
import type { TaskAction } from '#core/task/task-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { writeEvidence } from '#server/evidence/make-evidence.ts';
import { dayFrom } from '#server/example/day-from.ts';
import { drawPicture, pngOf } from '#server/example/evidence/draw-picture.ts';
import type { ExampleMember } from '#server/example/example-members.ts';
import { firstCast } from '#server/example/first-cast.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import type { ExampleUnits } from '#server/example/make-example-units.ts';
import { actOnTask, tickCheck } from '#server/task/act-on-task.ts';
import { changeTask } from '#server/task/change-task.ts';
import { openTask } from '#server/task/open-task.ts';
import { readTask, type TaskKey } from '#server/task/view-task.ts';
import { type ExampleTask, exampleTasks } from './example-tasks.ts';

const fiction = '（虚构）';
const originTexts = {
  hand: '',
  resolution: '理事会决议',
  'duty-list': '责任清单',
  plan: '年度建设计划',
  remark: '省级审核意见',
} as const;

/** Gives the first consortium a year of tasks, opened and done by the commands that people use. */
export async function playTasks(
  context: Context,
  units: ExampleUnits,
  members: readonly ExampleMember[],
): Promise<void> {
  const consortiumId = units.consortia[0] ?? '';
  const cast = firstCast(units);
  const memberOf = ({ of }: ExampleTask) => (of ? (members.find(({ category }) => category === of)?.id ?? null) : null);
  const ids: string[] = [];
  for (const [at, task] of exampleTasks.entries()) {
    const key = { consortiumId, taskId: await open(context, cast.secretary, consortiumId, task, memberOf(task)) };
    ids.push(key.taskId);
    const doer = task.of ? cast[task.of] : cast.secretary;
    const speaker = task.of ? memberOf(task) : null;
    await wait(
      context,
      cast.secretary,
      key,
      (task.after ?? []).flatMap((place) => ids[place] ?? []),
    );
    await tick(context, doer, key, task.ticked ?? 0);
    for (let piece = 0; piece < (task.evidence ?? 0); piece++)
      await prove(context, doer, key, { task, memberId: speaker, number: 9000 + at * 10 + piece });
    for (const action of task.went ?? [])
      await act(context, action === 'finish' ? cast.secretary : doer, key, action, task.doneOn);
  }
}

async function open(
  context: Context,
  secretary: Actor,
  consortiumId: string,
  task: ExampleTask,
  memberId: string | null,
): Promise<string> {
  const { title, keyTask, department, duty, starts, due, origin = 'hand', points, checks } = task;
  const opened = await context.db.asActor(secretary, (tx) =>
    openTask(context, tx, secretary, {
      ...{ consortiumId, keyTask, department, duty, memberId, points },
      title: title + fiction,
      startsOn: dayFrom(starts),
      dueOn: dayFrom(due),
      origin: { noun: origin, id: null, text: originTexts[origin] },
      checks: checks?.map(([text, day]) => ({ text, dueOn: day === undefined ? null : dayFrom(day) })),
    }),
  );
  return opened.id;
}

/** What it waits for is said once everything is there. */
async function wait(context: Context, secretary: Actor, key: TaskKey, after: readonly string[]): Promise<void> {
  if (after.length === 0) return;
  const { row } = await context.db.readAs(secretary, (tx) => readTask(tx, key));
  await changeTask(context, secretary, key, row.version, {
    title: row.title,
    keyTask: row.key_task,
    duty: row.duty,
    department: row.department,
    memberId: row.member_id,
    personId: row.person_id,
    startsOn: row.starts_on,
    dueOn: row.due_on,
    points: row.points,
    checks: row.checks,
    after,
  });
}

async function tick(context: Context, doer: Actor, key: TaskKey, count: number): Promise<void> {
  if (count === 0) return;
  const { row } = await context.db.readAs(doer, (tx) => readTask(tx, key));
  for (const { id } of row.checks.slice(0, count)) await tickCheck(context, doer, { ...key, checkId: id }, true);
}

async function act(context: Context, actor: Actor, key: TaskKey, action: TaskAction, doneOn: number | undefined) {
  const { row } = await context.db.readAs(actor, (tx) => readTask(tx, key));
  const isAccepted = action === 'finish' && doneOn !== undefined;
  await actOnTask(context, actor, key, {
    version: row.version,
    action,
    text: '',
    ...(isAccepted ? { doneOn: dayFrom(doneOn) } : {}),
  });
}

async function prove(
  { db, files }: Context,
  doer: Actor,
  { consortiumId, taskId }: TaskKey,
  { task, memberId, number }: { task: ExampleTask; memberId: string | null; number: number },
): Promise<void> {
  const examined = {
    name: `示例-${task.title}.png`,
    mediaType: 'image/png',
    pages: null,
    width: 480,
    height: 320,
    notice: null,
  };
  const stored = await files.put(Readable.from([pngOf(drawPicture(number))]));
  const id = exampleId('task', number);
  await writeEvidence(
    db,
    doer,
    { consortiumId, id, memberId, examined, stored },
    {
      title: `${task.title}现场（虚构示例）`,
      periodFrom: dayFrom(task.starts),
      periodTo: dayFrom(task.due),
      entries: [],
      points: [],
      tasks: [taskId],
    },
  );
}
