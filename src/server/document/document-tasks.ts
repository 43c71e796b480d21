import type { Finding } from '#core/check/finding.ts';
import type { Answers } from '#core/form/answers.ts';
import type { Form } from '#core/form/form.ts';
import type { DocumentReading } from '#documents/docx/read/read-docx.ts';
import type { Seal } from '#documents/pdf/render-pdf.ts';

/** What the document threads are asked, and what they answer. */
export type DocumentTask =
  | { kind: 'docx'; answers: Answers }
  | { kind: 'pdf'; answers: Answers; seal?: Seal }
  | { kind: 'read'; bytes: Uint8Array };

export type WordReading = DocumentReading & { formatFindings: readonly Finding[] };

export type TaskMessage = { number: number; formKey: string; form?: Form; task: DocumentTask };

export type TaskAnswer = { number: number } & (
  | { done: Uint8Array | WordReading }
  | { unreadable: { reason: string; message: string } }
);
