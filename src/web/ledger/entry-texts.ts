import type { LedgerKind } from '#core/ledger/kind.ts';

type Value = string | number | readonly string[];

/** An entry's values as a person types them: members by name, a list joined by 、. */
export function textsOf(
  kind: LedgerKind,
  values: Readonly<Record<string, Value>>,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(kind.fields).map(([id, field]) => [
      id,
      field.type === 'member' ? nameText(values[id], names) : plainText(values[id]),
    ]),
  );
}

export function nameText(value: Value | undefined, names: Readonly<Record<string, string>>): string {
  return value === undefined
    ? ''
    : [value]
        .flat()
        .map((one) => names[String(one)] ?? String(one))
        .join('、');
}

export function plainText(value: Value | undefined): string {
  return value === undefined ? '' : [value].flat().join('、');
}

/** Last year's entry for this year: years one later, days one year later; what was ended is left open. */
export function aYearLater(
  kind: LedgerKind,
  texts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).map(([id, text]) => {
      const type = kind.fields[id]?.type;
      if (type === 'year' && /^\d{4}$/.test(text)) return [id, String(Number(text) + 1)];
      if (type === 'day' && /^\d{4}-/.test(text))
        return [id, `${Number(text.slice(0, 4)) + 1}${text.slice(4).replace('-02-29', '-02-28')}`];
      return [id, text];
    }),
  );
}

/** A table as Excel copies it: cells by tabs, rows by line breaks, a cell with either in quotes. */
export function parseTable(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\n\r]*))(\t|\r\n|\n|\r|$)/gy;
  for (const [, quoted, plain = '', end] of text.matchAll(pattern)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\t') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  const last = rows.at(-1);
  return last?.length === 1 && last[0] === '' ? rows.slice(0, -1) : rows;
}

/** The same the other way. */
export function printTable(table: readonly (readonly string[])[]): string {
  return table
    .map((row) => row.map((cell) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n');
}
