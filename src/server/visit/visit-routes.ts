import { z } from 'zod';
import { ApplicationParams } from '#server/application/form-views.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { chooseVisit, removeVisit } from './choose-visit.ts';
import { listVisits } from './list-visits.ts';
import { moveVisit, planVisits } from './plan-visits.ts';
import { drawPoints } from './visit-points.ts';
import { setTeam } from './visit-team.ts';
import { VisitsView } from './visit-views.ts';
import { visitsCalendar } from './visits-calendar.ts';

const tags = ['实地考察'];
const Version = z.int().min(0);
const Versioned = z.object({ version: z.int() });
const City = z.string().trim().max(100).default('');

/** What whoever runs the review does with visits. */
export async function visitRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/batches/:id/visits', {
    schema: {
      tags,
      summary: '本批次的实地考察：已选定的、可以选派的人员、可以考察的申报',
      params: ApplicationParams,
      response: { 200: VisitsView },
    },
    handler: async ({ actor, params }) => listVisits(context, actor, params.id),
  });

  app.get('/api/batches/:id/visits.ics', {
    schema: { tags, summary: '我组织或参加的实地考察日程（日历文件）', params: ApplicationParams },
    handler: async ({ actor, params }, reply) =>
      reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'attachment; filename="visits.ics"')
        .send(await visitsCalendar(context, actor, params.id)),
  });

  app.post('/api/batches/:id/visits/plan', {
    schema: {
      tags,
      summary: '排定考察日程：按通知的省份顺序，尽量不在一天之内跨省跨市',
      params: ApplicationParams,
      body: z.object({ days: z.array(z.iso.date()).min(1).max(200), perDay: z.int().min(1).max(20) }),
      response: { 200: z.object({ planned: z.int() }) },
    },
    handler: async ({ actor, params, body }) => planVisits(context, actor, params.id, body),
  });

  app.put('/api/applications/:id/visit', {
    schema: {
      tags,
      summary: '选定一份申报实地考察，写明理由；重复选定不会重复',
      params: ApplicationParams,
      body: z.object({ how: z.enum(['manual', 'proposed']), reason: text(2000), city: City }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body }) => chooseVisit(context, actor, params.id, body),
  });

  app.post('/api/applications/:id/visit/removal', {
    schema: {
      tags,
      summary: '取消一处考察，理由保留在案',
      params: ApplicationParams,
      body: z.object({ reason: text(2000), version: Version }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body }) => removeVisit(context, actor, params.id, body),
  });

  app.put('/api/applications/:id/visit/team', {
    schema: {
      tags,
      summary: '选派考察人员；同省专家应当回避',
      params: ApplicationParams,
      body: z.object({ people: z.array(z.uuid()).max(50), version: Version }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body }) => setTeam(context, actor, params.id, body),
  });

  app.put('/api/applications/:id/visit/day', {
    schema: {
      tags,
      summary: '手工调整一处考察的日期、当天的次序和城市',
      params: ApplicationParams,
      body: z.object({
        day: z.iso.date().nullable(),
        position: z.int().min(0).max(100).default(0),
        city: City,
        version: Version,
      }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body }) => moveVisit(context, actor, params.id, body),
  });

  app.post('/api/applications/:id/visit/points/drawing', {
    schema: {
      tags,
      summary: '把新出现的疑点加入核对清单',
      params: ApplicationParams,
      response: { 200: z.object({ added: z.int() }) },
    },
    handler: async ({ actor, params }) => drawPoints(context, actor, params.id),
  });
}
