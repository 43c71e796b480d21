import { createHash, randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExaminedFile } from '#documents/evidence/examine-file.ts';
import type { Documents } from '#server/document/documents.ts';

/** What a file that came with a request is by its content, and its SHA-256. Throws `Refusal('unreadable-file')` for what no evidence may be. */
export async function examineBytes(
  documents: Pick<Documents, 'examine'>,
  { bytes, name }: { bytes: Uint8Array; name: string },
): Promise<ExaminedFile & { digest: string }> {
  const path = join(tmpdir(), `lianheti-examined-${randomUUID()}`);
  await writeFile(path, bytes);
  const examined = await documents.examine(path, name).finally(() => rm(path, { force: true }));
  return { ...examined, digest: createHash('sha256').update(bytes).digest('hex') };
}
