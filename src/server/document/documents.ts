import type { Answers } from '#core/form/answers.ts';
import type { Seal } from '#documents/pdf/render-pdf.ts';
import type { StoredPack } from '#server/pack/packs.ts';
import type { WordReading } from './document-tasks.ts';
import { openDocumentThread } from './document-thread.ts';

/** Documents of a pack's form, set and read outside the thread that answers requests. */
export type Documents = {
  docx: (stored: StoredPack, answers: Answers) => Promise<Uint8Array>;
  pdf: (stored: StoredPack, answers: Answers, seal?: Seal) => Promise<Uint8Array>;
  /** Throws `Refusal('unreadable-file')` with the reason, or `file-too-slow`. */
  read: (stored: StoredPack, bytes: Uint8Array) => Promise<WordReading>;
  close: () => Promise<void>;
};

/** Two threads: files from outside are read in one of their own, so that none of them holds up the documents of others. */
export function openDocuments(): Documents {
  const setting = openDocumentThread(1024);
  const reading = openDocumentThread(512);
  const bytesOf = (done: Uint8Array | WordReading): Uint8Array => {
    if (done instanceof Uint8Array) return done;
    throw new Error('the document thread gave no bytes');
  };
  return {
    docx: async ({ digest, pack }, answers) => bytesOf(await setting.run(digest, pack.form, { kind: 'docx', answers })),
    pdf: async ({ digest, pack }, answers, seal) =>
      bytesOf(await setting.run(digest, pack.form, { kind: 'pdf', answers, ...(seal ? { seal } : {}) })),
    read: async ({ digest, pack }, bytes) => {
      const done = await reading.run(digest, pack.form, { kind: 'read', bytes });
      if (done instanceof Uint8Array) throw new Error('the document thread gave no reading');
      return done;
    },
    close: async () => {
      await Promise.all([setting.close(), reading.close()]);
    },
  };
}
