import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { NewSchemeBody, NextVersionBody, SchemeList, SchemeParams } from './scheme-views.ts';
import { listSchemes, openScheme, reviseScheme } from './schemes.ts';

const tags = ['考核'];

export async function appraisalSchemeRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/appraisal-schemes', {
    schema: {
      tags,
      summary: '考核方案及其各版本：指标、分值、计分公式、等次',
      params: ConsortiumParams,
      response: { 200: SchemeList },
    },
    handler: async ({ actor, params }) => listSchemes(context, actor, params.id),
  });

  app.post('/api/consortia/:id/appraisal-schemes', {
    schema: {
      tags,
      summary: '新的考核方案（秘书处）；各项指标的分值合计应为100分',
      params: ConsortiumParams,
      body: NewSchemeBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await openScheme(context, actor, params.id, body)),
  });

  app.post('/api/consortia/:id/appraisal-schemes/:schemeId/versions', {
    schema: {
      tags,
      summary: '修订考核方案，成为新的版本；已开始的考核仍按原版本',
      params: SchemeParams,
      body: NextVersionBody,
      response: { 201: z.object({ number: z.int() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await reviseScheme(context, actor, params, body)),
  });
}
