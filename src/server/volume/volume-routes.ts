import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { beginJob } from '#server/job/begin-job.ts';
import { speakerIn } from '#server/ledger/speaker.ts';
import type { VolumeParameters } from './bind-volume.ts';

export async function volumeRoutes(app: App, context: Context): Promise<void> {
  app.post('/api/consortia/:id/volumes', {
    schema: {
      tags: ['证据材料'],
      summary: '把证据材料按建设指标的顺序装订成一册支撑材料（PDF，含封面、目录、书签、页码）；可只选部分材料或观测点',
      params: z.object({ id: z.uuid() }),
      body: z.object({
        title: text(60).default('支撑材料'),
        evidence: z.array(z.uuid()).min(1).max(2000).optional(),
        points: z.array(z.string().max(20)).min(1).max(50).optional(),
      }),
      response: { 202: z.object({ jobId: z.string() }) },
    },
    handler: async ({ actor, params, body: { title, evidence, points } }, reply) => {
      await speakerIn(context, actor, params.id, await context.directories.of(params.id));
      const parameters: z.input<typeof VolumeParameters> = {
        title,
        ...(evidence ? { evidence } : {}),
        ...(points ? { points } : {}),
      };
      return reply.code(202).send({
        jobId: await beginJob(context, actor, { consortiumId: params.id, kind: 'volume', parameters }),
      });
    },
  });
}
