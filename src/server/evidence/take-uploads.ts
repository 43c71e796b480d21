import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#server/http/app.ts';
import type { StagedUploads } from './staged-uploads.ts';

/** Answers a tus request about one upload, whose address is its id below `folder`. Who may send it is decided before. */
type AnswerUpload = (
  request: FastifyRequest,
  reply: FastifyReply,
  upload: { id: string; folder: string },
) => Promise<FastifyReply>;

/** Has a module's routes take resumable uploads (tus 1.0.0, https://tus.io) into these, and sweeps what nobody finished. */
export function takeUploads(app: App, uploads: StagedUploads, log: FastifyBaseLogger): AnswerUpload {
  // The bytes go to the disk as they come, never through memory.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  const sweep = () => uploads.sweep().catch((error: unknown) => log.error({ err: error }, 'old uploads stay'));
  const timer = setInterval(sweep, 3_600_000).unref();
  app.addHook('onReady', async () => void sweep());
  app.addHook('onClose', async () => clearInterval(timer));
  return async (request, reply, upload) => {
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    try {
      await uploads.answer(upload, request.raw, reply.raw);
    } catch (error) {
      log.error({ err: error }, 'an upload broke');
      reply.raw.destroy();
    }
    return reply;
  };
}
