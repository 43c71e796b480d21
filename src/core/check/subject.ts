import { type Answers, valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { RosterCategory } from '#core/form/field.ts';
import type { Form } from '#core/form/form.ts';
import { decimalOf } from '#core/quantity/decimal.ts';
import { faultOfValue } from './check-value.ts';

/** What a check looks at: the form, the answers, and the moment of submission where that is known. */
export type Subject = {
  form: Form;
  answers: Answers;
  /** For each list of names with a `names-count` check, the cell that says how many there should be. */
  countOfNames: ReadonlyMap<string, string>;
  submittedAt?: string;
  deadline?: string;
};

/** The exact number of a cell, or `undefined` where it is unanswered or wrong: other checks say so. */
export function numberOf({ form, answers }: Subject, path: string): bigint | undefined {
  const cell = cellsOf(form).get(path);
  const value = valueAt(answers, path);
  return cell && typeof value === 'number' && faultOfValue(cell, value) === undefined ? decimalOf(value) : undefined;
}

/** The names of a list, trimmed, empty ones left out; none where the value is no list. */
export function namesOf({ answers }: Subject, path: string): readonly string[] {
  const value = valueAt(answers, path);
  if (!Array.isArray(value)) return [];
  return value
    .filter((name) => typeof name === 'string')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Each name that stands more than once, once. */
export function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.has(name) || !seen.add(name)))];
}

/** The official label of a cell, or its path where the form has none. */
export function labelOf({ form }: Subject, path: string): string {
  return cellsOf(form).get(path)?.label ?? path;
}

/** The field id of a cell path: the key of an answers file. */
export function fieldOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

/** A roster's categories with the paths of their cells. */
export function categoriesOf(
  { form }: Subject,
  roster: string,
): readonly {
  category: RosterCategory;
  count: string;
  names: string;
  extra: string | undefined;
  extraLabel: string;
  unit: string;
}[] {
  const field = form.fields[roster];
  if (field?.kind !== 'roster') return [];
  return field.categories.map((category) => ({
    category,
    count: `${roster}.${category.id}.count`,
    names: `${roster}.${category.id}.names`,
    extra: field.extra && category.extra ? `${roster}.${category.id}.${field.extra.id}` : undefined,
    extraLabel: field.extra?.label ?? '',
    unit: field.unit,
  }));
}
