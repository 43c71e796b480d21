import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { changeEvidence, changeLink, withdrawEvidence } from './change-evidence.ts';
import { EvidenceView } from './evidence-view.ts';
import { evidenceOf, listEvidence } from './list-evidence.ts';
import { makeEvidence } from './make-evidence.ts';

const tags = ['证据材料'];
const Params = z.object({ id: z.uuid() });
const TaskOnly = z.object({ taskId: z.uuid() });
const SpendingOnly = z.object({ spendingId: z.uuid() });
const ResourceOnly = z.object({ resourceId: z.uuid() });
const Day = z.iso.date().nullable().optional();
const Point = z.string().max(20);
const Period = { periodFrom: Day, periodTo: Day };
const done = { 204: z.null() };

const NewEvidenceBody = z.object({
  uploadId: z.uuid(),
  title: text(200).optional(),
  memberId: z.uuid().nullable().optional(),
  ...Period,
  entries: z.array(z.uuid()).max(200).default([]),
  points: z.array(Point).max(30).default([]),
  tasks: z.array(z.uuid()).max(50).default([]),
  spendings: z.array(z.uuid()).max(50).default([]),
  resources: z.array(z.uuid()).max(50).default([]),
});

const EvidenceQuery = z.object({
  q: z.string().trim().max(100).optional(),
  point: Point.optional(),
  member: z.union([z.uuid(), z.literal('secretariat')]).optional(),
  withdrawn: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1e6).default(0),
});

const EvidencePage = z.object({
  total: z.int(),
  items: z.array(EvidenceView),
  /** For whom the reader may upload. */
  upload: z.object({ asSecretariat: z.boolean(), members: z.array(z.object({ id: z.string(), name: z.string() })) }),
  /** The observation points that evidence can support, in the order of the indicator system. */
  points: z.array(z.object({ id: z.string(), text: z.string() })),
  /** The room that is taken, for the secretariat. */
  usage: z.object({ bytes: z.int(), quotaBytes: z.int() }).nullable(),
});

/** Evidence: what is told of files, and what they support. Bytes come and go by routes of their own. */
export async function evidenceRoutes(app: App, context: Context): Promise<void> {
  const { db } = context;
  app.post('/api/consortia/:id/evidence', {
    schema: {
      tags,
      summary: '把一个传完的文件登记为证据材料，并关联记录与观测点；重复请求结果相同',
      params: Params,
      body: NewEvidenceBody,
      response: { 201: z.object({ id: z.string(), notice: z.string().nullable() }) },
    },
    handler: async ({ actor, params, body }, reply) => {
      mustBeInOrder(body);
      return reply.code(201).send(await makeEvidence(context, actor, params.id, body));
    },
  });

  app.get('/api/consortia/:id/evidence', {
    schema: {
      tags,
      summary: '联合体的证据材料：按名称、观测点、成员单位查找',
      params: Params,
      querystring: EvidenceQuery,
      response: { 200: EvidencePage },
    },
    handler: ({ actor, params, query }) => listEvidence(context, actor, params.id, query),
  });

  app.get('/api/entries/:id/evidence', {
    schema: {
      tags,
      summary: '一条记录的证据材料',
      params: Params,
      response: { 200: z.object({ items: z.array(EvidenceView) }) },
    },
    handler: ({ actor, params }) => evidenceOf(context, actor, { entryId: params.id }),
  });

  app.get('/api/tasks/:taskId/evidence', {
    schema: {
      tags,
      summary: '一项任务的证据材料',
      params: TaskOnly,
      response: { 200: z.object({ items: z.array(EvidenceView) }) },
    },
    handler: ({ actor, params }) => evidenceOf(context, actor, params),
  });

  app.get('/api/spendings/:spendingId/evidence', {
    schema: {
      tags,
      summary: '一件支出申请的凭证材料',
      params: SpendingOnly,
      response: { 200: z.object({ items: z.array(EvidenceView) }) },
    },
    handler: ({ actor, params }) => evidenceOf(context, actor, params),
  });

  app.get('/api/resources/:resourceId/evidence', {
    schema: {
      tags,
      summary: '一项共享资源的照片等材料',
      params: ResourceOnly,
      response: { 200: z.object({ items: z.array(EvidenceView) }) },
    },
    handler: ({ actor, params }) => evidenceOf(context, actor, params),
  });

  app.patch('/api/evidence/:id', {
    schema: {
      tags,
      summary: '修改证据材料的名称与所证明的期间',
      params: Params,
      body: z.object({ title: text(200).optional(), ...Period }),
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      mustBeInOrder(body);
      await changeEvidence(db, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  const Entry = Params.extend({ entryId: z.uuid() });
  const OfPoint = Params.extend({ point: Point });
  for (const method of ['PUT', 'DELETE'] as const) {
    const [isLinked, verb] = method === 'PUT' ? [true, '关联'] : [false, '取消关联'];
    app.route({
      method,
      url: '/api/evidence/:id/entries/:entryId',
      schema: { tags, summary: `${verb}证据材料与一条记录`, params: Entry, response: done },
      handler: async ({ actor, params: { id, entryId } }, reply) => {
        await changeLink(db, actor, id, { entryId }, isLinked);
        return reply.code(204).send(null);
      },
    });
    app.route({
      method,
      url: '/api/evidence/:id/tasks/:taskId',
      schema: { tags, summary: `${verb}证据材料与一项任务`, params: Params.extend(TaskOnly.shape), response: done },
      handler: async ({ actor, params: { id, taskId } }, reply) => {
        await changeLink(db, actor, id, { taskId }, isLinked);
        return reply.code(204).send(null);
      },
    });
    app.route({
      method,
      url: '/api/evidence/:id/spendings/:spendingId',
      schema: {
        tags,
        summary: `${verb}证据材料与一件支出申请`,
        params: Params.extend(SpendingOnly.shape),
        response: done,
      },
      handler: async ({ actor, params: { id, spendingId } }, reply) => {
        await changeLink(db, actor, id, { spendingId }, isLinked);
        return reply.code(204).send(null);
      },
    });
    app.route({
      method,
      url: '/api/evidence/:id/resources/:resourceId',
      schema: {
        tags,
        summary: `${verb}证据材料与一项共享资源`,
        params: Params.extend(ResourceOnly.shape),
        response: done,
      },
      handler: async ({ actor, params: { id, resourceId } }, reply) => {
        await changeLink(db, actor, id, { resourceId }, isLinked);
        return reply.code(204).send(null);
      },
    });
    app.route({
      method,
      url: '/api/evidence/:id/points/:point',
      schema: { tags, summary: `${verb}证据材料与一个观测点`, params: OfPoint, response: done },
      handler: async ({ actor, params: { id, point } }, reply) => {
        await changeLink(db, actor, id, { point }, isLinked);
        return reply.code(204).send(null);
      },
    });
  }

  app.post('/api/evidence/:id/withdrawal', {
    schema: {
      tags,
      summary: '撤回证据材料，须写明理由；文件与经过仍可查',
      params: Params,
      body: z.object({ reason: text(500) }),
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await withdrawEvidence(db, actor, params.id, body.reason);
      return reply.code(204).send(null);
    },
  });
}

function mustBeInOrder({
  periodFrom,
  periodTo,
}: {
  periodFrom?: string | null | undefined;
  periodTo?: string | null | undefined;
}): void {
  if (periodFrom && periodTo && periodFrom > periodTo) throw new Refusal('invalid', { fields: ['periodTo'] });
}
