import { parentPort } from 'node:worker_threads';
import type { Form } from '#core/form/form.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { renderCertificate } from '#documents/certificate/render-certificate.ts';
import { checkFormat } from '#documents/docx/read/check-format.ts';
import { readDocx } from '#documents/docx/read/read-docx.ts';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { examineFile } from '#documents/evidence/examine-file.ts';
import { UnsuitableFile } from '#documents/evidence/unsuitable-file.ts';
import { renderFigureSheet } from '#documents/figure-sheet/render-figure-sheet.ts';
import { renderOfficialPdf } from '#documents/official/render-official-pdf.ts';
import { renderPdf } from '#documents/pdf/render-pdf.ts';
import { bindBooklet } from '#documents/print-set/bind-booklet.ts';
import { readText } from '#documents/text/read-text.ts';
import { renderTrainingCertificate } from '#documents/training-certificate/render-training-certificate.ts';
import { readDutyList } from '#documents/xlsx/read-duty-list.ts';
import { readExperts } from '#documents/xlsx/read-experts.ts';
import { readMembers } from '#documents/xlsx/read-members.ts';
import type { DocumentTask, FormTask, TaskAnswer, TaskMessage } from './document-tasks.ts';

// A thread that sets and reads documents, so that the server answers while it does. A form is sent once and kept by its key.
const forms = new Map<string, Form>();

parentPort?.on('message', async ({ number, formKey, form, task }: TaskMessage) => {
  if (form) forms.set(formKey, form);
  parentPort?.postMessage({ number, ...(await answer(formKey, task)) } satisfies TaskAnswer);
});

async function answer(
  formKey: string,
  task: DocumentTask,
): Promise<
  Omit<Extract<TaskAnswer, { done: unknown }>, 'number'> | Omit<Extract<TaskAnswer, { unreadable: unknown }>, 'number'>
> {
  try {
    return { done: await perform(formKey, task) };
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof UnsuitableFile)
      return { unreadable: { reason: error.code, message: error.message } };
    throw error;
  }
}

async function perform(formKey: string, task: DocumentTask) {
  if (task.kind === 'certificate') return renderCertificate(task.print);
  if (task.kind === 'training-certificate') return renderTrainingCertificate(task.print);
  if (task.kind === 'figure-sheet') return renderFigureSheet(task.sheet);
  if (task.kind === 'booklet') return bindBooklet(task.parts, task);
  if (task.kind === 'official') return renderOfficialPdf(task.document);
  if (task.kind === 'examine') return examineFile(task.path, task.name);
  if (task.kind === 'text') return readText(task.path, task.mediaType);
  if (task.kind === 'members') return { members: await readMembers(task.bytes) };
  if (task.kind === 'experts') return { experts: await readExperts(task.bytes) };
  if (task.kind === 'duties') return { duties: await readDutyList(task.bytes) };
  const form = forms.get(formKey);
  if (!form) throw new Error('a task came before its form');
  return performOn(form, task);
}

function performOn(form: Form, task: FormTask) {
  switch (task.kind) {
    case 'docx':
      return renderDocx(form, task.answers, task.mark);
    case 'pdf':
      return renderPdf(form, task.answers, task.seal);
    case 'read':
      return { ...readDocx(form, task.bytes), formatFindings: checkFormat(form, task.bytes) };
  }
}
