import { z } from 'zod';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { newApiToken } from './token-actor.ts';
import { isTokenScope } from './token-scopes.ts';

const tags = ['我的账号'];
const mostTokens = 20;

const TokenView = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.object({ id: z.string(), name: z.string() }),
  scopes: z.array(z.string()),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
});

/** Tokens that a person makes for the systems of one of its units. */
export async function tokenRoutes(app: App, { db }: Context): Promise<void> {
  app.get('/api/me/tokens', {
    schema: {
      tags,
      summary: '我的接口令牌（不含令牌本身）',
      response: { 200: z.object({ items: z.array(TokenView) }) },
    },
    handler: async ({ actor }) => {
      const rows = await db.readAs(actor, (tx) =>
        tx
          .selectFrom('api_token as t')
          .innerJoin('unit as u', 'u.id', 't.unit_id')
          .select(['t.id', 't.name', 't.scopes', 't.created_at', 't.expires_at', 't.last_used_at'])
          .select(['u.id as unit_id', 'u.name as unit'])
          .where('t.revoked_at', 'is', null)
          .orderBy('t.created_at', 'desc')
          .execute(),
      );
      return {
        items: rows.map((row) => ({
          id: row.id,
          name: row.name,
          unit: { id: row.unit_id, name: row.unit },
          scopes: row.scopes,
          createdAt: row.created_at.toISOString(),
          expiresAt: row.expires_at.toISOString(),
          lastUsedAt: row.last_used_at?.toISOString() ?? null,
        })),
      };
    },
  });

  app.post('/api/me/tokens', {
    schema: {
      tags,
      summary: '为我的一个单位的业务系统设一个接口令牌；令牌只在此时显示一次',
      body: z.object({
        name: text(60),
        unitId: z.uuid(),
        scopes: z.array(z.string().refine(isTokenScope)).min(1).max(5),
        days: z.int().min(1).max(366).default(180),
      }),
      response: { 201: z.object({ id: z.string(), token: z.string(), expiresAt: z.string() }) },
    },
    handler: async ({ actor, body }, reply) => {
      const unit = actor.roles.find(({ unit: { id } }) => id === body.unitId)?.unit;
      if (!unit) throw new Refusal('not-found');
      // Ledgers are written by members and the secretariat; officers, who sign in with two factors, get no way round the second but to sums.
      const isOffice = unit.kind !== 'member' && unit.kind !== 'consortium';
      if (isOffice && body.scopes.some((scope) => scope !== 'monitoring:read')) throw new Refusal('forbidden');
      const token = newApiToken();
      const id = crypto.randomUUID();
      const expiresAt = new Date(Date.now() + body.days * 86_400_000);
      await db.asActor(actor, async (tx) => {
        const { live } = await tx
          .selectFrom('api_token')
          .select((eb) => eb.fn.countAll<number>().as('live'))
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', new Date())
          .executeTakeFirstOrThrow();
        if (live >= mostTokens)
          throw new Refusal('forbidden', { detail: `每人最多 ${mostTokens} 个有效令牌，请先撤销不用的。` });
        await tx
          .insertInto('api_token')
          .values({
            id,
            person_id: actor.personId,
            unit_id: body.unitId,
            name: body.name,
            scopes: [...new Set(body.scopes)],
            token_hash: token.hash,
            expires_at: expiresAt,
          })
          .execute();
        await recordSystemAudit(tx, body.unitId, 'token.made', id, { scopes: body.scopes, expiresAt });
      });
      return reply.code(201).send({ id, token: token.text, expiresAt: expiresAt.toISOString() });
    },
  });

  app.delete('/api/me/tokens/:id', {
    schema: {
      tags,
      summary: '撤销我的一个接口令牌，立即失效',
      params: z.object({ id: z.uuid() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params: { id } }, reply) => {
      await db.asActor(actor, async (tx) => {
        const token = await tx.selectFrom('api_token').select('unit_id').where('id', '=', id).executeTakeFirst();
        const { numUpdatedRows } = await tx
          .updateTable('api_token')
          .set({ revoked_at: new Date() })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        if (!token || numUpdatedRows === 0n) throw new Refusal('not-found');
        await recordSystemAudit(tx, token.unit_id, 'token.revoked', id, {});
      });
      return reply.code(204).send(null);
    },
  });
}
