import { z } from 'zod';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';

const Unit = z.object({ id: z.string(), name: z.string(), kind: z.string(), parentId: z.string().nullable() });

export async function unitRoutes(app: App, { db }: Context): Promise<void> {
  app.get('/api/units', {
    schema: {
      tags: ['单位与人员'],
      summary: '我所在的、其下的和其上的单位',
      response: { 200: z.object({ items: z.array(Unit) }) },
    },
    handler: async ({ actor }) => {
      const rows = await db.readAs(actor, (tx) =>
        tx
          .selectFrom('unit')
          .select(['id', 'name', 'kind', 'parent_id'])
          .orderBy('name')
          .orderBy('id')
          .limit(5000)
          .execute(),
      );
      return { items: rows.map(({ id, name, kind, parent_id }) => ({ id, name, kind, parentId: parent_id })) };
    },
  });

  app.post('/api/units', {
    schema: {
      tags: ['单位与人员'],
      summary: '设立下级单位（系统管理员）',
      body: z.object({ name: text(200), kind: z.enum(['province', 'consortium', 'member']), parentId: z.uuid() }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, body }, reply) => {
      const made = await db.asActor(actor, async (tx) => {
        const id = crypto.randomUUID();
        // Not `returning`: a unit is seen through its place in the tree, which is entered only after it.
        await tx
          .insertInto('unit')
          .values({ id, name: body.name, kind: body.kind, parent_id: body.parentId })
          .execute();
        await recordSystemAudit(tx, id, 'unit.added', id, { kind: body.kind });
        return { id };
      });
      return reply.code(201).send(made);
    },
  });
}
