import { sql } from 'kysely';
import { z } from 'zod';
import { roles } from '#core/access/role.ts';
import { needsSecondFactor } from '#server/access/second-factor.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';

const UnitName = z.object({ id: z.string(), name: z.string(), kind: z.string() });

const Me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.object({ role: z.string(), label: z.string(), unit: UnitName })),
  twoFactor: z.object({ enabled: z.boolean(), required: z.boolean() }),
});

const Session = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  userAgent: z.string().nullable(),
});

type SessionRow = { id: string; created_at: Date; updated_at: Date; user_agent: string | null };

export async function meRoutes(app: App, { db, example }: Context): Promise<void> {
  app.get('/api/me', {
    schema: { tags: ['我的账号'], summary: '我是谁、有哪些角色', response: { 200: Me } },
    handler: async ({ actor }) => ({
      id: actor.personId,
      name: actor.name,
      email: actor.email,
      roles: actor.roles.map(({ role, unit }) => ({ role, label: roles[role].label, unit })),
      twoFactor: { enabled: actor.twoFactorEnabled, required: !example && needsSecondFactor(actor.roles) },
    }),
  });

  app.get('/api/me/sessions', {
    schema: { tags: ['我的账号'], summary: '我的登录', response: { 200: z.object({ items: z.array(Session) }) } },
    handler: async ({ actor }) => {
      const { rows } = await db.asActor(actor, (tx) => sql<SessionRow>`select * from own_sessions()`.execute(tx));
      return {
        items: rows.map((row) => ({
          id: row.id,
          current: row.id === actor.sessionId,
          createdAt: row.created_at.toISOString(),
          lastSeenAt: row.updated_at.toISOString(),
          userAgent: row.user_agent,
        })),
      };
    },
  });

  app.delete('/api/me/sessions/:id', {
    schema: {
      tags: ['我的账号'],
      summary: '结束我的一次登录',
      params: z.object({ id: z.uuid() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params }, reply) => {
      const { rows } = await db.asActor(actor, (tx) =>
        sql<{ ended: boolean }>`select end_own_session(${params.id}::uuid) as ended`.execute(tx),
      );
      if (!rows[0]?.ended) throw new Refusal('not-found');
      return reply.code(204).send(null);
    },
  });
}
