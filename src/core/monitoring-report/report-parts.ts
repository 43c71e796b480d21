import type { Chart } from './chart.ts';

/** What a report is laid out of. */
export type ReportBlock =
  | { kind: 'heading' | 'paragraph'; text: string }
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[]; widths: readonly number[] }
  | Chart;

const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** The heading of a section, counted from 0: `一、总体情况`. */
export function sectionHeading(at: number, title: string): ReportBlock {
  return { kind: 'heading', text: `${ordinals[at] ?? at + 1}、${title}` };
}

/** Puts values in the places of their names, `{name}`. Throws `RangeError` for a name that there is not. */
export function fill(template: string, facts: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const fact = facts[key];
    if (fact === undefined) throw new RangeError(`no value ${key} in a report`);
    return fact;
  });
}

/** A table, where there is anything in it. */
export function reportTable(
  head: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly string[])[],
): readonly ReportBlock[] {
  return rows.length === 0 ? [] : [{ kind: 'table', head, widths, rows }];
}

/** `2026年1月8日`. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
