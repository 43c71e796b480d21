import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { beginEventStream } from '#server/http/event-stream.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnowCouncil } from './council-right.ts';
import { type MeetingTarget, readMeeting } from './meeting-row.ts';
import { MeetingParams } from './meeting-views.ts';

export async function meetingEventRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/meetings/:meetingId/events', {
    schema: { tags: ['理事会'], summary: '会议实时状态（SSE）：meeting', params: MeetingParams },
    handler: async ({ actor, params, headers }, reply) => {
      const target = { consortiumId: params.id, meetingId: params.meetingId };
      await mustSee(context, actor, target);
      const { send, end } = beginEventStream(reply, { onEnd: () => stops.forEach((stop) => void stop()) });
      const seen = headers['last-event-id'];
      const stops = [
        context.meetings.listen({ ...target, seen: typeof seen === 'string' ? seen : undefined, send }),
        context.db.bus.hear('lianheti_session', (gone) => {
          if (gone === actor.sessionId) end();
        }),
        // Who lost the role hears nothing more.
        context.db.bus.hear('lianheti_person', (changed) => {
          if (changed === actor.personId) mustSee(context, actor, target).catch(end);
        }),
      ];
    },
  });
}

async function mustSee({ db }: Context, actor: Actor, target: MeetingTarget): Promise<void> {
  await db.readAs(actor, async (tx) => {
    const { reads } = await mustKnowCouncil(tx, target.consortiumId);
    if (!reads) throw new Refusal('not-found');
    await readMeeting(tx, target);
  });
}
