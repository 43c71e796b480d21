import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { dropUpload, mustOwn } from '#server/evidence/own-uploads.ts';
import { Refusal } from '#server/http/refusal.ts';

/** What is kept of a file beside its bytes. */
export type FileColumns = { file_digest: string; file_name: string; media_type: string; bytes: number };

/**
 * The bytes of a finished upload of the person's own, kept as a file and no evidence: evidence is seen by all offices. `mustMay` refuses whom the file is not asked of,
 * before anything is read; `keep` writes its row. The upload is given up once it is kept. Throws `Refusal`: `not-found`, `upload-unfinished`, `unreadable-file` (the
 * upload is given up then), and as both.
 */
export async function takeUpload<T>(
  context: Context,
  actor: Actor,
  { consortiumId, uploadId }: { consortiumId: string; uploadId: string },
  { mustMay, keep }: { mustMay: () => Promise<void>; keep: (file: FileColumns) => Promise<T> },
): Promise<T> {
  const { documents, files, uploads } = context;
  await mustOwn(context, actor, consortiumId, uploadId);
  await mustMay();
  const staged = await uploads.find(uploadId);
  if (!staged) throw new Refusal('not-found');
  if (!staged.isComplete) throw new Refusal('upload-unfinished');
  const examined = await documents.examine(staged.path, staged.name).catch(async (error: unknown) => {
    if (error instanceof Refusal) await dropUpload(context, actor, consortiumId, uploadId);
    throw error;
  });
  const { digest, bytes } = await files.put(createReadStream(staged.path));
  const kept = await keep({
    file_digest: digest,
    file_name: examined.name,
    media_type: examined.mediaType,
    bytes,
  });
  await dropUpload(context, actor, consortiumId, uploadId);
  return kept;
}

export type StoredFile = { name: string; mediaType: string; bytes: number; content: Readable };

export async function openStored({ files }: Context, file: FileColumns): Promise<StoredFile> {
  const { file_name: name, media_type: mediaType, bytes } = file;
  return { name, mediaType, bytes, content: await files.get(file.file_digest) };
}

/** As a file to keep, never as a page: who wrote it is not trusted. */
export function sendStored(reply: FastifyReply, { name, mediaType, bytes, content }: StoredFile): FastifyReply {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, '_');
  return reply
    .type(mediaType)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `attachment; filename="file${extname(name)}"; filename*=UTF-8''${encoded}`)
    .header('content-length', bytes)
    .send(content);
}
