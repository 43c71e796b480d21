import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { honourCertificate } from './honour-certificate.ts';
import { HonourBody, HonourList, HonourParams, RevocationBody } from './honour-views.ts';
import { listHonours, recordHonour, revokeHonour } from './honours.ts';

const tags = ['荣誉'];
const keyOf = ({ id, honourId }: z.infer<typeof HonourParams>) => ({ consortiumId: id, honourId });
const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

export async function honourRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/honours', {
    schema: {
      tags,
      summary: '荣誉：联合体获得的，和联合体授予单位、个人的',
      params: ConsortiumParams,
      response: { 200: HonourList },
    },
    handler: async ({ actor, params }) => listHonours(context, actor, params.id),
  });

  app.post('/api/consortia/:id/honours', {
    schema: {
      tags,
      summary: '登记联合体获得的荣誉（记入台账），或者授予荣誉（秘书处）',
      params: ConsortiumParams,
      body: HonourBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await recordHonour(context, actor, params.id, body)),
  });

  app.post('/api/consortia/:id/honours/:honourId/revocation', {
    schema: { tags, summary: '撤销荣誉', params: HonourParams, body: RevocationBody, response: { 204: z.null() } },
    handler: async ({ actor, params, body }, reply) => {
      await revokeHonour(context, actor, keyOf(params), body);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/honours/:honourId/certificates/:format', {
    schema: {
      tags,
      summary: '联合体授予的荣誉证书（Word、PDF）',
      params: HonourParams.extend({ format: z.enum(['docx', 'pdf']) }),
    },
    handler: async ({ actor, params }, reply) => {
      const { bytes, name } = await honourCertificate(context, actor, keyOf(params), params.format);
      return reply
        .type(mediaTypes[params.format])
        .header(
          'content-disposition',
          `attachment; filename="honour.${params.format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(Buffer.from(bytes));
    },
  });
}
