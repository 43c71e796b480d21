import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Role } from '#core/access/role.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { isPostable } from './public-address.ts';
import { isWebhookEvent, webhookFormats } from './webhook-message.ts';

const tags = ['推送与提醒'];
const Consortium = z.object({ id: z.uuid() });
const Params = Consortium.extend({ webhookId: z.uuid() });
const mostWebhooks = 10;
const speakers: readonly Role[] = ['member-reporter', 'secretariat', 'provincial-officer', 'ministry-officer'];

const WebhookView = z.object({
  id: z.string(),
  unitId: z.string(),
  /** Without what follows the path: a robot's key stands there. */
  address: z.string(),
  events: z.array(z.string()),
  format: z.string(),
  active: z.boolean(),
  waiting: z.int(),
  failed: z.int(),
  lastDeliveredAt: z.string().nullable(),
  lastError: z.string().nullable(),
});

type Row = {
  id: string;
  unit_id: string;
  url: string;
  events: string[];
  format: string;
  active: boolean;
  waiting: number;
  failed: number;
  delivered: Date | null;
  error: string | null;
};

/** Where a unit's own systems and group robots are told of what happens in its ledgers, and of its people's alerts: a consortium with its members, an office by itself. */
export async function webhookRoutes(app: App, { db, config }: Context): Promise<void> {
  app.get('/api/consortia/:id/webhooks', {
    schema: {
      tags,
      summary: '本单位的推送地址和送达情况',
      params: Consortium,
      response: { 200: z.object({ items: z.array(WebhookView) }) },
    },
    handler: async ({ actor, params: { id } }) => {
      const rows = await db.readAs(actor, async (tx) => {
        await mustKnowUnit(tx, id);
        const { rows: read } = await sql<Row>`
          select w.id, w.unit_id, w.url, w.events, w.format, w.active, o.*
          from webhook w cross join lateral (
            select (count(*) filter (where delivered_at is null and failed_at is null))::integer as waiting,
              (count(*) filter (where failed_at is not null))::integer as failed, max(delivered_at) as delivered,
              (array_agg(error order by created_at desc) filter (where error is not null))[1] as error
            from (select * from notice_outbox n where n.consortium_id = w.consortium_id and n.webhook_id = w.id
              order by created_at desc limit 1000) recent
          ) o
          where w.consortium_id = ${id}::uuid order by w.created_at, w.id`.execute(tx);
        return read;
      });
      return {
        items: rows.map(({ unit_id, url, delivered, error, ...row }) => ({
          ...row,
          unitId: unit_id,
          address: withoutKey(url),
          lastDeliveredAt: delivered?.toISOString() ?? null,
          lastError: error,
        })),
      };
    },
  });

  app.post('/api/consortia/:id/webhooks', {
    schema: {
      tags,
      summary:
        '为本单位设一个推送地址：业务系统（json，带签名）、企业微信群机器人或钉钉群机器人；签名密钥只在此时显示一次',
      params: Consortium,
      body: z.object({
        unitId: z.uuid(),
        url: z.string().trim().min(8).max(1000),
        format: z.enum(webhookFormats).default('json'),
        events: z.array(z.string().refine(isWebhookEvent)).min(1).max(20),
        /** 钉钉's 加签 secret; our own signatures get a new one. */
        secret: z.string().trim().max(200).optional(),
      }),
      response: { 201: z.object({ id: z.string(), secret: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) => {
      const made = { id: crypto.randomUUID(), secret: secretFor(body.format, body.secret) };
      await db.asActor(actor, async (tx) => {
        await mustKnowUnit(tx, params.id);
        const speaks = actor.roles.filter(({ role }) => speakers.includes(role));
        if (speaks.length === 0) throw new Refusal('forbidden');
        const unit = await tx.selectFrom('unit').select('parent_id').where('id', '=', body.unitId).executeTakeFirst();
        const isHere = body.unitId === params.id || unit?.parent_id === params.id;
        if (!isHere || !speaks.some((one) => one.unit.id === body.unitId)) throw new Refusal('not-found');
        if (!isPostable(body.url, config.privateWebhooks)) throw new Refusal('address-refused', { fields: ['url'] });
        const { kept } = await tx
          .selectFrom('webhook')
          .select((eb) => eb.fn.countAll<number>().as('kept'))
          .where('unit_id', '=', body.unitId)
          .executeTakeFirstOrThrow();
        if (kept >= mostWebhooks)
          throw new Refusal('forbidden', { detail: `每个单位最多 ${mostWebhooks} 个推送地址。` });
        await tx
          .insertInto('webhook')
          .values({
            consortium_id: params.id,
            unit_id: body.unitId,
            url: body.url,
            format: body.format,
            events: [...new Set(body.events)],
            created_by: actor.personId,
            ...made,
          })
          .execute();
        await recordAudit(tx, params.id, 'webhook.made', made.id, { unit: body.unitId, events: body.events });
      });
      return reply.code(201).send(made);
    },
  });

  app.put('/api/consortia/:id/webhooks/:webhookId', {
    schema: {
      tags,
      summary: '启用或停用一个推送地址',
      params: Params,
      body: z.object({ active: z.boolean() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await db.asActor(actor, async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('webhook')
          .set(body)
          .where('consortium_id', '=', params.id)
          .where('id', '=', params.webhookId)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Refusal('not-found');
        await recordAudit(tx, params.id, 'webhook.changed', params.webhookId, body);
      });
      return reply.code(204).send(null);
    },
  });

  app.delete('/api/consortia/:id/webhooks/:webhookId', {
    schema: { tags, summary: '删除一个推送地址，未送出的一并取消', params: Params, response: { 204: z.null() } },
    handler: async ({ actor, params }, reply) => {
      await db.asActor(actor, async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('webhook')
          .where('consortium_id', '=', params.id)
          .where('id', '=', params.webhookId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw new Refusal('not-found');
        await recordAudit(tx, params.id, 'webhook.removed', params.webhookId, {});
      });
      return reply.code(204).send(null);
    },
  });
}

/** Throws `Refusal('not-found')` where the actor does not know the unit. */
async function mustKnowUnit(tx: Tx, id: string): Promise<void> {
  const unit = await tx.selectFrom('unit').select('id').where('id', '=', id).executeTakeFirst();
  if (!unit) throw new Refusal('not-found');
}

function secretFor(format: string, given: string | undefined): string {
  if (format === 'json') return randomBytes(32).toString('base64url');
  return format === 'dingtalk' ? (given ?? '') : '';
}

function withoutKey(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
