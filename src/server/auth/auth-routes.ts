import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { needsSecondFactor } from '#server/access/second-factor.ts';
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
/** Open besides where mail is sent. */
const openWithMail: Readonly<Record<string, RefusalCode>> = {
  'POST /request-password-reset': 'bad-request',
  'POST /reset-password': 'link-closed',
};
const callback = /^\/callback\/[\w-]+$/;

/** Those of them that open a session. */
const opening: ReadonlySet<string> = new Set(['/two-factor/verify-totp', '/two-factor/verify-backup-code']);

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
  const route = `${request.method} ${path}`;
  const failure = open[route] ?? (context.mailer ? openWithMail[route] : undefined);
  if (!isCallback && failure === undefined) throw new Refusal('not-found');
  if (path === '/sign-in/email') return signIn(context, request, reply, body);
  if (path === '/request-password-reset') {
    body = { email: textOf(body.email).trim().toLowerCase().slice(0, 320) };
  }
  if (path === '/change-password' || path === '/reset-password') {
    if (!isAcceptablePassword(textOf(body.newPassword)))
      throw new Refusal('weak-password', { fields: ['newPassword'] });
    body.revokeOtherSessions = true;
  }
  const response =
    path === '/sign-in/oauth2'
      ? await beginSingleSignOn(context, request, body)
      : await forward(context, request, body);
  if (response.status >= 400) throw new Refusal(failure ?? 'single-sign-on-failed');
  const actor = isCallback || opening.has(path) ? await noteNewSession(context, response) : undefined;
  if (isCallback && !(await mayComeByProvider(context, actor))) return reply.redirect('/sign-in?failed=second-factor');
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
  await noteNewSession(context, response);
  return pass(response, reply);
}

/** The provider's page comes back as `url`; a failure there ends on our sign-in page, which says so. */
function beginSingleSignOn(
  context: Context,
  request: FastifyRequest,
  body: Record<string, unknown>,
): Promise<Response> {
  const order = {
    provider: textOf(body.providerId),
    callbackURL: textOf(body.callbackURL) || '/',
    errorCallbackURL: '/sign-in?failed=single-sign-on',
    disableRedirect: true,
  };
  return forward(context, request, order, '/api/auth/sign-in/social');
}

/** Files the security event of a session that a password, a code or a provider has just opened. Returns whose it is. */
async function noteNewSession(context: Context, response: Response): Promise<Actor | undefined> {
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .find((pair) => /session_token=./.test(pair));
  const actor = cookie === undefined ? undefined : await context.sessions.actorOf({ cookie });
  if (actor) await signedIn(context.db, actor.personId);
  return actor;
}

/** Single sign-on is one factor, unless the provider is configured to ask for two: it does not let officers round theirs. */
async function mayComeByProvider({ config, example, db }: Context, actor: Actor | undefined): Promise<boolean> {
  if (!actor || example || config.oidc?.hasSecondFactor || !needsSecondFactor(actor.roles)) return true;
  await db.accounts.deleteFrom('auth_session').where('id', '=', actor.sessionId).execute();
  return false;
}

function forward(
  { auth }: Context,
  request: FastifyRequest,
  body: Record<string, unknown>,
  path = request.url,
): Promise<Response> {
  const headers = new Headers();
  for (const name of ['cookie', 'authorization', 'origin', 'user-agent', 'host', 'referer']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const url = `${request.protocol}://${request.host}${path}`;
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
