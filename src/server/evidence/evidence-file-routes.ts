import { extname } from 'node:path';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readByteRange } from './byte-range.ts';

/** What a browser shows in place; everything else is saved. */
const shown = /^image\/|^application\/pdf$/;

/** The bytes of evidence. Whatever they hold, a browser runs nothing of it. */
export async function evidenceFileRoutes(app: App, { db, files }: Context): Promise<void> {
  app.get('/api/evidence/:id/file', {
    exposeHeadRoute: false,
    schema: {
      tags: ['证据材料'],
      summary: '证据材料的文件；支持 Range；download=true 时另存',
      params: z.object({ id: z.uuid() }),
      querystring: z.object({ download: z.stringbool().default(false) }),
    },
    handler: async ({ actor, params, query, headers }, reply) => {
      const found = await db.readAs(actor, (tx) =>
        tx
          .selectFrom('evidence')
          .select(['file_digest', 'file_name', 'media_type', 'bytes'])
          .where('id', '=', params.id)
          .executeTakeFirst(),
      );
      if (!found) throw new Refusal('not-found');
      const tag = `"${params.id}"`;
      reply
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', 'private, no-cache')
        .header('accept-ranges', 'bytes')
        .header('etag', tag);
      if (headers['if-none-match'] === tag) return reply.code(304).send();
      const ifRange = headers['if-range'];
      const asked = ifRange === undefined || ifRange === tag ? headers.range : undefined;
      const range = readByteRange(asked, found.bytes);
      if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${found.bytes}`).send();
      const as = query.download || !shown.test(found.media_type) ? 'attachment' : 'inline';
      const name = `filename="evidence${extname(found.file_name)}"; filename*=UTF-8''${encoded(found.file_name)}`;
      reply.type(found.media_type).header('content-disposition', `${as}; ${name}`);
      if (range) reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${found.bytes}`);
      reply.header('content-length', range ? range.to - range.from + 1 : found.bytes);
      return reply.send(await files.get(found.file_digest, range));
    },
  });
}

/** RFC 8187. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
