import { isAnswered, valueAt } from '#core/form/answers.ts';
import { beijingTime } from '#core/quantity/beijing-time.ts';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import type { Check } from './check.ts';
import type { Finding } from './finding.ts';
import { categoriesOf, fieldOf, labelOf, namesOf, numberOf, repeated, type Subject } from './subject.ts';

type Fault = Omit<Finding, 'check' | 'severity'>;
type CheckOf<K extends Check['kind']> = Extract<Check, { kind: K }>;

/** Silent until every number is there and right: `required` and `type` speak first. */
export function* sumDiffers(subject: Subject, { total, parts, tolerance }: CheckOf<'sum'>): Generator<Fault> {
  const whole = numberOf(subject, total);
  const numbers = parts.map((part) => numberOf(subject, part));
  if (whole === undefined || numbers.includes(undefined)) return;
  const sum = numbers.reduce<bigint>((all, number) => all + (number ?? 0n), 0n);
  const difference = sum > whole ? sum - whole : whole - sum;
  if (difference <= (tolerance === undefined ? 0n : decimalOf(tolerance))) return;
  const cells = [total, ...parts];
  yield {
    fields: [...new Set(cells.map(fieldOf))],
    cells,
    message: `“${labelOf(subject, total)}”为${decimalText(whole)}，${parts.map((part) => `“${labelOf(subject, part)}”`).join('、')}之和为${decimalText(sum)}，两者应相等。`,
  };
}

export function* rosterNamesWrong(subject: Subject, { roster }: CheckOf<'roster-names'>): Generator<Fault> {
  for (const { category, count, names, unit } of categoriesOf(subject, roster)) {
    const listed = namesOf(subject, names);
    const twice = repeated(listed);
    if (twice.length > 0) {
      yield {
        fields: [roster],
        cells: [names],
        message: `“${category.label}”中${twice.map((name) => `“${name}”`).join('、')}重复列出，每个名称应只列一次。`,
      };
    }
    const most = numberOf(subject, count);
    const distinct = listed.length;
    if (most !== undefined && decimalOf(distinct) > most) {
      yield {
        fields: [roster],
        cells: [names, count],
        message: `“${category.label}”数量为${decimalText(most)}${unit}，却列出${distinct}个名称，名称不应多于数量。`,
      };
    }
  }
}

export function* rosterNamesMissing(subject: Subject, { roster }: CheckOf<'roster-names-missing'>): Generator<Fault> {
  for (const { category, count, names, unit } of categoriesOf(subject, roster)) {
    const expected = numberOf(subject, count);
    const listed = namesOf(subject, names).length;
    if (expected === undefined || decimalOf(listed) >= expected) continue;
    yield {
      fields: [roster],
      cells: [names],
      message: `“${category.label}”数量为${decimalText(expected)}${unit}，只列出${listed}个名称，应逐一列出。`,
    };
  }
}

export function* rosterExtraMissing(subject: Subject, { roster }: CheckOf<'roster-extra'>): Generator<Fault> {
  for (const { category, count, extra, extraLabel, unit } of categoriesOf(subject, roster)) {
    if (extra === undefined) continue;
    const members = numberOf(subject, count) ?? 0n;
    if (members === 0n || (numberOf(subject, extra) ?? 0n) > 0n) continue;
    yield {
      fields: [roster],
      cells: [extra],
      message: `“${category.label}”有${decimalText(members)}${unit}，${extraLabel}应大于0。`,
    };
  }
}

export function* categoriesWithoutMember(
  subject: Subject,
  { roster, categories }: CheckOf<'roster-at-least-one'>,
): Generator<Fault> {
  const empty = categoriesOf(subject, roster).filter(
    ({ category, count }) => categories.includes(category.id) && (numberOf(subject, count) ?? 0n) === 0n,
  );
  if (empty.length === 0) return;
  const wanted = categoriesOf(subject, roster).filter(({ category }) => categories.includes(category.id));
  const listed = (items: typeof empty) => items.map(({ category }) => category.label).join('、');
  yield {
    fields: [roster],
    cells: empty.map(({ count }) => count),
    message: `缺少${listed(empty)}，${listed(wanted)}各应至少有1${wanted[0]?.unit ?? ''}。`,
  };
}

/** Names are compared without white space: a space typed inside a name does not make it another unit. */
export function* absentFromRoster(subject: Subject, { fields, roster }: CheckOf<'named-in-roster'>): Generator<Fault> {
  const squeezed = (name: string) => name.replace(/\s/g, '');
  const members = new Set(categoriesOf(subject, roster).flatMap(({ names }) => namesOf(subject, names).map(squeezed)));
  for (const field of fields) {
    const name = valueAt(subject.answers, field);
    if (typeof name !== 'string' || !isAnswered(name) || members.has(squeezed(name))) continue;
    yield {
      fields: [field, roster],
      cells: [field],
      message: `“${labelOf(subject, field)}”填写为“${name}”，不在“${subject.form.fields[roster]?.label}”的名称中，应一致。`,
    };
  }
}

/** Silent while unanswered where `required` already asks for it; a plain “no” is always told. */
export function* unconfirmed(subject: Subject, { field }: CheckOf<'confirmed'>): Generator<Fault> {
  if (valueAt(subject.answers, field) === true) return;
  yield { fields: [field], cells: [field], message: `未确认“${labelOf(subject, field)}”，确认属实后方可提交。` };
}

export function* aboveCount(
  subject: Subject,
  { cells, roster, category: id }: CheckOf<'at-most-count'>,
): Generator<Fault> {
  const entry = categoriesOf(subject, roster).find(({ category }) => category.id === id);
  const most = entry && numberOf(subject, entry.count);
  const numbers = cells.map((cell) => numberOf(subject, cell));
  if (!entry || most === undefined || numbers.every((number) => number === undefined)) return;
  const sum = numbers.reduce<bigint>((all, number) => all + (number ?? 0n), 0n);
  if (sum <= most) return;
  yield {
    fields: [...cells.map(fieldOf), roster],
    cells: [...cells, entry.count],
    message: `${cells.map((cell) => `“${labelOf(subject, cell)}”`).join('与')}之和为${decimalText(sum)}，成员中的“${entry.category.label}”为${decimalText(most)}${entry.unit}，前者不应大于后者。`,
  };
}

export function* fallsBelow(subject: Subject, { year, base, except = [] }: CheckOf<'not-below'>): Generator<Fault> {
  for (const [id, field] of Object.entries(subject.form.fields)) {
    if (field.kind !== 'number' || !field.years?.includes(year) || !field.years.includes(base) || except.includes(id))
      continue;
    const actual = numberOf(subject, `${id}.${base}`);
    const committed = numberOf(subject, `${id}.${year}`);
    if (actual === undefined || committed === undefined || committed >= actual) continue;
    yield {
      fields: [id],
      cells: [`${id}.${year}`],
      message: `“${field.label}”${year}年承诺${decimalText(committed)}${field.unit}，低于${base}年实际${decimalText(actual)}${field.unit}，一般不应低于；如确有原因请说明。`,
    };
  }
}

/** Silent where the moment of submission or the deadline is not known, as on a form checked offline. */
export function* late({ submittedAt, deadline }: Subject): Generator<Fault> {
  if (submittedAt === undefined || deadline === undefined) return;
  if (Date.parse(submittedAt) <= Date.parse(deadline)) return;
  yield {
    fields: [],
    cells: [],
    message: `提交时间为${beijingTime(submittedAt)}，已过截止时间${beijingTime(deadline)}（北京时间）。`,
  };
}
