import { parentPort } from 'node:worker_threads';
import type { Form } from '#core/form/form.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { checkFormat } from '#documents/docx/read/check-format.ts';
import { readDocx } from '#documents/docx/read/read-docx.ts';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { renderPdf } from '#documents/pdf/render-pdf.ts';
import type { DocumentTask, TaskAnswer, TaskMessage } from './document-tasks.ts';

// A thread that sets and reads documents, so that the server answers while it does. A form is sent once and kept by its key.
const forms = new Map<string, Form>();

parentPort?.on('message', ({ number, formKey, form, task }: TaskMessage) => {
  if (form) forms.set(formKey, form);
  const known = forms.get(formKey);
  if (!known) throw new Error('a task came before its form');
  parentPort?.postMessage({ number, ...answer(known, task) } satisfies TaskAnswer);
});

function answer(
  form: Form,
  task: DocumentTask,
):
  | Omit<Extract<TaskAnswer, { done: unknown }>, 'number'>
  | Omit<Extract<TaskAnswer, { unreadable: unknown }>, 'number'> {
  try {
    return { done: perform(form, task) };
  } catch (error) {
    if (error instanceof UnreadableFile) return { unreadable: { reason: error.code, message: error.message } };
    throw error;
  }
}

function perform(form: Form, task: DocumentTask) {
  switch (task.kind) {
    case 'docx':
      return renderDocx(form, task.answers);
    case 'pdf':
      return renderPdf(form, task.answers, task.seal);
    case 'read':
      return { ...readDocx(form, task.bytes), formatFindings: checkFormat(form, task.bytes) };
  }
}
