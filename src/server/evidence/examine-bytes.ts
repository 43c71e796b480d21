import { createHash, randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExaminedFile } from '#documents/evidence/examine-file.ts';
import type { DocumentText } from '#documents/text/read-text.ts';
import type { Documents } from '#server/document/documents.ts';

/** What a file that came with a request is by its content, and its SHA-256. Throws `Refusal('unreadable-file')` for what no evidence may be. */
export async function examineBytes(
  documents: Pick<Documents, 'examine'>,
  { bytes, name }: { bytes: Uint8Array; name: string },
): Promise<ExaminedFile & { digest: string }> {
  return onDisk(bytes, async (path) => ({ ...(await documents.examine(path, name)), digest: digestOf(bytes) }));
}

/** What an examined Word file or PDF is, and what stands in it. Throws `Refusal('unreadable-file')` for any other file. */
export async function examineText(
  documents: Pick<Documents, 'examine' | 'text'>,
  { bytes, name }: { bytes: Uint8Array; name: string },
): Promise<ExaminedFile & DocumentText & { digest: string }> {
  return onDisk(bytes, async (path) => {
    const examined = await documents.examine(path, name);
    return { ...examined, ...(await documents.text(path, examined.mediaType)), digest: digestOf(bytes) };
  });
}

/** The document threads are told of files by their path. */
async function onDisk<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const path = join(tmpdir(), `lianheti-examined-${randomUUID()}`);
  await writeFile(path, bytes);
  return use(path).finally(() => rm(path, { force: true }));
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
