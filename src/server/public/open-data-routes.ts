import { z } from 'zod';
import { canonicalJson } from '#core/form/canonical-json.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ownAddress } from '#server/http/own-address.ts';
import { Refusal } from '#server/http/refusal.ts';
import { dataSets, writeCsv, writeJson } from './open-data.ts';
import { type Make, readyToSend } from './public-pages.ts';
import { sendPublic } from './send-public.ts';
import { type OpenAddress, robots, sitemap } from './site-files.ts';

const tags = ['公开数据'];
/** Any program may read them from anywhere: there is nobody's session in them. */
export const openData = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
const anyText = z.string().meta({ description: '文件的内容' });

/** Files at addresses that stay: the open data, what was published as its digest was taken over it, and what search engines ask for. */
export async function openDataRoutes(app: App, { publicPages, config, db }: Context): Promise<void> {
  const file = (path: string, summary: string, make: Make) =>
    app.get(path, {
      schema: { tags, summary, response: { 200: anyText } },
      config: { rateLimit: false },
      handler: async (request, reply) => {
        const kept = await publicPages.page(path, make);
        if (!kept) throw new Refusal('not-found');
        return sendPublic(request, reply.headers(openData), kept, { isDated: true });
      },
    });
  for (const set of dataSets) {
    file(`/public/data/${set.id}.csv`, `${set.title}（CSV）`, (record) => writeCsv(set, record));
    file(`/public/data/${set.id}.json`, `${set.title}（JSON）`, (record) => writeJson(set, record));
  }

  app.get('/public/lists/:id/content.json', {
    schema: {
      tags,
      summary: '公布内容的原文，其SHA-256即公布的摘要',
      params: z.object({ id: z.string() }),
      response: { 200: anyText },
    },
    config: { rateLimit: false },
    handler: async (request, reply) => {
      const { id } = request.params;
      const kept = await publicPages.page(`content ${id}`, ({ publications }) => {
        const found = publications.find((publication) => publication.id === id);
        return found && { type: 'application/json; charset=utf-8', body: canonicalJson(found.content) };
      });
      if (!kept) throw new Refusal('not-found');
      return sendPublic(request, reply.headers(openData), kept, { isDated: true });
    },
  });

  // Both are made for each who asks, and not kept: the address may be the one that was asked for.
  app.get('/robots.txt', {
    schema: { hide: true },
    handler: async (request, reply) => {
      const { changedAt } = await publicPages.record();
      return sendPublic(request, reply, await readyToSend(robots(ownAddress(config, request)), changedAt), {
        isDated: true,
      });
    },
  });

  app.get('/sitemap.xml', {
    schema: { hide: true },
    handler: async (request, reply) => {
      const record = await publicPages.record();
      const [{ rows: positions }, { rows: needs }] = await Promise.all([
        db.app.query<OpenAddress>('select * from open_addresses()'),
        db.app.query<OpenAddress>('select * from open_need_addresses()'),
      ]);
      const made = sitemap(record, ownAddress(config, request), { positions, needs });
      return sendPublic(request, reply, await readyToSend(made, record.changedAt));
    },
  });
}
