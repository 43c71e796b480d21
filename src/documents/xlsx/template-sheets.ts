import { type WriteSheet, writeXlsx } from 'hucre/xlsx';

/** Not the moment of writing: the same input gives the same bytes. */
const noTime = new Date(Date.UTC(2000, 0, 1));

const line = { style: 'thin', color: { rgb: 'B0B8C4' } } as const;
const border = { top: line, right: line, bottom: line, left: line };

/** A heading's cell. */
export const head = {
  font: { bold: true, size: 11 },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E9EEF4' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border,
} as const;

/** `@` keeps an 18-digit code and a day what was typed. */
export const text = { numFmt: '@', alignment: { vertical: 'center' } } as const;

type TemplateColumn = { title: string; note: string; width: number };

/** A template's sheet with its headings, and one that says how each column is filled in. */
export function templateSheets(
  name: string,
  columns: readonly TemplateColumn[],
  more: readonly (readonly [string, string])[],
): readonly [WriteSheet, WriteSheet] {
  return [
    {
      name,
      columns: columns.map(({ width }) => ({ width, style: text })),
      rows: [columns.map(({ title }) => title)],
      cells: new Map(columns.map((_, at) => [`0,${at}`, { style: head }])),
      freezePane: { rows: 1 },
    },
    {
      name: '填写说明',
      columns: [{ width: 20 }, { width: 60 }],
      rows: [['列', '怎样填'], ...columns.map(({ title, note }) => [title, note]), ...more.map((row) => [...row])],
      cells: new Map([0, 1].map((at) => [`0,${at}`, { style: head }])),
    },
  ];
}

export function writeSheets(sheets: readonly WriteSheet[], title: string): Promise<Uint8Array> {
  return writeXlsx({ sheets: [...sheets], properties: { title, created: noTime, modified: noTime } });
}
