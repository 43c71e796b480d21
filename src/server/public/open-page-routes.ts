import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ownAddress } from '#server/http/own-address.ts';
import { Refusal } from '#server/http/refusal.ts';
import { frontPage } from './front-page.ts';
import type { OpenConsortium } from './open-consortium.ts';
import { openData } from './open-data-routes.ts';
import { homePath, positionsPath } from './open-paths.ts';
import { positionsAtom, positionsJson } from './position-feeds.ts';
import { positionOverPage, positionPage, positionsPage } from './position-pages.ts';
import { publicPage } from './public-layout.ts';
import { readyToSend } from './public-pages.ts';
import { sendOnce, sendPublic } from './send-public.ts';

const tags = ['公开数据'];
const Params = z.object({ id: z.string() });
const base = positionsPath(':id');

/** Positions and front pages that anybody may see. What is public of a consortium is in memory, so each page is made for who asks: there is no end of their addresses. */
export async function openPageRoutes(app: App, context: Context): Promise<void> {
  const { openConsortia, publicPages, config, example, db } = context;
  /** Throws `Refusal('not-found')` where a consortium has nothing to show. */
  const mustBeOpen = async (id: string): Promise<OpenConsortium> => {
    const open = await openConsortia.of(id);
    if (!open) throw new Refusal('not-found');
    return open;
  };

  app.get(homePath(':id'), {
    schema: { hide: true, params: Params },
    handler: async (request, reply) => {
      const now = new Date();
      const page = frontPage(await mustBeOpen(request.params.id), await publicPages.record(), now);
      if (!page) throw new Refusal('not-found');
      return sendPublic(request, reply, await readyToSend(publicPage(page, example), now));
    },
  });

  app.get(base, {
    schema: {
      hide: true,
      params: Params,
      querystring: z.object({ page: z.coerce.number().int().min(1).max(1000).default(1) }),
    },
    handler: async (request, reply) => {
      const now = new Date();
      const page = positionsPage(await mustBeOpen(request.params.id), now, request.query.page);
      if (!page) throw new Refusal('not-found');
      return sendPublic(request, reply, await readyToSend(publicPage(page, example), now));
    },
  });

  for (const [format, summary, write] of [
    ['json', '公开岗位（schema.org JobPosting）', positionsJson],
    ['atom', '公开岗位（Atom订阅）', positionsAtom],
  ] as const)
    app.get(`${base}.${format}`, {
      schema: { tags, summary, params: Params, response: { 200: z.string() } },
      handler: async (request, reply) => {
        const now = new Date();
        const made = write(await mustBeOpen(request.params.id), now, ownAddress(config, request));
        return sendPublic(request, reply.headers(openData), await readyToSend(made, now));
      },
    });

  app.get(`${base}/:positionId`, {
    schema: { hide: true, params: Params.extend({ positionId: z.string() }) },
    handler: async (request, reply) => {
      const now = new Date();
      const { id, positionId } = request.params;
      const open = await openConsortia.of(id);
      const page = open && positionPage(open, now, positionId, ownAddress(config, request));
      if (page) return sendPublic(request, reply, await readyToSend(publicPage(page, example), now));
      if (!open || !z.uuid().safeParse(positionId).success) throw new Refusal('not-found');
      const { rows } = await db.app.query<{ was: boolean }>('select was_public_position($1, $2) as was', [
        id,
        positionId,
      ]);
      if (rows[0]?.was !== true) throw new Refusal('not-found');
      return sendOnce(reply, 410, publicPage(positionOverPage(open), example));
    },
  });
}
