import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { AlertBody, AlertItem, AlertView, ChangedAlertBody, ConditionBody, VersionView } from './alert-views.ts';
import { previewAlert, readAlerts, readVersions } from './read-alerts.ts';
import { addAlert, changeAlert, removeAlert } from './write-alert.ts';

const tags = ['监测预警'];
const RuleParams = z.object({ ruleId: z.uuid() });

export async function alertRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/alerts', {
    schema: {
      tags,
      summary: '我的预警规则和目前触发的情况，以及我可以设置规则的单位',
      response: {
        200: z.object({
          items: z.array(AlertView),
          /** `speaks`: where the actor may keep addresses of the unit's own systems. */
          units: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string(), speaks: z.boolean() })),
          /** Whether mail is configured. */
          mail: z.boolean(),
        }),
      },
    },
    handler: async ({ actor }) => ({ ...(await readAlerts(context, actor)), mail: context.mailer !== undefined }),
  });

  app.post('/api/alerts', {
    schema: {
      tags,
      summary: '设置一条预警规则：条件成立时提醒一次，不再成立后重新成立时再提醒',
      body: AlertBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, body }, reply) => reply.code(201).send(await addAlert(context, actor, body)),
  });

  app.post('/api/alerts/preview', {
    schema: {
      tags,
      summary: '按这些条件，现在会提醒哪些联合体；什么也不保存',
      body: ConditionBody,
      response: {
        200: z.object({ total: z.int(), of: z.int(), text: z.string(), items: z.array(AlertItem) }),
      },
    },
    handler: async ({ actor, body }) => previewAlert(context, actor, body, new Date()),
  });

  app.get('/api/alerts/:ruleId/versions', {
    schema: {
      tags,
      summary: '一条预警规则的历次修改，新的在前',
      params: RuleParams,
      response: { 200: z.object({ items: z.array(VersionView) }) },
    },
    handler: async ({ actor, params }) => ({ items: await readVersions(context, actor, params.ruleId) }),
  });

  app.put('/api/alerts/:ruleId', {
    schema: {
      tags,
      summary: '修改、暂停或恢复一条预警规则；版本不符时告知现在的版本',
      params: RuleParams,
      body: ChangedAlertBody,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) => changeAlert(context, actor, params.ruleId, body),
  });

  app.delete('/api/alerts/:ruleId', {
    schema: {
      tags,
      summary: '删除一条预警规则',
      params: RuleParams,
      querystring: z.object({ version: z.coerce.number().int().min(1) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, query }, reply) => {
      await removeAlert(context, actor, params.ruleId, query.version);
      return reply.code(204).send(null);
    },
  });
}
