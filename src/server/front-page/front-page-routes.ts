import { sql } from 'kysely';
import { z } from 'zod';
import { mustOversee } from '#server/access/must-have-right.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { frontPage } from '#server/public/front-page.ts';
import { readOpenConsortium } from '#server/public/open-consortium.ts';
import { publicPage } from '#server/public/public-layout.ts';
import { sendOnce } from '#server/public/send-public.ts';
import { FrontPageBody, FrontPageView, PublishBody, WithdrawBody } from './front-page-views.ts';
import { viewFrontPage } from './view-front-page.ts';
import { publishFrontPage, saveFrontPage, withdrawFrontPage } from './write-front-page.ts';

const tags = ['联合体主页'];

/** A consortium's front page: written, looked at as it will be, published and withdrawn by its secretariat. */
export async function frontPageRoutes(app: App, context: Context): Promise<void> {
  const { db, publicPages, example } = context;
  app.get('/api/consortia/:id/front-page', {
    schema: {
      tags,
      summary: '联合体主页：正在编写的内容、已发布的各版和是否公开',
      params: ConsortiumParams,
      response: { 200: FrontPageView },
    },
    handler: async ({ actor, params }) => viewFrontPage(context, actor, params.id),
  });

  app.put('/api/consortia/:id/front-page', {
    schema: {
      tags,
      summary: '保存主页草稿，不发布；version 是修改前看到的版本，第一次为0',
      params: ConsortiumParams,
      body: FrontPageBody,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) => saveFrontPage(context, actor, params.id, body),
  });

  app.get('/api/consortia/:id/front-page/preview', {
    schema: { tags, summary: '草稿发布后的样子（网页），不公开', params: ConsortiumParams },
    handler: async ({ actor, params }, reply) => {
      const told = await db.readAs(actor, async (tx) => {
        await mustOversee(tx, 'read-front-page', params.id);
        const { rows } = await sql<{ open: unknown }>`
          select open_preview(${params.id}) || jsonb_build_object('events', open_events(${params.id})) as open`.execute(
          tx,
        );
        return rows[0]?.open;
      });
      const open = readOpenConsortium(told);
      const page = open && frontPage(open, await publicPages.record(), new Date());
      if (!page) throw new Refusal('not-found');
      const title = `预览（尚未发布）：${page.title}`;
      return sendOnce(reply, 200, publicPage({ ...page, title, isPersonal: true }, example));
    },
  });

  app.post('/api/consortia/:id/front-page/editions', {
    schema: {
      tags,
      summary: '发布主页草稿，成为新的一版，任何人都能看到',
      params: ConsortiumParams,
      body: PublishBody,
      response: { 201: z.object({ number: z.int() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await publishFrontPage(context, actor, params.id, body.version)),
  });

  app.post('/api/consortia/:id/front-page/withdrawal', {
    schema: {
      tags,
      summary: '撤下已发布的主页；草稿和各版保留',
      params: ConsortiumParams,
      body: WithdrawBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await withdrawFrontPage(context, actor, params.id, body.number);
      return reply.code(204).send(null);
    },
  });
}
