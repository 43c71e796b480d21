import type { FastifyRequest } from 'fastify';
import type { Config } from '#server/config.ts';

/** Where this server is found: as it was set, else as it was asked. */
export function ownAddress({ publicUrl }: Pick<Config, 'publicUrl'>, { protocol, host }: FastifyRequest): string {
  return publicUrl ?? `${protocol}://${host}`;
}
