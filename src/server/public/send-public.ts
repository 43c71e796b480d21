import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Kept, Made } from './public-pages.ts';

/** Public pages run nothing and come from nowhere else. */
const publicHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
};

/** A reader sees what is published at once, and asks each time; a proxy between asks once a minute for all of its readers. */
const askAgain = 'public, max-age=0, s-maxage=60, must-revalidate';

/**
 * Sends what is kept to whoever has not got it yet: 304 to the others, compressed to who can take it. `isDated` of what changes with the
 * database alone; a page also changes as time passes.
 */
export function sendPublic(
  request: FastifyRequest,
  reply: FastifyReply,
  kept: Kept,
  { isDated = false, cacheControl = askAgain } = {},
): FastifyReply {
  reply.headers({ ...publicHeaders, etag: kept.etag, 'cache-control': cacheControl });
  if (isDated) reply.header('last-modified', kept.changedAt.toUTCString());
  if (kept.zipped) reply.header('vary', 'accept-encoding');
  if (isKnown(request, kept, isDated)) return reply.code(304).send();
  reply.type(kept.type);
  if (!kept.zipped || !takesGzip(request.headers['accept-encoding'])) return reply.send(kept.body);
  return reply.header('content-encoding', 'gzip').send(kept.zipped);
}

/** Sends what is for the one who asked alone. */
export function sendOnce(reply: FastifyReply, status: number, { type, body }: Made): FastifyReply {
  return reply
    .headers({ ...publicHeaders, 'cache-control': 'no-store' })
    .code(status)
    .type(type)
    .send(body);
}

/** RFC 9110, 13.2.2: a tag decides where there is one, else the date. */
function isKnown({ headers }: FastifyRequest, { etag, changedAt }: Kept, isDated: boolean): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    const known = tags.split(',').map((tag) => opaque(tag.trim()));
    return known.includes('*') || known.includes(opaque(etag));
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return isDated && Math.floor(changedAt.getTime() / 1000) * 1000 <= since;
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}

function takesGzip(header: string | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(header ?? '');
}
