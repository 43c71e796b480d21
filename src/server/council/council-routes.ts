import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { authorityOf } from '#server/vote/issue-resolution.ts';
import { adoptCharter } from './adopt-charter.ts';
import { electSeat, endSeat, nameSubstitute } from './change-seats.ts';
import { CharterBody, CouncilView, SeatBody, SeatEndBody, SubstituteBody } from './council-views.ts';
import { viewCouncil } from './view-council.ts';

const tags = ['理事会'];
const Made = z.object({ id: z.string() });
const SeatParams = ConsortiumParams.extend({ seatId: z.uuid() });

export async function councilRoutes(app: App, context: Context): Promise<void> {
  const { db } = context;

  app.get('/api/consortia/:id/council', {
    schema: {
      tags,
      summary: '理事会：章程各版本、各届席位和替补；成员单位看章程和自己的席位',
      params: ConsortiumParams,
      response: { 200: CouncilView },
    },
    handler: async ({ actor, params }) => viewCouncil(context, actor, params.id),
  });

  app.post('/api/consortia/:id/charters', {
    schema: {
      tags,
      summary: '章程新版本：各方席位、到会人数、表决比例、通知天数和委托',
      params: ConsortiumParams,
      body: CharterBody,
      response: { 201: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body: { reference, ...charter } }, reply) =>
      reply.code(201).send(
        await db.asActor(actor, async (tx) =>
          adoptCharter(tx, actor, {
            consortiumId: params.id,
            authority: await authorityOf(tx, params.id, reference),
            ...charter,
          }),
        ),
      ),
  });

  app.post('/api/consortia/:id/council-seats', {
    schema: { tags, summary: '登记当选', params: ConsortiumParams, body: SeatBody, response: { 201: Made } },
    handler: async ({ actor, params, body: { reference, ...seat } }, reply) =>
      reply.code(201).send(
        await db.asActor(actor, async (tx) =>
          electSeat(context, tx, actor, {
            consortiumId: params.id,
            authority: await authorityOf(tx, params.id, reference),
            ...seat,
          }),
        ),
      ),
  });

  app.post('/api/consortia/:id/council-seats/:seatId/end', {
    schema: {
      tags,
      summary: '提前结束任期（辞任、罢免、换人）',
      params: SeatParams,
      body: SeatEndBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body: { reference, ...end } }, reply) => {
      const { id: consortiumId, seatId } = params;
      await db.asActor(actor, async (tx) => {
        const authority = await authorityOf(tx, consortiumId, reference);
        await endSeat(context, tx, actor, { consortiumId, seatId, authority, ...end });
      });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/council-seats/:seatId/substitutes', {
    schema: {
      tags,
      summary: '登记可以代为出席的替补人选',
      params: SeatParams,
      body: SubstituteBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) => {
      const { id: consortiumId, seatId } = params;
      return reply
        .code(201)
        .send(await db.asActor(actor, (tx) => nameSubstitute(tx, actor, { consortiumId, seatId, ...body })));
    },
  });
}
