import type { FastifyReply } from 'fastify';
import type { openPaper } from './meeting-papers.ts';

/** Sends a paper to be looked at where it is; nothing in it runs. */
export function sendPaper(
  reply: FastifyReply,
  { content, media_type, bytes, name }: Awaited<ReturnType<typeof openPaper>>,
): FastifyReply {
  return reply
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'private, no-store')
    .header('content-length', bytes)
    .type(media_type)
    .send(content);
}
