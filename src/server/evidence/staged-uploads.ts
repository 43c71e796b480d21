import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

/** Most bytes of one file of evidence. */
export const largestUpload = 200 * 2 ** 20;

const keptFor = 2 * 24 * 3_600_000;

/** An upload as it stands on the disk; `name` is what the uploader called the file. */
type StagedUpload = { path: string; name: string; isComplete: boolean };

/**
 * Uploads that are not yet anything, by the tus protocol 1.0.0 in a folder of `dataDir`, of at most `most` bytes each: what has arrived stays through a cut connection and a
 * killed server, for two days. Who may begin or continue one is decided before.
 */
export type StagedUploads = {
  /** Answers a tus request about the upload of this id; `folder` is the address below which uploads stand. */
  answer: (upload: { id: string; folder: string }, request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** None where nothing of it is on the disk. */
  find: (id: string) => Promise<StagedUpload | undefined>;
  remove: (id: string) => Promise<void>;
  /** Removes what is older than two days. */
  sweep: () => Promise<void>;
};

export function stageUploads(
  dataDir: string,
  { folder = 'uploads', most = largestUpload }: { folder?: string; most?: number } = {},
): StagedUploads {
  const directory = join(dataDir, folder);
  const asked = new AsyncLocalStorage<{ id: string; folder: string }>();
  let opened: { tus: Server; store: FileStore } | undefined;
  const open = () => {
    if (opened) return opened;
    const store = new FileStore({ directory, expirationPeriodInMilliseconds: keptFor });
    const tus = new Server({
      path: '/',
      datastore: store,
      maxSize: most,
      allowedOrigins: () => false,
      namingFunction: () => idOf(asked),
      getFileIdFromRequest: () => idOf(asked),
      generateUrl: () => `${asked.getStore()?.folder}/${idOf(asked)}`,
    });
    opened = { tus, store };
    return opened;
  };
  return {
    answer: (upload, request, response) => asked.run(upload, () => open().tus.handle(request, response)),
    find: async (id) => {
      const upload = await open()
        .store.getUpload(id)
        .catch((error: unknown) => {
          if (isGone(error)) return undefined;
          throw error;
        });
      return (
        upload && {
          path: join(directory, id),
          name: upload.metadata?.filename ?? '',
          isComplete: upload.offset === upload.size,
        }
      );
    },
    remove: async (id) => {
      await open()
        .store.remove(id)
        .catch((error: unknown) => {
          if (!isGone(error)) throw error;
        });
    },
    sweep: async () => {
      await open().store.deleteExpired();
    },
  };
}

function idOf(asked: AsyncLocalStorage<{ id: string }>): string {
  const upload = asked.getStore();
  if (!upload) throw new Error('no upload was asked for');
  return upload.id;
}

/** What the store throws for an upload that is not there, or no longer. */
const isGone = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'status_code' in error &&
  [404, 410].includes(Number(error.status_code));
