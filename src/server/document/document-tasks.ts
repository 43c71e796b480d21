import type { Finding } from '#core/check/finding.ts';
import type { Answers } from '#core/form/answers.ts';
import type { Form } from '#core/form/form.ts';
import type { CertificatePrint } from '#documents/certificate/render-certificate.ts';
import type { DocumentReading } from '#documents/docx/read/read-docx.ts';
import type { ExaminedFile } from '#documents/evidence/examine-file.ts';
import type { FigureSheet } from '#documents/figure-sheet/figure-sheet.ts';
import type { OfficialDocument } from '#documents/official/official-document.ts';
import type { Seal } from '#documents/pdf/render-pdf.ts';
import type { DocumentText } from '#documents/text/read-text.ts';
import type { TrainingCertificatePrint } from '#documents/training-certificate/render-training-certificate.ts';
import type { DutySheet } from '#documents/xlsx/read-duty-list.ts';
import type { ExpertSheet } from '#documents/xlsx/read-experts.ts';
import type { MemberSheet } from '#documents/xlsx/read-members.ts';

/** What the document threads are asked, and what they answer. */
export type DocumentTask = FormTask | FreeTask;

/** What needs a form. */
export type FormTask =
  | { kind: 'docx'; answers: Answers; mark?: string }
  | { kind: 'pdf'; answers: Answers; seal?: Seal }
  | { kind: 'read'; bytes: Uint8Array };

/** What is of no form. */
export type FreeTask =
  | { kind: 'certificate'; print: CertificatePrint }
  | { kind: 'training-certificate'; print: TrainingCertificatePrint }
  | { kind: 'figure-sheet'; sheet: FigureSheet }
  | { kind: 'booklet'; parts: readonly Uint8Array[]; title: string; bindingMm: number }
  | { kind: 'official'; document: OfficialDocument }
  | { kind: 'members'; bytes: Uint8Array }
  | { kind: 'experts'; bytes: Uint8Array }
  | { kind: 'duties'; bytes: Uint8Array }
  | { kind: 'examine'; path: string; name: string }
  | { kind: 'text'; path: string; mediaType: string };

export type WordReading = DocumentReading & { formatFindings: readonly Finding[] };

export type TaskMessage = { number: number; formKey: string; form?: Form; task: DocumentTask };

export type TaskAnswer = { number: number } & (
  | {
      done:
        | Uint8Array
        | WordReading
        | { members: MemberSheet }
        | { experts: ExpertSheet }
        | { duties: DutySheet }
        | ExaminedFile
        | DocumentText;
    }
  | { unreadable: { reason: string; message: string } }
);
