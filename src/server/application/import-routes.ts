import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveFile } from '#server/http/receive-file.ts';
import { compareWord } from './compare-word.ts';
import { ApplicationParams, FindingView } from './form-views.ts';

const Comparison = z.object({
  cells: z.array(
    z.object({ cell: z.string(), label: z.string(), current: z.unknown(), read: z.unknown(), same: z.boolean() }),
  ),
  unplaced: z.array(z.object({ text: z.string(), place: z.string() })).readonly(),
  formatFindings: z.array(FindingView).readonly(),
});

export async function importRoutes(app: App, context: Context): Promise<void> {
  app.post('/api/applications/:id/imports', {
    schema: {
      tags: ['文件'],
      summary: '读取一份已填的 Word 推荐书，与现有内容逐项对照；不保存任何内容',
      consumes: ['multipart/form-data'],
      params: ApplicationParams,
      response: { 200: Comparison },
    },
    handler: async (request) => {
      // Whether the form is the sender's to see is settled before a byte of the file is taken.
      await context.forms.mustSee(request.actor, request.params.id);
      return compareWord(context, request.actor, request.params.id, await receiveFile(request));
    },
  });
}
