import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams, Day } from '#server/member/member-views.ts';
import { actOnApprentice, confirmDays } from './act-on-apprentice.ts';
import { agreementPaper } from './agreement-paper.ts';
import { actOnAmendment, proposeAmendment } from './amend-apprenticeship.ts';
import type { ApprenticeshipTarget } from './apprenticeship-row.ts';
import {
  AgreementActBody,
  AmendmentActBody,
  AmendmentBody,
  AmendmentParams,
  ApprenticeActBody,
  ApprenticeParams,
  ApprenticesBody,
  ApprenticeshipBody,
  ApprenticeshipParams,
  ApprenticeshipsView,
  ApprenticeshipView,
  DaysView,
  IssuedPasses,
  PaperParams,
  TermsChange,
} from './apprenticeship-views.ts';
import { callStudents, renewApprenticePass } from './call-students.ts';
import { listApprenticeships, viewApprenticeship, viewDays } from './view-apprenticeship.ts';
import { actOnApprenticeship, changeTerms, prepareApprenticeship } from './write-apprenticeship.ts';

const tags = ['学徒培养与实习'];
const Edited = z.object({ version: z.int() });
const targetOf = ({ id, apprenticeshipId }: { id: string; apprenticeshipId: string }): ApprenticeshipTarget => ({
  consortiumId: id,
  apprenticeshipId,
});

/** Agreements of school, enterprise and student: prepared by the school, signed by all, kept until each student has completed. */
export async function apprenticeshipRoutes(app: App, context: Context): Promise<void> {
  const addressOf = (request: { protocol: string; host: string }) =>
    context.config.publicUrl ?? `${request.protocol}://${request.host}`;

  app.get('/api/consortia/:id/apprenticeships', {
    schema: {
      tags,
      summary: '联合体的学徒培养和实习：各份协议的人数、进度和预警',
      params: ConsortiumParams,
      querystring: z.object({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: ApprenticeshipsView },
    },
    handler: async ({ actor, params, query }) => listApprenticeships(context, actor, params.id, query),
  });

  app.post('/api/consortia/:id/apprenticeships', {
    schema: {
      tags,
      summary: '学校起草一份三方协议',
      params: ConsortiumParams,
      body: ApprenticeshipBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await prepareApprenticeship(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/apprenticeships/:apprenticeshipId', {
    schema: {
      tags,
      summary: '一份三方协议：内容、签署、学生、预警，现在可以做什么',
      params: ApprenticeshipParams,
      response: { 200: ApprenticeshipView },
    },
    handler: async ({ actor, params }) => viewApprenticeship(context, actor, targetOf(params)),
  });

  app.put('/api/consortia/:id/apprenticeships/:apprenticeshipId/terms', {
    schema: {
      tags,
      summary: '修改协议内容；送签之后的修改须写明原因，各方重新签署',
      params: ApprenticeshipParams,
      body: TermsChange,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => changeTerms(context, actor, targetOf(params), body),
  });

  app.post('/api/consortia/:id/apprenticeships/:apprenticeshipId/acts', {
    schema: {
      tags,
      summary: '送各方签署、签署、作废',
      params: ApprenticeshipParams,
      body: AgreementActBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => actOnApprenticeship(context, actor, targetOf(params), body),
  });

  app.post('/api/consortia/:id/apprenticeships/:apprenticeshipId/amendments', {
    schema: {
      tags,
      summary: '学校或企业提出补充协议：延长期限，调整报酬、导师、保险；各方都签署后生效',
      params: ApprenticeshipParams,
      body: AmendmentBody,
      response: { 201: Edited.extend({ number: z.int() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await proposeAmendment(context, actor, targetOf(params), body)),
  });

  app.post('/api/consortia/:id/apprenticeships/:apprenticeshipId/amendments/:number/acts', {
    schema: {
      tags,
      summary: '对方最后签署补充协议（随即生效并更正台账）或不同意；提出的一方可以撤回',
      params: AmendmentParams,
      body: AmendmentActBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => actOnAmendment(context, actor, targetOf(params), params.number, body),
  });

  app.post('/api/consortia/:id/apprenticeships/:apprenticeshipId/students', {
    schema: {
      tags,
      summary: '学校登记参加的学生；答复中是每人的链接，仅此一次',
      params: ApprenticeshipParams,
      body: ApprenticesBody,
      response: { 201: IssuedPasses },
    },
    handler: async (request, reply) => {
      const { actor, params, body } = request;
      const passes = await callStudents(context, actor, targetOf(params), body, addressOf(request));
      return reply.code(201).send({ passes });
    },
  });

  app.post('/api/consortia/:id/apprenticeships/:apprenticeshipId/students/:apprenticeId/pass', {
    schema: {
      tags,
      summary: '换发一名学生的链接，原来的失效',
      params: ApprenticeParams,
      response: { 200: IssuedPasses },
    },
    handler: async (request) => {
      const { actor, params } = request;
      const passes = await renewApprenticePass(
        context,
        actor,
        targetOf(params),
        params.apprenticeId,
        addressOf(request),
      );
      return { passes };
    },
  });

  app.post('/api/consortia/:id/apprenticeships/:apprenticeshipId/students/:apprenticeId/acts', {
    schema: {
      tags,
      summary: '一名学生：登记安全培训、上岗、评价、结业、提前结束；上岗起计入台账',
      params: ApprenticeParams,
      body: ApprenticeActBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) =>
      actOnApprentice(context, actor, targetOf(params), params.apprenticeId, body),
  });

  app.get('/api/consortia/:id/apprenticeships/:apprenticeshipId/students/:apprenticeId/days', {
    schema: { tags, summary: '一名学生的考勤、日志和预警', params: ApprenticeParams, response: { 200: DaysView } },
    handler: async ({ actor, params }) => viewDays(context, actor, targetOf(params), params.apprenticeId),
  });

  app.post('/api/consortia/:id/apprenticeships/:apprenticeshipId/students/:apprenticeId/days', {
    schema: {
      tags,
      summary: '企业确认一名学生到某日为止的考勤和日志',
      params: ApprenticeParams,
      body: z.object({ until: Day }),
      response: { 200: z.object({ confirmed: z.int() }) },
    },
    handler: async ({ actor, params, body }) =>
      confirmDays(context, actor, targetOf(params), params.apprenticeId, body.until),
  });

  app.get('/api/consortia/:id/apprenticeships/:apprenticeshipId/students/:apprenticeId/:document', {
    schema: { tags, summary: '一名学生的三方协议（Word、PDF）', params: PaperParams },
    handler: async ({ actor, params }, reply) => {
      const { apprenticeId, document } = params;
      const { bytes, name, mediaType } = await agreementPaper(context, actor, targetOf(params), apprenticeId, document);
      const attached = `attachment; filename="${document}"; filename*=UTF-8''${encodeURIComponent(name)}`;
      return reply.type(mediaType).header('content-disposition', attached).send(bytes);
    },
  });
}
