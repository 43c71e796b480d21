import { keyOf } from '#documents/docx/read/likeness.ts';
import { reportLabel } from './match-columns.ts';
import type { SheetRow } from './sheet-row.ts';

/** The column of a sheet that takes a report, counted from 0; behind all others unless an earlier report has one. */
export type ReportPlace = { column: number; isBehind: boolean };

/** Finds a sheet's place for a report while all its rows go by. */
export function reportPlace(): { see: (row: SheetRow) => void; found: () => ReportPlace } {
  let [known, behind] = [-1, 0];
  return {
    see: ({ cells }) => {
      behind = Math.max(behind, cells.length);
      if (known < 0) known = cells.findIndex((cell) => cell !== undefined && keyOf(cell.text) === reportLabel);
    },
    found: () => (known >= 0 ? { column: known, isBehind: false } : { column: behind, isBehind: true }),
  };
}
