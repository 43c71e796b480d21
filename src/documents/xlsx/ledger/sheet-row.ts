/** A cell as it was typed, before anyone asks what it means. */
export type SheetCell = {
  text: string;
  /** `unknown`: an error value such as #REF!, or a formula whose result was not stored. */
  kind: 'text' | 'number' | 'boolean' | 'unknown';
  /** `YYYY-MM-DD`, where the number is shown as a date. */
  day?: string;
  isFormula?: boolean;
};

/** A row with something in it: its number as Excel shows it, and its cells by column from 0. */
export type SheetRow = { number: number; isHidden: boolean; cells: readonly (SheetCell | undefined)[] };

/** Rows of a sheet in pieces of what was read at a time: rows with nothing in them are never among them. */
export type SheetRows = AsyncIterable<readonly SheetRow[]>;

/** The day of an Excel serial number, `YYYY-MM-DD`; none outside the years 1900 to 2999. A time of day is cut off. */
export function dayOfSerial(serial: number, since1904 = false): string | undefined {
  const days = Math.floor(serial) + (since1904 ? 1462 : 0);
  if (!(days >= 1 && days <= 401_768)) return undefined;
  const known = dayTexts.get(days);
  if (known !== undefined) return known;
  // Excel counts a 29 February 1900 that never was.
  const day = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86_400_000).toISOString().slice(0, 10);
  dayTexts.set(days, day);
  return day;
}

/** Days are asked for again and again; a century has 36,525. */
const dayTexts = new Map<number, string>();

/** `0` for column A, from a reference such as `AB12`. */
export function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    if (letter < 'A' || letter > 'Z') break;
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}

/** `AB` for column 27. */
export function lettersOf(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest > 0 ? lettersOf(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
}
