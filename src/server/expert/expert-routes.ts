import { z } from 'zod';
import { writeExpertTemplate } from '#documents/xlsx/write-experts.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveFile } from '#server/http/receive-file.ts';
import { ExpertBody, mustKeepDirectory, readDirectory } from './expert-row.ts';
import { importExperts } from './import-experts.ts';
import { inviteExpert } from './invite-expert.ts';
import { addExpert, changeExpert } from './write-expert.ts';

const tags = ['专家库'];
const UnitParams = z.object({ id: z.uuid() });
const ExpertParams = z.object({ expertId: z.uuid() });
const Version = z.int().min(0);
const Versioned = z.object({ version: z.int() });

const ExpertView = ExpertBody.extend({
  id: z.string(),
  version: z.int(),
  retired: z.boolean(),
  hasAccount: z.boolean(),
});

const PlannedView = z.object({
  row: z.int(),
  name: z.string(),
  outcome: z.enum(['adds', 'changes', 'repeats', 'refused']),
  faults: z.array(z.object({ column: z.string(), text: z.string() })).readonly(),
  changed: z.array(z.string()).readonly(),
});

export async function expertRoutes(app: App, context: Context): Promise<void> {
  const { db, config } = context;

  app.get('/api/units/:id/experts', {
    schema: {
      tags,
      summary: '一个单位的专家库',
      params: UnitParams,
      response: { 200: z.object({ items: z.array(ExpertView) }) },
    },
    handler: async ({ actor, params }) =>
      db.readAs(actor, async (tx) => {
        await mustKeepDirectory(tx, params.id);
        return { items: await readDirectory(tx, params.id) };
      }),
  });

  app.post('/api/units/:id/experts', {
    schema: {
      tags,
      summary: '登记一位专家',
      params: UnitParams,
      body: ExpertBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await addExpert(context, actor, params.id, body)),
  });

  app.get('/api/units/:id/experts/template.xlsx', {
    schema: { tags, summary: '专家的 Excel 导入模板', params: UnitParams },
    handler: async ({ actor, params }, reply) => {
      await db.readAs(actor, (tx) => mustKeepDirectory(tx, params.id));
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header(
          'content-disposition',
          `attachment; filename="experts.xlsx"; filename*=UTF-8''${encodeURIComponent('专家导入模板')}.xlsx`,
        )
        .send(Buffer.from(await writeExpertTemplate()));
    },
  });

  app.post('/api/units/:id/experts/imports', {
    schema: {
      tags,
      summary: '从 Excel（.xlsx）或 .csv 导入专家：逐行说明是新增、修改、重复还是不能导入；dryRun 只说明不保存',
      consumes: ['multipart/form-data'],
      params: UnitParams,
      querystring: z.object({ dryRun: z.stringbool().default(true), take: z.enum(['all', 'good']).default('all') }),
      response: { 200: z.object({ written: z.boolean(), rows: z.array(PlannedView).readonly() }) },
    },
    handler: async (request) =>
      importExperts(context, request.actor, request.params.id, () => receiveFile(request), request.query),
  });

  app.put('/api/experts/:expertId', {
    schema: {
      tags,
      summary: '修改一位专家的信息；版本不符时告知现在的内容',
      params: ExpertParams,
      body: ExpertBody.extend({ version: Version }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body: { version, ...values } }) =>
      changeExpert(context, actor, params.expertId, { version, values }),
  });

  app.put('/api/experts/:expertId/retirement', {
    schema: {
      tags,
      summary: '停用或恢复一位专家',
      params: ExpertParams,
      body: z.object({ retired: z.boolean(), version: Version }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body }) => changeExpert(context, actor, params.expertId, body),
  });

  app.post('/api/experts/:expertId/invitation', {
    schema: {
      tags,
      summary: '邀请专家设立账号：得到只能用一次、只认其邮箱的链接',
      params: ExpertParams,
      response: { 201: z.object({ link: z.string(), expiresAt: z.string(), mailed: z.boolean() }) },
    },
    handler: async (request, reply) => {
      const address = config.publicUrl ?? `${request.protocol}://${request.host}`;
      return reply.code(201).send(await inviteExpert(context, request.actor, request.params.expertId, address));
    },
  });
}
