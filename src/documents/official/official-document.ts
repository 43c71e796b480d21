import type { Chart } from '#core/monitoring-report/chart.ts';

/** A letter, list or report of an office, laid out after GB/T 9704—2012. */
export type OfficialDocument = {
  title: string;
  /** 发文字号, where the office gives one. */
  number?: string | undefined;
  /** 主送机关. */
  to?: string | undefined;
  body: readonly OfficialBlock[];
  /** 发文机关署名 and 成文日期, set right below the text. */
  from?: string | undefined;
  day?: string | undefined;
  /** 附件, on a page of its own after the signature. */
  annex?: { title: string; body: readonly OfficialBlock[] } | undefined;
  /** Wide tables lie across. */
  isLandscape?: boolean | undefined;
};

export type OfficialBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  /** `width` and `height` in pixels, as the file has them; the picture is set no wider than the text, and upright as its camera noted. */
  | { kind: 'picture'; bytes: Uint8Array; type: 'jpg' | 'png'; width: number; height: number; caption: string }
  | Chart
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[]; widths: readonly number[] };

/** `2023年5月29日`. */
export function officialDay(day: Date): string {
  const [year, month, date] = new Date(day.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** Whether a table may go on on another page: a few short rows, such as those of who signed, stay together. */
export function isLongTable({ rows }: Extract<OfficialBlock, { kind: 'table' }>): boolean {
  return rows.length > 8 || rows.flat().join('').length > 400;
}
