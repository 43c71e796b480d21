import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { CourseBody, ItemParams, NeedBody, RoomBody, SiteBody, TeacherBody, TrainingView } from './catalogue-views.ts';
import { type ItemTarget, keepCourse, keepNeed, keepRoom, keepSite, keepTeacher } from './keep-catalogue.ts';
import { viewCatalogue } from './view-catalogue.ts';

const tags = ['培训'];
const params = ItemParams;
const response = { 200: z.object({ version: z.int() }) };
const targetOf = ({ id, itemId }: { id: string; itemId: string }): ItemTarget => ({ consortiumId: id, itemId });

/** What training is planned from. Each thing is written under an id that the client makes; `version` 0 makes it. */
export async function trainingCatalogueRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/training', {
    schema: {
      tags,
      summary: '培训的课程、教师、场地、地点和需求',
      params: ConsortiumParams,
      response: { 200: TrainingView },
    },
    handler: async ({ actor, params: { id } }) => viewCatalogue(context, actor, id),
  });

  app.put('/api/consortia/:id/training/sites/:itemId', {
    schema: { tags, summary: '登记或修改地点（秘书处）', params, body: SiteBody, response },
    handler: async ({ actor, params: at, body }) => keepSite(context, actor, targetOf(at), body),
  });

  app.put('/api/consortia/:id/training/courses/:itemId', {
    schema: { tags, summary: '登记或修改培训课程', params, body: CourseBody, response },
    handler: async ({ actor, params: at, body }) => keepCourse(context, actor, targetOf(at), body),
  });

  app.put('/api/consortia/:id/training/rooms/:itemId', {
    schema: { tags, summary: '登记或修改培训场地', params, body: RoomBody, response },
    handler: async ({ actor, params: at, body }) => keepRoom(context, actor, targetOf(at), body),
  });

  app.put('/api/consortia/:id/training/teachers/:itemId', {
    schema: { tags, summary: '登记或修改培训教师', params, body: TeacherBody, response },
    handler: async ({ actor, params: at, body }) => keepTeacher(context, actor, targetOf(at), body),
  });

  app.put('/api/consortia/:id/training/needs/:itemId', {
    schema: { tags, summary: '提出或修改培训需求', params, body: NeedBody, response },
    handler: async ({ actor, params: at, body }) => keepNeed(context, actor, targetOf(at), body),
  });
}
