import { z } from 'zod';
import { webhookEvents } from './webhook-message.ts';

const Moment = z.string().meta({ description: 'UTC 时刻，如 2026-01-08T09:30:00.000Z' });
const Head = z.object({
  id: z.uuid().meta({ description: '本次推送的标识；同一推送重发时不变' }),
  event: z.string(),
  unit: z.string().meta({ description: '收到推送的单位' }),
  count: z.int(),
  at: Moment,
});

/** By event, what is sent as JSON. Sums are not in it: who is told reads them by its own token, as far as that reaches. */
const bodies = {
  'aggregate.moved': Head.extend({
    unitId: z.uuid(),
    consortiumId: z.uuid().meta({ description: '数据有变动的联合体' }),
    collectionId: z.uuid(),
    kind: z.string().meta({ description: '采集的种类' }),
    year: z.int(),
    approved: z.boolean().meta({ description: '真为部级已核定，假为核定已撤回、正在重新报送' }),
  }).meta({
    description:
      'count 是变动的数据项数；联合体、所在省和全国该年度的核定合计都随之变动，可凭令牌重新读取 /api/monitoring（basis=approved）',
  }),
  alert: Head.extend({
    rule: z.uuid(),
    items: z.array(z.object({ consortiumId: z.uuid().optional(), unitId: z.uuid().optional(), year: z.int() })),
  }).meta({ description: 'count 是规则新成立的项数；合计的规则给出 unitId，其余给出 consortiumId' }),
} as const;

const signed =
  '请求头 x-lianheti-signature 为 v1=加“时间戳.正文”的 HMAC-SHA256（十六进制，密钥在添加推送地址时显示一次），时间戳在 x-lianheti-timestamp；返回 2xx 为收到，否则约两天内重发。';

/** The `webhooks` of an OpenAPI description. */
export const describedWebhooks = {
  'aggregate.moved': described('aggregate.moved'),
  alert: described('alert'),
};

function described(event: keyof typeof bodies) {
  return {
    post: {
      tags: ['推送与提醒'],
      summary: webhookEvents[event],
      description: signed,
      requestBody: { content: { 'application/json': { schema: z.toJSONSchema(bodies[event]) } } },
      responses: { 200: { description: '已收到' } },
    },
  };
}
