import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { sendReminders } from './send-reminders.ts';

const tags = ['推送与提醒'];
const Consortium = z.object({ id: z.uuid() });

export async function reminderRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/reminders', {
    schema: {
      tags,
      summary: '今天已提醒的成员单位，以及是否能发邮件',
      params: Consortium,
      response: { 200: z.object({ today: z.array(z.string()), mail: z.boolean() }) },
    },
    handler: async ({ actor, params }) =>
      context.db.readAs(actor, async (tx) => {
        await mustKnow(tx, params.id);
        const rows = await tx
          .selectFrom('reminder')
          .select('member_id')
          .where('consortium_id', '=', params.id)
          .where('day', '=', beijingToday(new Date()))
          .execute();
        return { today: rows.map(({ member_id }) => member_id), mail: context.mailer !== undefined };
      }),
  });

  app.post('/api/consortia/:id/reminders', {
    schema: {
      tags,
      summary: '秘书处提醒成员单位办理台账待办：站内消息、邮件、群机器人；每个单位每天至多一次',
      params: Consortium,
      body: z.object({
        members: z.array(z.uuid()).min(1).max(1000),
        channels: z
          .array(z.enum(['app', 'mail', 'robot']))
          .min(1)
          .max(3),
        text: text(500).optional(),
      }),
      response: {
        200: z.object({
          results: z.array(
            z.object({
              memberId: z.string(),
              outcome: z.enum(['sent', 'already']),
              people: z.int(),
              mails: z.int(),
              robots: z.int(),
            }),
          ),
        }),
      },
    },
    handler: async ({ actor, params, body }) => {
      const results = await sendReminders(context, actor, { consortiumId: params.id, ...body });
      return { results: [...results] };
    },
  });
}
