import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { App } from './app.ts';
import { sendProblem } from './problem.ts';
import { Refusal } from './refusal.ts';

const root = fileURLToPath(new URL('../../../dist/web/', import.meta.url));

/** The built web app, where there is one. Hashed files may be kept for ever; every path but the interface's own is a page of the app. */
export async function serveWeb(app: App): Promise<void> {
  const isBuilt = existsSync(root);
  app.setNotFoundHandler((request, reply) => {
    const isPage = isBuilt && request.method === 'GET' && !/^\/(api|health|metrics|assets)(\/|$)/.test(request.url);
    return isPage ? reply.sendFile('index.html') : sendProblem(new Refusal('not-found'), request, reply);
  });
  if (!isBuilt) return;
  await app.register(fastifyStatic, {
    root,
    wildcard: true,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
