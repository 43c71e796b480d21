import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RefusalCode } from '#server/http/refusal-codes.ts';
import { failedSignIn, isLocked, signedIn } from './lock-out.ts';
import { isAcceptablePassword } from './password-rules.ts';

/** What of better-auth is open, and what a failure of it means to people. Everything else of it answers as not found. */
const open: Readonly<Record<string, RefusalCode>> = {
  'POST /sign-in/email': 'sign-in-failed',
  'POST /sign-in/oauth2': 'single-sign-on-failed',
  'POST /sign-out': 'bad-request',
  'POST /change-password': 'password-wrong',
  'POST /two-factor/enable': 'password-wrong',
  'POST /two-factor/verify-totp': 'code-wrong',
  'POST /two-factor/verify-backup-code': 'code-wrong',
  'POST /two-factor/generate-backup-codes': 'password-wrong',
};
const callback = /^\/(oauth2\/)?callback\/[\w-]+$/;

const Body = z.record(z.string(), z.unknown()).nullish();

export async function authRoutes(app: App, context: Context): Promise<void> {
  const { address } = context.config.requestsPerMinute;
  const config = { rateLimit: { max: address === 0 ? 1e9 : 120, timeWindow: 60_000 } };
  const tags = ['登录'];
  app.get('/api/auth/*', { schema: { tags, summary: '单点登录的回跳' }, config }, async (request, reply) =>
    answer(context, request, reply, {}),
  );
  app.post(
    '/api/auth/*',
    { schema: { tags, summary: '登录、退出、改密码、两步验证与单点登录（better-auth）', body: Body }, config },
    async (request, reply) => answer(context, request, reply, { ...request.body }),
  );
}

async function answer(context: Context, request: FastifyRequest, reply: FastifyReply, body: Record<string, unknown>) {
  const path = request.url.slice('/api/auth'.length).split('?')[0] ?? '';
  const isCallback = request.method === 'GET' && callback.test(path);
  const failure = open[`${request.method} ${path}`];
  if (!isCallback && failure === undefined) throw new Refusal('not-found');
  if (path === '/sign-in/email') return signIn(context, request, reply, body);
  if (path === '/change-password') {
    if (!isAcceptablePassword(textOf(body.newPassword)))
      throw new Refusal('weak-password', { fields: ['newPassword'] });
    body.revokeOtherSessions = true;
  }
  const response = await forward(context, request, body);
  if (response.status >= 400) throw new Refusal(failure ?? 'single-sign-on-failed');
  await noteNewSession(context, path, isCallback, response);
  return pass(response, reply);
}

/** A locked account takes the same way and time as a wrong password, so that nobody learns which accounts exist or are locked. */
async function signIn(context: Context, request: FastifyRequest, reply: FastifyReply, body: Record<string, unknown>) {
  const email = textOf(body.email).trim().toLowerCase().slice(0, 320);
  const locked = await isLocked(context.db, email);
  const password = locked ? crypto.randomUUID() : textOf(body.password);
  const response = await forward(context, request, { email, password });
  if (response.status >= 400) {
    if (!locked) await failedSignIn(context.db, email);
    throw new Refusal('sign-in-failed');
  }
  await noteNewSession(context, '/sign-in/email', false, response);
  return pass(response, reply);
}

async function noteNewSession(context: Context, path: string, isCallback: boolean, response: Response): Promise<void> {
  if (!isCallback && !['/sign-in/email', '/two-factor/verify-totp', '/two-factor/verify-backup-code'].includes(path))
    return;
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .find((pair) => /session_token=./.test(pair));
  if (cookie === undefined) return;
  const actor = await context.sessions.actorOf({ cookie });
  if (actor) await signedIn(context.db, actor.personId);
}

function forward({ auth }: Context, request: FastifyRequest, body: Record<string, unknown>): Promise<Response> {
  const headers = new Headers();
  for (const name of ['cookie', 'authorization', 'origin', 'user-agent', 'host', 'referer']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const url = `${request.protocol}://${request.host}${request.url}`;
  if (request.method === 'GET') return auth.handler(new Request(url, { headers }));
  headers.set('content-type', 'application/json');
  return auth.handler(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function pass(response: Response, reply: FastifyReply): Promise<FastifyReply> {
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  const location = response.headers.get('location');
  if (location) reply.header('location', location);
  reply.code(response.status).type('application/json');
  return reply.serializer((text: string) => text).send(await response.text());
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
