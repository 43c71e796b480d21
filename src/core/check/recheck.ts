import type { Answers } from '#core/form/answers.ts';
import type { Fields } from '#core/form/field.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Check } from './check.ts';
import type { Finding } from './finding.ts';
import { runChecks } from './run-checks.ts';
import { fieldOf } from './subject.ts';

/** A form with its findings, kept so that after a change only what depends on it is checked again. */
export type CheckedForm = {
  answers: Answers;
  findings: readonly Finding[];
  /** Findings by check, and within the checks that look at each field for itself by field. */
  parts: ReadonlyMap<string, readonly Finding[]>;
};

/** Checks a whole form that holds nothing but cells of its own. The findings are those of `runChecks`, in its order. */
export function checkForm(pack: Pack, answers: Answers): CheckedForm {
  return recheck(pack, { answers: {}, findings: [], parts: new Map() }, answers, Object.keys(pack.form.fields));
}

/** The form after the fields of these ids were changed: the same findings as `checkForm` of all its answers, for a fraction of the work. */
export function recheck(pack: Pack, before: CheckedForm, answers: Answers, fields: readonly string[]): CheckedForm {
  const plan = planOf(pack);
  const parts = new Map(before.parts);
  for (const task of new Set(fields.flatMap((field) => plan.byField.get(field) ?? []))) {
    for (const [key, findings] of task(answers)) parts.set(key, findings);
  }
  return { answers, findings: plan.keys.flatMap((key) => parts.get(key) ?? []), parts };
}

type Task = (answers: Answers) => readonly (readonly [key: string, findings: readonly Finding[]])[];

/** `keys` in the order of the findings; `byField` what is to be checked again when a field changes. */
type Plan = { keys: readonly string[]; byField: ReadonlyMap<string, readonly Task[]> };

const plans = new WeakMap<Pack, Plan>();

function planOf(pack: Pack): Plan {
  const known = plans.get(pack);
  if (known) return known;
  const ids = Object.keys(pack.form.fields);
  const byField = new Map<string, Task[]>(ids.map((id) => [id, []]));
  for (const id of ids) {
    const task = fieldTask(pack, id);
    for (const near of [id, ...countedWith(pack, id)]) byField.get(near)?.push(task);
  }
  for (const [at, check] of pack.checks.entries()) {
    if (isFieldwise(check)) continue;
    const alone: Pack = { ...pack, checks: [check] };
    const task: Task = (answers) => [[String(at), runChecks(alone, answers)]];
    for (const id of fieldsOf(check)) byField.get(id)?.push(task);
  }
  const keys = pack.checks.flatMap((check, at) => (isFieldwise(check) ? ids.map((id) => keyOf(at, id)) : [String(at)]));
  const plan = { keys, byField };
  plans.set(pack, plan);
  return plan;
}

const keyOf = (check: number, field: string) => `${check}.${field}`;

/** Checks that look at one field after the other. */
function isFieldwise(check: Check): boolean {
  return ['required', 'type', 'text-limit', 'not-below'].includes(check.kind);
}

/** Runs the checks that look at each field for itself on one field, as if the form had no other. */
function fieldTask(pack: Pack, id: string): Task {
  const near = [id, ...countedWith(pack, id)];
  const fields: Fields = Object.fromEntries(near.flatMap((one) => entryOf(pack.form.fields, one)));
  const form = { ...pack.form, fields };
  const counts = pack.checks.filter((check) => check.kind === 'names-count');
  const runs = pack.checks.flatMap((check, at) =>
    isFieldwise(check)
      ? [{ key: keyOf(at, id), id: check.id, alone: { ...pack, form, checks: [check, ...counts] } }]
      : [],
  );
  return (answers) => {
    const slice: Answers = Object.fromEntries(near.flatMap((one) => entryOf(answers, one)));
    return runs.map(({ key, id: check, alone }) => [
      key,
      runChecks(alone, slice).filter((finding) => finding.check === check && finding.fields[0] === id),
    ]);
  };
}

function entryOf<T>(record: Readonly<Record<string, T>>, key: string): [string, T][] {
  const value = record[key];
  return value === undefined ? [] : [[key, value]];
}

/** Whether a list of names must be answered hangs on the field that counts them: the other half of such a pair. */
function countedWith(pack: Pack, id: string): readonly string[] {
  return pack.checks.flatMap((check) => {
    if (check.kind !== 'names-count') return [];
    const pair = [fieldOf(check.names), fieldOf(check.count)];
    return pair.includes(id) ? pair.filter((one) => one !== id) : [];
  });
}

/** The fields that a check of the form as a whole looks at. */
function fieldsOf(check: Check): ReadonlySet<string> {
  switch (check.kind) {
    case 'sum':
      return new Set([check.total, ...check.parts].map(fieldOf));
    case 'names-count':
      return new Set([check.names, check.count].map(fieldOf));
    case 'roster-names':
    case 'roster-names-missing':
    case 'roster-extra':
    case 'roster-at-least-one':
      return new Set([check.roster]);
    case 'named-in-roster':
      return new Set([...check.fields.map(fieldOf), check.roster]);
    case 'confirmed':
      return new Set([check.field]);
    case 'at-most-count':
      return new Set([...check.cells.map(fieldOf), check.roster]);
    default:
      return new Set();
  }
}
