import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { actOnBooking } from './act-on-booking.ts';
import { bookResource } from './book-resource.ts';
import { Booked, BookingAct, BookingBody, BookingParams, ResourceParams } from './resource-views.ts';

const tags = ['共享资源'];

/** Who has what when. */
export async function bookingRoutes(app: App, context: Context): Promise<void> {
  app.post('/api/consortia/:id/resources/:resourceId/bookings', {
    schema: {
      tags,
      summary: '预约一项资源，可以每天或每周重复；被占用的可以等候递补',
      params: ResourceParams,
      body: BookingBody,
      response: { 201: Booked },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply
        .code(201)
        .send(await bookResource(context, actor, { consortiumId: params.id, resourceId: params.resourceId }, body)),
  });

  app.post('/api/consortia/:id/bookings/:bookingId/acts', {
    schema: {
      tags,
      summary: '同意、不同意、取消预约，或确认已使用、未使用；version 是操作前看到的版本',
      params: BookingParams,
      body: BookingAct,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) =>
      actOnBooking(context, actor, { consortiumId: params.id, bookingId: params.bookingId }, body),
  });
}
