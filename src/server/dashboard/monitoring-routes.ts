import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import type { AnswerKind } from './answer-kind.ts';
import { band } from './band.ts';
import { compare } from './compare.ts';
import { distribution } from './distribution.ts';
import { fulfilmentChart } from './fulfilment.ts';
import { funnel } from './funnel.ts';
import { member } from './member.ts';
import { members } from './members.ts';
import { overview } from './overview.ts';
import { ranking } from './ranking.ts';
import { type Format, formats } from './table-files.ts';
import { tiles } from './tiles.ts';
import { trend } from './trend.ts';

const tags = ['监测'];
const anyText = z.string().meta({ description: '文件的内容' });

/** Every question as JSON, and the same as a table in CSV and Excel; made once, sent until something changes, 304 to who has it. */
export async function monitoringRoutes(app: App, context: Context): Promise<void> {
  for (const kind of [
    overview,
    tiles,
    trend,
    ranking,
    distribution,
    funnel,
    fulfilmentChart,
    compare,
    band,
    members,
    member,
  ])
    answerRoutes(app, context, kind);
}

function answerRoutes(app: App, context: Context, kind: AnswerKind): void {
  const { monitoring } = context;
  const handlerFor = (format: Format | undefined) => async (request: FastifyRequest, reply: FastifyReply) => {
    const chosen = format ?? (prefersCsv(request.headers.accept) ? 'csv' : 'json');
    const key = `${kind.path} ${chosen} ${JSON.stringify(request.query)}`;
    const { body, etag } = await monitoring.answer(request.actor, key, async (cube, sight) => {
      const { answer, table } = await kind.ask({ context, actor: request.actor, cube, sight }, request.query);
      return Buffer.from(await formats[chosen].write(answer, table));
    });
    reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'accept, authorization, cookie' });
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
    if (format) reply.header('content-disposition', `attachment; filename="${kind.path}.${format}"`);
    return reply.type(formats[chosen].type).send(body);
  };
  const path = `/api/monitoring/${kind.path}`;
  app.get(path, {
    schema: { tags, summary: kind.summary, querystring: kind.query, response: { 200: kind.view } },
    handler: handlerFor(undefined),
  });
  for (const format of ['csv', 'xlsx'] as const)
    app.get(`${path}.${format}`, {
      schema: {
        tags,
        summary: `${kind.summary}（${format.toUpperCase()}）`,
        querystring: kind.query,
        response: { 200: anyText },
      },
      handler: handlerFor(format),
    });
}

function prefersCsv(accept: string | undefined): boolean {
  return accept?.split(',')[0]?.trim().startsWith('text/csv') ?? false;
}

function isKnown(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;
}
