import type { FastifyReply } from 'fastify';
import type { CouncilFile } from './council-documents.ts';

export function sendFile(reply: FastifyReply, { bytes, name, mediaType }: CouncilFile): FastifyReply {
  return reply
    .type(mediaType)
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(bytes);
}
