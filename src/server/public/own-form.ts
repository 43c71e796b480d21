import type { FastifyRequest } from 'fastify';

/**
 * Whether a form was sent from our own page, as browsers say it: other sites cannot make them say otherwise. What is no browser says
 * nothing, and cannot be misled either.
 */
export function isOwnForm({ headers, host }: FastifyRequest, publicUrl: string | undefined): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined) return true;
  return URL.canParse(origin) && [host, publicUrl && new URL(publicUrl).host].includes(new URL(origin).host);
}
