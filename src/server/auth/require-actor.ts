import type { FastifyRequest } from 'fastify';
import { needsSecondFactor } from '#server/access/second-factor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { isToken } from './token-actor.ts';
import { mayReach } from './token-scopes.ts';

/** Reachable without a session: sign-in itself, what is public, and the description of the interface. */
const openPaths = /^\/api\/(auth|public)\/|^\/api\/(openapi\.json|docs)(\/|$)/;
/** All that a person may do who must still set up the second factor. */
const enrolling = /^\/api\/me(\/|$)/;

/** Before every request below /api: who asks, whether a second factor is still owed, and the header that other sites cannot send
 * (a token is not sent by a browser of its own accord, so it needs none). */
export async function requireActor(context: Context, request: FastifyRequest): Promise<void> {
  const path = request.url.split('?')[0] ?? '';
  if (!/^\/api(\/|$)/.test(path)) return;
  if (
    request.method !== 'GET' &&
    request.method !== 'HEAD' &&
    request.headers['x-lianheti'] === undefined &&
    !path.startsWith('/api/auth/') &&
    !isToken(request.headers.authorization)
  )
    throw new Refusal('header-missing');
  if (openPaths.test(path)) return;
  const actor = await context.sessions.actorOf(request.headers);
  if (!actor) throw new Refusal('not-signed-in');
  if (actor.token && !mayReach(actor.token.scopes, request)) throw new Refusal('token-scope');
  if (!context.example && !actor.twoFactorEnabled && needsSecondFactor(actor.roles) && !enrolling.test(path))
    throw new Refusal('second-factor-required');
  request.actor = actor;
}
