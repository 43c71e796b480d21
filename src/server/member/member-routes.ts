import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { listMembers } from './list-members.ts';
import { categoryLabels, mustSeeDirectory } from './member-row.ts';
import {
  ConsortiumParams,
  Day,
  HistoryView,
  MemberBody,
  MemberPage,
  MemberParams,
  MemberQuery,
  MembershipsView,
  Version,
} from './member-views.ts';
import { addMember, changeMember, leaveConsortium, rejoinConsortium } from './write-members.ts';

const tags = ['成员单位'];
const done = { 204: z.null() };

export async function memberRoutes(app: App, { db }: Context): Promise<void> {
  app.get('/api/consortia/:id/members', {
    schema: {
      tags,
      summary: '联合体的成员单位：按名称、信用代码、类别、某日在册查找',
      params: ConsortiumParams,
      querystring: MemberQuery,
      response: { 200: MemberPage },
    },
    handler: async ({ actor, params, query: { q, category, on, ...page } }) =>
      listMembers(db, actor, params.id, {
        ...page,
        ...(q ? { q } : {}),
        ...(category ? { category } : {}),
        ...(on === undefined ? {} : { on }),
      }),
  });

  app.post('/api/consortia/:id/members', {
    schema: {
      tags,
      summary: '登记一个成员单位',
      params: ConsortiumParams,
      body: MemberBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send({ id: await addMember(db, actor, params.id, body) }),
  });

  app.put('/api/consortia/:id/members/:memberId', {
    schema: {
      tags,
      summary: '修改一个成员单位；version 是修改前看到的版本',
      params: MemberParams,
      body: MemberBody.extend({ version: Version }),
      response: done,
    },
    handler: async ({ actor, params, body: { version, ...values } }, reply) => {
      await changeMember(db, actor, { consortiumId: params.id, memberId: params.memberId, version }, values);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/members/:memberId/departure', {
    schema: {
      tags,
      summary: '成员单位退出；leftOn 起不再是成员',
      params: MemberParams,
      body: z.object({ leftOn: Day, version: Version }),
      response: done,
    },
    handler: async ({ actor, params, body: { leftOn, version } }, reply) => {
      await leaveConsortium(db, actor, { consortiumId: params.id, memberId: params.memberId, version }, leftOn);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/members/:memberId/rejoining', {
    schema: {
      tags,
      summary: '已退出的成员单位重新加入；以前的期间仍保留',
      params: MemberParams,
      body: z.object({ joinedOn: Day, version: Version }),
      response: done,
    },
    handler: async ({ actor, params, body: { joinedOn, version } }, reply) => {
      await rejoinConsortium(db, actor, { consortiumId: params.id, memberId: params.memberId, version }, joinedOn);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/members/:memberId/history', {
    schema: {
      tags,
      summary: '一个成员单位的修改记录（管理者与本单位）',
      params: MemberParams,
      response: { 200: HistoryView },
    },
    handler: async ({ actor, params }) =>
      db.readAs(actor, async (tx) => {
        await mustSeeDirectory(tx, params.id);
        const member = await tx
          .selectFrom('member')
          .select(sql<boolean>`has_right('manage-member', consortium_id) or has_right('read-directory', id)`.as('may'))
          .where('consortium_id', '=', params.id)
          .where('id', '=', params.memberId)
          .executeTakeFirst();
        if (!member) throw new Refusal('not-found');
        if (!member.may) throw new Refusal('forbidden');
        const rows = await tx
          .selectFrom('member_history')
          .select(['version', 'action', 'how', 'change', 'at'])
          .select(sql<string | null>`name_of(person_id)`.as('by'))
          .where('consortium_id', '=', params.id)
          .where('member_id', '=', params.memberId)
          .orderBy('version', 'desc')
          .execute();
        const Change = HistoryView.shape.items.element.shape.change;
        return {
          items: rows.map(({ at, by, change, ...row }) => ({
            ...row,
            change: Change.parse(change),
            at: at.toISOString(),
            by: by ?? '',
          })),
        };
      }),
  });

  app.get('/api/me/memberships', {
    schema: {
      tags: ['我的账号'],
      summary: '我所在的成员单位，以及各自所属的联合体',
      response: { 200: MembershipsView },
    },
    handler: async ({ actor }) => {
      const rows = await db.readAs(actor, (tx) =>
        tx
          .selectFrom('role_assignment')
          .innerJoin('member', 'member.id', 'role_assignment.unit_id')
          .innerJoin('unit', 'unit.id', 'member.consortium_id')
          .select(['member.id', 'member.name', 'unit.id as consortium_id', 'unit.name as consortium'])
          .select(['category', 'joined_on', 'left_on'])
          .where('role_assignment.person_id', '=', actor.personId)
          .where('role_assignment.role', '=', 'member-reporter')
          .orderBy('unit.name')
          .orderBy('member.id')
          .execute(),
      );
      return {
        items: rows.map((row) => ({
          memberId: row.id,
          name: row.name,
          consortium: { id: row.consortium_id, name: row.consortium },
          category: row.category,
          categoryLabel: categoryLabels.get(row.category) ?? row.category,
          joinedOn: row.joined_on,
          leftOn: row.left_on,
        })),
      };
    },
  });
}
