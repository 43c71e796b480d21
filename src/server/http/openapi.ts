import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { describedWebhooks } from '#server/notice/describe-webhooks.ts';
import type { App } from './app.ts';

/** OpenAPI 3.1 from the routes' own schemas and what is sent to other systems, at /api/openapi.json, and a page to read it at /api/docs. */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '联合体 Lianheti',
        version: '0.1.0',
        description: '除登录与 /api/public 外均须登录；改动请求须带请求头 x-lianheti: 1。',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'lianheti.session_token' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    transform: jsonSchemaTransform,
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json').send({ ...app.swagger(), webhooks: describedWebhooks }),
  );
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'list' },
    transformSpecification: (description) => ({ ...description, webhooks: describedWebhooks }),
  });
}
