/** Answers to a form: an object by field id, as `policy-2023` answer files hold them. */
export type Answers = { readonly [field: string]: unknown };

/** One value of a form: a text, a number, a confirmation or a list of names. `undefined` is unanswered. */
export type CellValue = string | number | boolean | readonly string[] | undefined;

/** The value at a path (`park`, `coBuiltMajors.2022`, `members.enterprise.names`), of whatever type the file holds there. */
export function valueAt(answers: Answers, path: string): unknown {
  let value: unknown = answers;
  for (let start = 0; start <= path.length; ) {
    const dot = path.indexOf('.', start);
    const end = dot < 0 ? path.length : dot;
    const key = path.slice(start, end);
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
    start = end + 1;
  }
  return value;
}

/** A copy of the answers with one value set; `undefined` removes it, and with it an object left empty. */
export function withValue(answers: Answers, path: string, value: unknown): Answers {
  const [key = '', ...rest] = path.split('.');
  const next =
    rest.length === 0 ? value : emptied(withValue(isRecord(answers[key]) ? answers[key] : {}, rest.join('.'), value));
  const { [key]: _, ...others } = answers;
  return next === undefined ? others : { ...answers, [key]: next };
}

/** Zero and `false` are answers; an empty text, an empty list, `null` and white space are none. */
export function isAnswered(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  return !Array.isArray(value) || value.length > 0;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function emptied(answers: Answers): Answers | undefined {
  return Object.keys(answers).length === 0 ? undefined : answers;
}
