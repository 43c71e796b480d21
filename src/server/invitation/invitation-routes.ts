import { z } from 'zod';
import { roles } from '#core/access/role.ts';
import { isRole } from '#server/access/is-role.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { findInvitation } from './find-invitation.ts';
import { mailInvitation } from './mail-invitation.ts';
import { hashToken, newToken } from './token.ts';

const tags = ['邀请'];
const daysOpen = 7;
const TokenParams = z.object({ token: z.string().max(200) });
const Email = z.email().max(320).toLowerCase();

export async function invitationRoutes(app: App, context: Context): Promise<void> {
  app.post('/api/invitations', {
    schema: {
      tags,
      summary: '邀请一人在一个单位任一角色，得到只能用一次的链接；配置了发信服务的，同时寄到其邮箱',
      body: z.object({ email: Email.optional(), role: z.string().refine(isRole), unitId: z.uuid() }),
      response: { 201: z.object({ id: z.string(), link: z.string(), expiresAt: z.string(), mailed: z.boolean() }) },
    },
    handler: async (request, reply) => {
      const { actor, body } = request;
      const token = newToken();
      const expiresAt = new Date(Date.now() + daysOpen * 86_400_000);
      const { id } = await context.db.asActor(actor, async (tx) => {
        const unit = await tx.selectFrom('unit').select('kind').where('id', '=', body.unitId).executeTakeFirst();
        if (!unit) throw new Refusal('not-found');
        const place = isRole(body.role) ? roles[body.role].unit : undefined;
        if (place !== 'any' && place !== unit.kind) throw new Refusal('invalid', { fields: ['role', 'unitId'] });
        const made = await tx
          .insertInto('invitation')
          .values({
            token_hash: hashToken(token),
            unit_id: body.unitId,
            role: body.role,
            email: body.email ?? null,
            invited_by: actor.personId,
            expires_at: expiresAt,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await recordSystemAudit(tx, body.unitId, 'invitation.made', made.id, { role: body.role });
        return made;
      });
      const address = context.config.publicUrl ?? `${request.protocol}://${request.host}`;
      const link = `${address}/invitations/${token}`;
      const mailed = await mailInvitation(context, body.email, link);
      return reply.code(201).send({ id, link, expiresAt: expiresAt.toISOString(), mailed });
    },
  });

  app.get('/api/public/invitations/:token', {
    schema: {
      tags,
      summary: '一份有效邀请的单位和角色',
      params: TokenParams,
      response: {
        200: z.object({ unit: z.string(), role: z.string(), roleLabel: z.string(), email: z.string().nullable() }),
      },
    },
    handler: async ({ params }) => findInvitation(context.db, params.token),
  });

  app.post('/api/public/invitations/:token/acceptance', {
    schema: {
      tags,
      summary: '接受邀请，设立账号（已有账号的，用其密码）',
      params: TokenParams,
      body: z.object({ name: text(100), email: Email, password: z.string().max(128) }),
      response: { 201: z.object({ email: z.string() }) },
    },
    handler: async ({ params, body }, reply) => {
      await acceptInvitation(context, params.token, body);
      return reply.code(201).send({ email: body.email });
    },
  });
}
