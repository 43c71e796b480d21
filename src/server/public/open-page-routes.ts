import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { positionKinds } from '#core/talent/position.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ownAddress } from '#server/http/own-address.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepPublicSearches } from './find-public-positions.ts';
import { frontPage } from './front-page.ts';
import { needOverPage, needPage, needsPage } from './need-pages.ts';
import type { OpenConsortium } from './open-consortium.ts';
import { openData } from './open-data-routes.ts';
import { eventsCalendar } from './open-events.ts';
import { eventsPath, homePath, needsPath, positionSearchPath, positionsPath } from './open-paths.ts';
import { positionsAtom, positionsJson } from './position-feeds.ts';
import { positionOverPage, positionPage, positionsPage } from './position-pages.ts';
import { positionSearchPage } from './position-search-page.ts';
import { type PublicPage, publicPage } from './public-layout.ts';
import { readyToSend } from './public-pages.ts';
import { sendOnce, sendPublic } from './send-public.ts';

const tags = ['公开数据'];
const Params = z.object({ id: z.string() });
const ThingParams = Params.extend({ thingId: z.string() });
const Paged = z.object({ page: z.coerce.number().int().min(1).max(1000).default(1) });
/** A form sends what was not chosen as nothing. */
const Search = z.object({
  q: z.string().trim().max(100).default(''),
  kind: z.union([z.literal('').transform(() => undefined), z.enum(positionKinds)]).optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
});
const base = positionsPath(':id');

/** Positions, technology needs and front pages that anybody may see. What is public of a consortium is in memory, so each page is made for who asks: there is no end of their addresses. */
export async function openPageRoutes(app: App, context: Context): Promise<void> {
  const { openConsortia, publicPages, config, example, db } = context;
  /** Throws `Refusal('not-found')` where a consortium has nothing to show. */
  const mustBeOpen = async (id: string): Promise<OpenConsortium> => {
    const open = await openConsortia.of(id);
    if (!open) throw new Refusal('not-found');
    return open;
  };

  /** What is public, or 410 where it was once. Throws `Refusal('not-found')` for what never was. */
  const sendThing = async (
    request: FastifyRequest<{ Params: z.infer<typeof ThingParams> }>,
    reply: FastifyReply,
    { draw, wasPublic, over }: Thing,
  ) => {
    const now = new Date();
    const { id, thingId } = request.params;
    const open = await openConsortia.of(id);
    const page = open && draw(open, now);
    if (page) return sendPublic(request, reply, await readyToSend(publicPage(page, example), now));
    if (!open || !z.uuid().safeParse(thingId).success) throw new Refusal('not-found');
    const { rows } = await db.app.query<{ was: boolean }>(wasPublic, [id, thingId]);
    if (rows[0]?.was !== true) throw new Refusal('not-found');
    return sendOnce(reply, 410, publicPage(over(open), example));
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

  const searched = keepPublicSearches(db);
  app.get(positionSearchPath, {
    schema: { hide: true, querystring: Search },
    handler: async (request, reply) => {
      const page = positionSearchPage(request.query, await searched(request.query));
      if (!page) throw new Refusal('not-found');
      return sendPublic(request, reply, await readyToSend(publicPage(page, example), new Date()));
    },
  });

  app.get(eventsPath(':id'), {
    schema: {
      tags,
      summary: '近期活动的日历（ICS），主页公布了近期活动的才有',
      params: Params,
      response: { 200: z.string() },
    },
    handler: async (request, reply) => {
      const open = await mustBeOpen(request.params.id);
      if (!open.page?.sections.includes('events')) throw new Refusal('not-found');
      const body = eventsCalendar(open, ownAddress(config, request), open.page.publishedAt);
      const made = { type: 'text/calendar; charset=utf-8', body };
      return sendPublic(request, reply.headers(openData), await readyToSend(made, new Date()));
    },
  });

  app.get(base, {
    schema: {
      hide: true,
      params: Params,
      querystring: Paged,
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

  app.get(`${base}/:thingId`, {
    schema: { hide: true, params: ThingParams },
    handler: async (request, reply) =>
      sendThing(request, reply, {
        draw: (open, now) => positionPage(open, now, request.params.thingId, ownAddress(config, request)),
        wasPublic: 'select was_public_position($1, $2) as was',
        over: positionOverPage,
      }),
  });

  const needs = needsPath(':id');
  app.get(needs, {
    schema: { hide: true, params: Params, querystring: Paged },
    handler: async (request, reply) => {
      const now = new Date();
      const page = needsPage(await mustBeOpen(request.params.id), now, request.query.page);
      if (!page) throw new Refusal('not-found');
      return sendPublic(request, reply, await readyToSend(publicPage(page, example), now));
    },
  });

  app.get(`${needs}/:thingId`, {
    schema: { hide: true, params: ThingParams },
    handler: async (request, reply) =>
      sendThing(request, reply, {
        draw: (open, now) => needPage(open, now, request.params.thingId, ownAddress(config, request)),
        wasPublic: 'select was_public_need($1, $2) as was',
        over: needOverPage,
      }),
  });
}

/** A page of one thing, what asks whether a thing was public once, and what is shown where it was. */
type Thing = {
  draw: (open: OpenConsortium, now: Date) => PublicPage | undefined;
  wasPublic: string;
  over: (open: OpenConsortium) => PublicPage;
};
