import type { Answers } from '#core/form/answers.ts';
import type { CertificatePrint } from '#documents/certificate/render-certificate.ts';
import type { ExaminedFile } from '#documents/evidence/examine-file.ts';
import type { FigureSheet } from '#documents/figure-sheet/figure-sheet.ts';
import type { OfficialDocument } from '#documents/official/official-document.ts';
import type { Seal } from '#documents/pdf/render-pdf.ts';
import type { DocumentText } from '#documents/text/read-text.ts';
import type { TrainingCertificatePrint } from '#documents/training-certificate/render-training-certificate.ts';
import type { DutySheet } from '#documents/xlsx/read-duty-list.ts';
import type { ExpertSheet } from '#documents/xlsx/read-experts.ts';
import type { MemberSheet } from '#documents/xlsx/read-members.ts';
import type { StoredPack } from '#server/pack/packs.ts';
import type { TaskAnswer, WordReading } from './document-tasks.ts';
import { openDocumentThread } from './document-thread.ts';

/** Documents of a pack's form, set and read outside the thread that answers requests. */
export type Documents = {
  docx: (stored: StoredPack, answers: Answers, mark?: string) => Promise<Uint8Array>;
  pdf: (stored: StoredPack, answers: Answers, seal?: Seal) => Promise<Uint8Array>;
  /** Throws `Refusal('unreadable-file')` with the reason, or `file-too-slow`. */
  read: (stored: StoredPack, bytes: Uint8Array) => Promise<WordReading>;
  certificate: (print: CertificatePrint) => Promise<Uint8Array>;
  trainingCertificate: (print: TrainingCertificatePrint) => Promise<Uint8Array>;
  figureSheet: (sheet: FigureSheet) => Promise<Uint8Array>;
  /** PDFs as one booklet for printing on both sides of the pack's paper. */
  booklet: (stored: StoredPack, parts: readonly Uint8Array[], title: string) => Promise<Uint8Array>;
  /** An office's document as PDF. */
  official: (document: OfficialDocument) => Promise<Uint8Array>;
  /** The rows of a members' file (.xlsx or .csv). Throws as `read`. */
  members: (bytes: Uint8Array) => Promise<MemberSheet>;
  /** The rows of a 责任清单 (.xlsx or .csv). Throws as `read`. */
  duties: (bytes: Uint8Array) => Promise<DutySheet>;
  /** The rows of an experts' file. Throws as `read`. */
  experts: (bytes: Uint8Array) => Promise<ExpertSheet>;
  /** What a file on the disk is by its content, and that it can serve as evidence. Throws as `read`. */
  examine: (path: string, name: string) => Promise<ExaminedFile>;
  /** The text of an examined Word file or PDF on the disk. Throws as `read`. */
  text: (path: string, mediaType: string) => Promise<DocumentText>;
  close: () => Promise<void>;
};

type TaskDone = Extract<TaskAnswer, { done: unknown }>['done'];

/** Two threads: files from outside are read in one of their own, so that none of them holds up the documents of others. */
export function openDocuments(): Documents {
  const setting = openDocumentThread(1024);
  const reading = openDocumentThread(512);
  const bytesOf = (done: TaskDone): Uint8Array => {
    if (done instanceof Uint8Array) return done;
    throw new Error('the document thread gave no bytes');
  };
  return {
    docx: async ({ digest, pack }, answers, mark = '') =>
      bytesOf(await setting.run(digest, pack.form, { kind: 'docx', answers, mark })),
    pdf: async ({ digest, pack }, answers, seal) =>
      bytesOf(await setting.run(digest, pack.form, { kind: 'pdf', answers, ...(seal ? { seal } : {}) })),
    read: async ({ digest, pack }, bytes) => {
      const done = await reading.run(digest, pack.form, { kind: 'read', bytes });
      if (done instanceof Uint8Array || !('formatFindings' in done))
        throw new Error('the document thread gave no reading');
      return done;
    },
    certificate: async (print) => bytesOf(await setting.run('', undefined, { kind: 'certificate', print })),
    trainingCertificate: async (print) =>
      bytesOf(await setting.run('', undefined, { kind: 'training-certificate', print })),
    figureSheet: async (sheet) => bytesOf(await setting.run('', undefined, { kind: 'figure-sheet', sheet })),
    booklet: async ({ pack }, parts, title) => {
      const { inner, gutter, outer } = pack.form.page.margins;
      const task = { kind: 'booklet', parts, title, bindingMm: inner + gutter - outer } as const;
      return bytesOf(await setting.run('', undefined, task));
    },
    official: async (document) => bytesOf(await setting.run('', undefined, { kind: 'official', document })),
    members: async (bytes) => {
      const done = await reading.run('', undefined, { kind: 'members', bytes });
      if (!('members' in done)) throw new Error('the document thread gave no members');
      return done.members;
    },
    experts: async (bytes) => {
      const done = await reading.run('', undefined, { kind: 'experts', bytes });
      if (!('experts' in done)) throw new Error('the document thread gave no experts');
      return done.experts;
    },
    duties: async (bytes) => {
      const done = await reading.run('', undefined, { kind: 'duties', bytes });
      if (!('duties' in done)) throw new Error('the document thread gave no duties');
      return done.duties;
    },
    examine: async (path, name) => {
      const done = await reading.run('', undefined, { kind: 'examine', path, name });
      if (done instanceof Uint8Array || !('mediaType' in done)) throw new Error('the document thread examined nothing');
      return done;
    },
    text: async (path, mediaType) => {
      const done = await reading.run('', undefined, { kind: 'text', path, mediaType });
      if (done instanceof Uint8Array || !('text' in done)) throw new Error('the document thread gave no text');
      return done;
    },
    close: async () => {
      await Promise.all([setting.close(), reading.close()]);
    },
  };
}
