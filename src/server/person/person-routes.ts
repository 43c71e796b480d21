import { sql } from 'kysely';
import { z } from 'zod';
import { roles } from '#core/access/role.ts';
import { isRole } from '#server/access/is-role.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { maskEmail } from './mask-email.ts';

const tags = ['单位与人员'];
const PersonParams = z.object({ id: z.uuid() });

const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().meta({ description: '已遮盖' }),
  roles: z.array(z.object({ role: z.string(), label: z.string(), unitId: z.string(), unit: z.string() })),
  lockedUntil: z.string().nullable(),
  twoFactor: z.boolean(),
});

export async function personRoutes(app: App, { db }: Context): Promise<void> {
  app.get('/api/people', {
    schema: {
      tags,
      summary: '我能看到的人员，可限于一个单位；邮箱遮盖',
      querystring: z.object({ unit: z.uuid().optional() }),
      response: { 200: z.object({ items: z.array(Person) }) },
    },
    handler: async ({ actor, query }) => {
      const rows = await db.readAs(actor, (tx) => {
        const assignments = tx
          .selectFrom('role_assignment')
          .innerJoin('person', 'person.id', 'role_assignment.person_id')
          .innerJoin('unit', 'unit.id', 'role_assignment.unit_id')
          .select(['person.id', 'person.name', 'person.email', 'person.two_factor_enabled', 'role_assignment.role'])
          .select([
            'unit.id as unit_id',
            'unit.name as unit',
            sql<Date | null>`locked_until(person.email)`.as('locked_until'),
          ])
          .orderBy('person.name')
          .orderBy('person.id')
          .limit(5000);
        return query.unit === undefined
          ? assignments.execute()
          : assignments.where('unit.id', '=', query.unit).execute();
      });
      const people = Map.groupBy(rows, ({ id }) => id);
      // Who looks at a list of people is on record (personal data: views are logged).
      const place = query.unit ?? actor.roles[0]?.unit.id;
      if (place !== undefined && people.size > 0)
        await db.asActor(actor, (tx) =>
          recordSystemAudit(tx, place, 'people.viewed', actor.personId, { people: people.size }),
        );
      return {
        items: [...people].flatMap(([id, [first, ...others]]) =>
          first
            ? [
                {
                  id,
                  name: first.name,
                  email: maskEmail(first.email),
                  roles: [first, ...others].flatMap(({ role, unit_id, unit }) =>
                    isRole(role) ? [{ role, label: roles[role].label, unitId: unit_id, unit }] : [],
                  ),
                  lockedUntil: first.locked_until?.toISOString() ?? null,
                  twoFactor: first.two_factor_enabled,
                },
              ]
            : [],
        ),
      };
    },
  });

  app.post('/api/people/:id/unlock', {
    schema: { tags, summary: '解除锁定（安全管理员）', params: PersonParams, response: { 204: z.null() } },
    handler: async ({ actor, params }, reply) => {
      const { rows } = await db.asActor(actor, (tx) =>
        sql<{ done: boolean | null }>`select unlock_account(${params.id}::uuid) as done`.execute(tx),
      );
      if (rows[0]?.done == null) throw new Refusal('not-found');
      return reply.code(204).send(null);
    },
  });

  app.delete('/api/people/:id/sessions', {
    schema: { tags, summary: '结束一个人的全部登录（安全管理员）', params: PersonParams, response: { 204: z.null() } },
    handler: async ({ actor, params }, reply) => {
      const { rows } = await db.asActor(actor, (tx) =>
        sql<{ ended: number | null }>`select end_sessions_of(${params.id}::uuid) as ended`.execute(tx),
      );
      if (rows[0]?.ended == null) throw new Refusal('not-found');
      return reply.code(204).send(null);
    },
  });
}
