import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { ProgrammeParams } from '#server/talent/talent-views.ts';
import { actOnApplication } from './act-on-application.ts';
import { bringProfiles, listProfiles, renewProfilePass } from './bring-profiles.ts';
import {
  ApplicationActBody,
  ApplicationParams,
  ApplicationsView,
  IssuedProfilePasses,
  OfferPaperParams,
  ProfileParams,
  ProfilesBody,
  ProfilesView,
  RecommendedView,
} from './market-views.ts';
import { offerPaper, sendPaper } from './offer-paper.ts';
import { recommendToProgramme } from './recommend-positions.ts';
import { listApplications } from './view-applications.ts';

const tags = ['人才供需'];
const Page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1e6).default(0),
});

/** Recommendation, students' profiles and applications, as members and the secretariat keep them. */
export async function marketRoutes(app: App, context: Context): Promise<void> {
  const addressOf = (request: { protocol: string; host: string }) =>
    context.config.publicUrl ?? `${request.protocol}://${request.host}`;

  app.get('/api/consortia/:id/programmes/:programmeId/recommendations', {
    schema: {
      tags,
      summary: '适合这一届专业的岗位，逐个说明理由',
      params: ProgrammeParams,
      response: { 200: z.object({ items: z.array(RecommendedView) }) },
    },
    handler: async ({ actor, params: { id, programmeId } }) => ({
      items: await recommendToProgramme(context, actor, { consortiumId: id, programmeId }),
    }),
  });

  app.get('/api/consortia/:id/profiles', {
    schema: {
      tags,
      summary: '学生档案：本校登记的；秘书处看到各校的',
      params: ConsortiumParams,
      querystring: Page,
      response: { 200: ProfilesView },
    },
    handler: async ({ actor, params, query }) => listProfiles(context, actor, params.id, query),
  });

  app.post('/api/consortia/:id/profiles', {
    schema: {
      tags,
      summary: '学校为学生建立档案；答复中是每人的链接，仅此一次',
      params: ConsortiumParams,
      body: ProfilesBody,
      response: { 201: IssuedProfilePasses },
    },
    handler: async (request, reply) => {
      const { actor, params, body } = request;
      const passes = await bringProfiles(context, actor, params.id, body, addressOf(request));
      return reply.code(201).send({ passes });
    },
  });

  app.post('/api/consortia/:id/profiles/:profileId/pass', {
    schema: {
      tags,
      summary: '换发一名学生的链接，原来的失效',
      params: ProfileParams,
      response: { 200: IssuedProfilePasses },
    },
    handler: async (request) => {
      const { id, profileId } = request.params;
      const target = { consortiumId: id, profileId };
      return { passes: await renewProfilePass(context, request.actor, target, addressOf(request)) };
    },
  });

  app.get('/api/consortia/:id/talent-applications', {
    schema: {
      tags,
      summary: '投递：本企业收到的、本校学生的；秘书处看到全部',
      params: ConsortiumParams,
      querystring: Page,
      response: { 200: ApplicationsView },
    },
    handler: async ({ actor, params, query }) => listApplications(context, actor, params.id, query),
  });

  app.post('/api/consortia/:id/talent-applications/:applicationId/acts', {
    schema: {
      tags,
      summary: '企业约面试、录用、不录用；学校同意或不同意，学徒和实习的同意即起草三方协议',
      params: ApplicationParams,
      body: ApplicationActBody,
      response: { 200: z.object({ version: z.int(), apprenticeshipId: z.string().nullable() }) },
    },
    handler: async ({ actor, params: { id, applicationId }, body }) =>
      actOnApplication(context, actor, { consortiumId: id, applicationId }, body),
  });

  app.get('/api/consortia/:id/talent-applications/:applicationId/:document', {
    schema: { tags, summary: '达成的录用：就业协议书或录用确认书（Word、PDF）', params: OfferPaperParams },
    handler: async ({ actor, params: { id, applicationId, document } }, reply) =>
      sendPaper(reply, document, await offerPaper(context, actor, { consortiumId: id, applicationId }, document)),
  });
}
