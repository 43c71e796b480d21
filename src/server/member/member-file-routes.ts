import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { writeMemberTemplate } from '#documents/xlsx/write-members.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveFile } from '#server/http/receive-file.ts';
import { importMembers } from './import-members.ts';
import { inviteMembers } from './invite-members.ts';
import { categories, mustSeeDirectory } from './member-row.ts';
import { ConsortiumParams, ImportQuery, ImportView } from './member-views.ts';

const tags = ['成员单位'];

export async function memberFileRoutes(app: App, context: Context): Promise<void> {
  const { db, config } = context;
  app.get('/api/consortia/:id/members/template.xlsx', {
    schema: { tags, summary: '成员单位的 Excel 导入模板', params: ConsortiumParams },
    handler: async ({ actor, params }, reply) => {
      await db.readAs(actor, (tx) => mustSeeDirectory(tx, params.id));
      return sendXlsx(reply, await writeMemberTemplate(categories), '成员单位导入模板');
    },
  });

  app.post('/api/consortia/:id/members/imports', {
    schema: {
      tags,
      summary: '从 Excel（.xlsx）或 .csv 导入成员单位：逐行说明是新增、修改、重复还是不能导入；dryRun 只说明不保存',
      consumes: ['multipart/form-data'],
      params: ConsortiumParams,
      querystring: ImportQuery,
      response: { 200: ImportView },
    },
    handler: async (request) => {
      const { actor, params, query } = request;
      const { creditCodeReason, ...rest } = query;
      const settings = { ...rest, ...(creditCodeReason === undefined ? {} : { creditCodeReason }) };
      const { rows, written } = await importMembers(context, actor, params.id, () => receiveFile(request), settings);
      const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
      return {
        written,
        counts: {
          adds: count('adds'),
          changes: count('changes'),
          repeats: count('repeats'),
          refused: count('refused'),
        },
        rows: rows.map(({ row, id, name, outcome, faults, change }) => ({
          row,
          memberId: id,
          name,
          outcome,
          faults,
          change: { ...change },
        })),
      };
    },
  });

  app.post('/api/consortia/:id/members/invitations', {
    schema: {
      tags,
      summary: '邀请这些成员单位各一名填报人，得到链接清单（Excel）；链接只在这份文件中',
      params: ConsortiumParams,
      body: z.object({ memberIds: z.array(z.uuid()).min(1).max(2000) }),
    },
    handler: async (request, reply) => {
      const { actor, params, body } = request;
      const address = config.publicUrl ?? `${request.protocol}://${request.host}`;
      return sendXlsx(reply, await inviteMembers(db, actor, params.id, body.memberIds, address), '成员单位邀请');
    },
  });
}

function sendXlsx(reply: FastifyReply, bytes: Uint8Array, name: string) {
  return reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header(
      'content-disposition',
      `attachment; filename="members.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}.xlsx`,
    )
    .send(Buffer.from(bytes));
}
