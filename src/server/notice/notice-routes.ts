import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { readOwnTasks } from './own-tasks.ts';

const tags = ['推送与提醒'];
const mostShown = 100;

const UnitName = z.object({ id: z.string(), name: z.string() });

export async function noticeRoutes(app: App, { db }: Context): Promise<void> {
  app.get('/api/me/tasks', {
    schema: {
      tags,
      summary: '我的各单位在台账上的待办：待确认、被退回、有争议的记录，以及尚未填报的台账',
      response: {
        200: z.object({
          items: z.array(
            z.object({
              unit: UnitName,
              consortium: UnitName,
              awaiting: z.int(),
              returned: z.int(),
              disputed: z.int(),
              filing: z
                .object({
                  year: z.int(),
                  declared: z.boolean(),
                  missing: z.array(z.object({ id: z.string(), title: z.string() })),
                })
                .nullable(),
            }),
          ),
        }),
      },
    },
    handler: async ({ actor }) => ({ items: await readOwnTasks(db, actor) }),
  });

  app.get('/api/me/notices', {
    schema: {
      tags,
      summary: '我的消息，新的在前',
      response: {
        200: z.object({
          unread: z.int(),
          items: z.array(
            z.object({
              id: z.string(),
              text: z.string(),
              link: z.string(),
              from: z.string().nullable(),
              at: z.string(),
              readAt: z.string().nullable(),
            }),
          ),
        }),
      },
    },
    handler: async ({ actor }) =>
      db.readAs(actor, async (tx) => {
        const { rows } = await sql<{
          id: string;
          text: string;
          link: string;
          from: string | null;
          at: Date;
          read_at: Date | null;
          unread: number;
        }>`
          select id, text, link, name_of(created_by) as "from", created_at as at, read_at,
            (select count(*) from notice u where u.person_id = ${actor.personId}::uuid and u.read_at is null)::integer as unread
          from notice where person_id = ${actor.personId}::uuid order by created_at desc, id limit ${mostShown}`.execute(
          tx,
        );
        return {
          unread: rows[0]?.unread ?? 0,
          items: rows.map(({ id, text, link, from, at, read_at }) => ({
            id,
            text,
            link,
            from,
            at: at.toISOString(),
            readAt: read_at?.toISOString() ?? null,
          })),
        };
      }),
  });

  app.post('/api/me/notices/read', {
    schema: {
      tags,
      summary: '把消息标为已读；不写 ids 时为全部',
      body: z.object({ ids: z.array(z.uuid()).max(1000).optional() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, body: { ids } }, reply) => {
      await db.asActor(actor, (tx) => {
        const unread = tx
          .updateTable('notice')
          .set({ read_at: new Date() })
          .where('person_id', '=', actor.personId)
          .where('read_at', 'is', null);
        return (ids === undefined ? unread : unread.where('id', 'in', ids.length > 0 ? ids : [nobody])).execute();
      });
      return reply.code(204).send(null);
    },
  });
}

const nobody = '00000000-0000-0000-0000-000000000000';
