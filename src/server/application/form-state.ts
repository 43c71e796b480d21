import type { Finding } from '#core/check/finding.ts';
import type { CheckedForm } from '#core/check/recheck.ts';
import { type Answers, isAnswered, valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';

type Progress = { answered: number; total: number };

/** A form as it stands after one save: its answers with their findings, the versions of its cells, and how far it is filled in. */
export type FormState = Pick<CheckedForm, 'answers' | 'findings'> & {
  packDigest: string;
  sequence: number;
  versions: Readonly<Record<string, number>>;
  progress: Progress;
  checked: CheckedForm;
};

type Saved = Pick<FormState, 'packDigest' | 'sequence' | 'versions'>;

export function formState(pack: Pack, saved: Saved, checked: CheckedForm): FormState {
  const { answers, findings } = checked;
  return { ...saved, answers, findings, checked, progress: progressOf(pack, answers, findings) };
}

/** How much is filled in: every cell but those that a `required` finding names; a cell that may stay empty counts as done. */
function progressOf(pack: Pack, answers: Answers, findings: readonly Finding[]): Progress {
  const cells = cellsOf(pack.form);
  const total = cells.size;
  const required = pack.checks.find((check) => check.kind === 'required')?.id;
  if (required === undefined) {
    const answered = [...cells.keys()].filter((path) => isAnswered(valueAt(answers, path))).length;
    return { answered, total };
  }
  const missing = findings
    .filter((finding) => finding.check === required)
    .reduce((sum, one) => sum + one.cells.length, 0);
  return { answered: total - missing, total };
}
