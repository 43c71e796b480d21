import type { FastifyRequest } from 'fastify';
import { largestFile } from '#documents/archive/open-archive.ts';
import { Refusal } from './refusal.ts';

/** The one file of a multipart request, at most `largestFile` bytes in memory. Throws `Refusal('too-large' | 'wrong-media-type' | 'bad-request')`. */
export async function receiveFile(request: FastifyRequest): Promise<Uint8Array> {
  return (await receiveNamedFile(request)).bytes;
}

/** The same, with the name that the sender gives it: any text. */
export async function receiveNamedFile(request: FastifyRequest): Promise<{ bytes: Uint8Array; name: string }> {
  if (!request.isMultipart()) throw new Refusal('wrong-media-type');
  if (Number(request.headers['content-length'] ?? 0) > largestFile + 100_000) throw new Refusal('too-large');
  try {
    const file = await request.file();
    if (!file) throw new Refusal('bad-request', { fields: ['file'] });
    const bytes = await file.toBuffer();
    // A file that fills the limit to the byte before it is cut off is not noticed by the parser itself.
    if (file.file.truncated) throw new Refusal('too-large');
    return { bytes, name: file.filename };
  } catch (error) {
    // What the parser says of a broken upload has no status of its own.
    if (error instanceof Refusal || (error instanceof Error && 'statusCode' in error)) throw error;
    throw new Refusal('bad-request', { fields: ['file'] });
  }
}
