import { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight, mustOversee } from '#server/access/must-have-right.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams, Day } from '#server/member/member-views.ts';
import { actOnTask, noteOnTask, tickCheck } from './act-on-task.ts';
import { changeTask } from './change-task.ts';
import { peopleOf } from './must-be-possible.ts';
import { type NewTask, openTask } from './open-task.ts';
import { readOwnTasks } from './own-tasks.ts';
import { viewTasks } from './read-tasks.ts';
import { readTaskSources } from './task-sources.ts';
import {
  TaskActionId,
  TaskBody,
  TaskOriginId,
  TaskParams,
  TaskStateId,
  TasksView,
  TaskVersion,
  TaskView,
} from './task-views.ts';
import { viewTask } from './view-task.ts';

const tags = ['任务'];
const keyOf = ({ id, taskId }: z.infer<typeof TaskParams>) => ({ consortiumId: id, taskId });
const Made = z.object({ id: z.string() });

const NewTaskBody = TaskBody.omit({ after: true, checks: true }).extend({
  /** Today, or its day where that was before. */
  startsOn: Day.optional(),
  checks: z
    .array(z.object({ text: text(300), dueOn: Day.nullable().default(null) }))
    .max(50)
    .default([]),
  origin: z
    .object({ noun: TaskOriginId.exclude(['resolution']), id: z.uuid().nullable(), text: text(300).or(z.literal('')) })
    .default({ noun: 'hand', id: null, text: '' }),
});

const SourceView = z.object({
  noun: z.enum(['plan', 'remark']),
  id: z.string(),
  title: z.string(),
  text: z.string(),
  at: z.string(),
  opened: z.int(),
  items: z.array(z.object({ title: z.string(), dueOn: z.string().nullable(), isOpened: z.boolean() })),
});

const OwnTask = z.object({
  id: z.string(),
  title: z.string(),
  consortium: z.object({ id: z.string(), name: z.string() }),
  dueOn: z.string(),
  state: TaskStateId,
  time: z.enum(['done', 'late', 'soon', 'ahead', 'dropped']),
  checks: z.int(),
  checked: z.int(),
});

/** What a consortium has to do: its tasks and what becomes of each. */
export async function taskRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/me/open-tasks', {
    schema: {
      tags,
      summary: '由我办理、还没有完成的任务，按时间节点',
      response: { 200: z.object({ items: z.array(OwnTask) }) },
    },
    handler: async ({ actor }) => ({ items: await readOwnTasks(context, actor) }),
  });

  app.get('/api/consortia/:id/tasks', {
    schema: {
      tags,
      summary: '联合体的任务，按时间节点；成员单位只看到自己的',
      params: ConsortiumParams,
      response: { 200: TasksView },
    },
    handler: async ({ actor, params }) => viewTasks(context, actor, params.id),
  });

  app.post('/api/consortia/:id/tasks', {
    schema: {
      tags,
      summary: '建立任务（秘书处），并告知责任单位',
      params: ConsortiumParams,
      body: NewTaskBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await openAsManager(context, actor, { consortiumId: params.id, ...body })),
  });

  app.get('/api/consortia/:id/task-sources', {
    schema: {
      tags,
      summary: '可以列为任务的内容：建设规划、年度建设计划，以及省、部对推荐书、报送和验收的意见',
      params: ConsortiumParams,
      response: { 200: z.object({ items: z.array(SourceView) }) },
    },
    handler: async ({ actor, params }) => ({
      items: (await readTaskSources(context, actor, params.id)).map((source) => ({
        ...source,
        items: [...source.items],
      })),
    }),
  });

  app.get('/api/consortia/:id/task-people', {
    schema: {
      tags,
      summary: '可以担任责任人的人员：成员单位的填报人，不写单位时为秘书处人员',
      params: ConsortiumParams,
      querystring: z.object({ member: z.uuid().optional() }),
      response: { 200: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }) },
    },
    handler: async ({ actor, params, query }) =>
      context.db.readAs(actor, async (tx) => {
        await mustOversee(tx, 'manage-task', params.id);
        return { items: [...(await peopleOf(tx, params.id, query.member ?? null))] };
      }),
  });

  app.get('/api/consortia/:id/tasks/:taskId', {
    schema: {
      tags,
      summary: '一项任务：检查事项、前置任务、办理经过，以及现在可以做什么',
      params: TaskParams,
      response: { 200: TaskView },
    },
    handler: async ({ actor, params }) => viewTask(context, actor, keyOf(params)),
  });

  app.put('/api/consortia/:id/tasks/:taskId', {
    schema: {
      tags,
      summary: '修改任务（秘书处）；前置任务不能成环；版本不符时告知现在的状态',
      params: TaskParams,
      body: TaskBody.extend({ version: TaskVersion }),
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body: { version, ...change } }) =>
      changeTask(context, actor, keyOf(params), version, change),
  });

  app.post('/api/consortia/:id/tasks/:taskId/acts', {
    schema: {
      tags,
      summary: '办理任务：开始、提交完成、验收、退回、重新办理、取消',
      params: TaskParams,
      body: z.object({
        version: TaskVersion,
        action: TaskActionId,
        text: text(2000).or(z.literal('')).default(''),
        doneOn: Day.optional(),
      }),
      response: { 200: z.object({ version: z.int(), state: TaskStateId }) },
    },
    handler: async ({ actor, params, body }) => actOnTask(context, actor, keyOf(params), body),
  });

  app.post('/api/consortia/:id/tasks/:taskId/notes', {
    schema: {
      tags,
      summary: '在任务上留言，告知对方',
      params: TaskParams,
      body: z.object({ text: text(2000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await noteOnTask(context, actor, keyOf(params), body.text);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/consortia/:id/tasks/:taskId/checks/:checkId', {
    schema: {
      tags,
      summary: '勾选或取消一项检查事项',
      params: TaskParams.extend({ checkId: z.uuid() }),
      body: z.object({ done: z.boolean() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await tickCheck(context, actor, { ...keyOf(params), checkId: params.checkId }, body.done);
      return reply.code(204).send(null);
    },
  });
}

async function openAsManager(context: Context, actor: Actor, task: NewTask): Promise<{ id: string }> {
  return context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-task', task.consortiumId);
    return openTask(context, tx, actor, task);
  });
}
