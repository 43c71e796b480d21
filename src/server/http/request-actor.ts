import type { Actor } from '#server/access/actor.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before every handler below /api that is not public. */
    actor: Actor;
  }
}
