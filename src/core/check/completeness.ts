import { isAnswered, isRecord, valueAt } from '#core/form/answers.ts';
import { type Cell, cellsOf, fieldCells } from '#core/form/cells.ts';
import { countWords } from '#core/quantity/count-words.ts';
import { decimalText } from '#core/quantity/decimal.ts';
import { faultOfValue } from './check-value.ts';
import type { Finding } from './finding.ts';
import { namesOf, numberOf, type Subject } from './subject.ts';

type Fault = Omit<Finding, 'check' | 'severity'>;

/** `required`: one finding a field, naming each of its cells that is unanswered. */
export function* unansweredFields(subject: Subject): Generator<Fault> {
  for (const [id, field] of Object.entries(subject.form.fields)) {
    const missing = fieldCells(id, field).filter((cell) => isMissing(subject, cell));
    if (missing.length === 0) continue;
    const places = missing.map((cell) => `“${cell.label}”`).join('、');
    yield {
      fields: [id],
      cells: missing.map((cell) => cell.path),
      message: `${places}未填写，应如实填写（数字为零时填0）。`,
    };
  }
}

/** Names may be empty only where their count is 0; a further number of a roster is asked for by its own check. */
function isMissing(subject: Subject, cell: Cell): boolean {
  if (isAnswered(valueAt(subject.answers, cell.path))) return false;
  if (cell.type.kind === 'names') return numberOf(subject, countBeside(subject, cell)) !== 0n;
  return cell.category === undefined || cell.path.endsWith('.count');
}

/** The cell that says how many names a list should have: a roster's own count, or the one its `names-count` check names. */
function countBeside(subject: Subject, cell: Cell): string {
  return cell.category === undefined
    ? (subject.countOfNames.get(cell.field) ?? '')
    : `${cell.field}.${cell.category}.count`;
}

/** `type`: every answered value has its cell's type and range, and nothing stands in the answers that the form does not ask. */
export function* mistypedValues(subject: Subject): Generator<Fault> {
  const cells = cellsOf(subject.form);
  for (const cell of cells.values()) {
    const value = valueAt(subject.answers, cell.path);
    if (!isAnswered(value)) continue;
    const fault = faultOfValue(cell, value);
    if (fault)
      yield { fields: [cell.field], cells: [cell.path], message: `“${cell.label}”填写为${shown(value)}，${fault}。` };
  }
  for (const { path, value } of strayValues(subject)) {
    const [field = path] = path.split('.');
    const message = prefixesOf(subject.form).has(path)
      ? `“${subject.form.fields[field]?.label ?? path}”填写为${shown(value)}，应按年度或类别分别填写。`
      : `“${path}”不是本表的填报项，应删除或改用本表规定的名称。`;
    yield { fields: [field], cells: [], message };
  }
}

/** Values that stand where the form has no cell: an unknown field, year or category, a number where years belong. Zero and nothing harm nobody. */
function strayValues({ form, answers }: Subject): readonly { path: string; value: unknown }[] {
  const cells = cellsOf(form);
  const stray: { path: string; value: unknown }[] = [];
  const walk = (below: Record<string, unknown>, above: string) => {
    for (const [key, value] of Object.entries(below)) {
      const path = above + key;
      if (cells.has(path) || !isAnswered(value) || value === 0) continue;
      if (isRecord(value) && prefixesOf(form).has(path)) walk(value, `${path}.`);
      else stray.push({ path, value });
    }
  };
  walk(answers, '');
  return stray;
}

const prefixesByForm = new WeakMap<Subject['form'], ReadonlySet<string>>();

/** Paths that lead to cells without being cells: `members`, `members.enterprise`, `coBuiltMajors`. */
function prefixesOf(form: Subject['form']): ReadonlySet<string> {
  const known = prefixesByForm.get(form);
  if (known) return known;
  const prefixes = new Set<string>();
  for (const path of cellsOf(form).keys()) {
    for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1))
      prefixes.add(path.slice(0, end));
  }
  prefixesByForm.set(form, prefixes);
  return prefixes;
}

/** `text-limit`: each text is within its 字数. */
export function* overlongTexts({ form, answers }: Subject): Generator<Fault> {
  for (const cell of cellsOf(form).values()) {
    if (cell.type.kind !== 'text' || cell.type.limit === undefined) continue;
    const value = valueAt(answers, cell.path);
    if (typeof value !== 'string' || value.length <= cell.type.limit) continue;
    const words = countWords(value);
    if (words <= cell.type.limit) continue;
    yield {
      fields: [cell.field],
      cells: [cell.path],
      message: `“${cell.label}”共${words}字，限${cell.type.limit}字，应删减${words - cell.type.limit}字。`,
    };
  }
}

/** `names-count`: as many distinct names as the count says. */
export function* namesAgainstCount(subject: Subject, names: string, count: string): Generator<Fault> {
  const expected = numberOf(subject, count);
  const distinct = new Set(namesOf(subject, names)).size;
  if (expected === undefined || decimalText(expected) === String(distinct)) return;
  const cells = cellsOf(subject.form);
  yield {
    fields: [...new Set([names, count.split('.')[0] ?? count])],
    cells: [names, count],
    message: `“${cells.get(names)?.label}”列出${distinct}个不同的名称，“${cells.get(count)?.label}”为${decimalText(expected)}，两者应一致。`,
  };
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}
