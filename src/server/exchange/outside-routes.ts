import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { OnceHeaders, onceOnly } from '#server/http/once-only.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustSpeakFor } from '#server/talent/talent-right.ts';
import { mustBeMember } from '#server/talent/write-position.ts';
import { programmeColumns } from '#server/talent/write-programme.ts';
import { ExternalId, OutsidePosition, OutsideProgramme, outsidePositionColumns, SourceId } from './outside-views.ts';
import { type OutsideRow, takeOutside } from './take-outside.ts';

const tags = ['数据交换'];
const Params = z.object({ id: z.uuid(), memberId: z.uuid(), externalId: ExternalId });
const Query = z.object({ source: SourceId.default('').meta({ description: '来源系统；只有一个系统时可不填' }) });
const Outcome = z.object({ id: z.string(), outcome: z.enum(['added', 'changed', 'repeated']) });
const response = { 200: Outcome, 201: Outcome };

type Asked = FastifyRequest & { params: z.infer<typeof Params>; query: z.infer<typeof Query> };
type Given = { noun: 'position' | 'programme'; side: 'enterprise' | 'school'; columns: () => OutsideRow['columns'] };

/** Positions and cohorts from other systems, one by one, under the numbers that they have there. */
export async function outsideRoutes(app: App, context: Context): Promise<void> {
  app.put('/api/consortia/:id/members/:memberId/positions/:externalId', {
    schema: {
      tags,
      summary:
        '按外部编号写入岗位：没有则新增（201），有变化则修改，没有变化则不写（200）；不写明的对外公开和撤下保持不变',
      headers: OnceHeaders,
      params: Params,
      querystring: Query,
      body: OutsidePosition,
      response,
    },
    handler: async (request, reply) => {
      const columns = () => outsidePositionColumns(context, request.body);
      return take(context, request, reply, { noun: 'position', side: 'enterprise', columns });
    },
  });

  app.put('/api/consortia/:id/members/:memberId/programmes/:externalId', {
    schema: {
      tags,
      summary: '按外部编号写入一届专业：没有则新增（201），有变化则修改，没有变化则不写（200）',
      headers: OnceHeaders,
      params: Params,
      querystring: Query,
      body: OutsideProgramme,
      response,
    },
    handler: async (request, reply) => {
      const columns = () => programmeColumns(context, request.body);
      return take(context, request, reply, { noun: 'programme', side: 'school', columns });
    },
  });
}

async function take(context: Context, request: Asked, reply: FastifyReply, { noun, side, columns }: Given) {
  const { actor, params, query } = request;
  const { id: consortiumId, memberId, externalId } = params;
  const { status, body } = await onceOnly(context.db, request, reply, () =>
    context.db.asActor(actor, async (tx) => {
      await mustSpeakFor(tx, consortiumId, memberId);
      await mustBeMember(context, consortiumId, memberId, side);
      const row = { memberId, externalId, source: query.source, columns: columns() };
      const [taken] = await takeOutside(tx, actor, { consortiumId, noun }, [row]);
      if (!taken) throw new Error('what is given becomes something');
      if (taken.outcome === 'refused')
        throw new Refusal('invalid', { fields: taken.fields, detail: `${taken.detail}。` });
      return { status: taken.outcome === 'added' ? 201 : 200, body: { id: taken.id, outcome: taken.outcome } };
    }),
  );
  return reply.code(status === 201 ? 201 : 200).send(body);
}
