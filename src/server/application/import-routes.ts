import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { largestFile } from '#documents/archive/open-archive.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
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

/** The one file of a multipart request, at most `largestFile` bytes in memory. Throws `Refusal('too-large' | 'wrong-media-type' | 'bad-request')`. */
async function receiveFile(request: FastifyRequest): Promise<Uint8Array> {
  if (!request.isMultipart()) throw new Refusal('wrong-media-type');
  if (Number(request.headers['content-length'] ?? 0) > largestFile + 100_000) throw new Refusal('too-large');
  try {
    const file = await request.file();
    if (!file) throw new Refusal('bad-request', { fields: ['file'] });
    const bytes = await file.toBuffer();
    // A file that fills the limit to the byte before it is cut off is not noticed by the parser itself.
    if (file.file.truncated) throw new Refusal('too-large');
    return bytes;
  } catch (error) {
    // What the parser says of a broken upload has no status of its own.
    if (error instanceof Refusal || (error instanceof Error && 'statusCode' in error)) throw error;
    throw new Refusal('bad-request', { fields: ['file'] });
  }
}
