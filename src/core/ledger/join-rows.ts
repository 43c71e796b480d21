import { type EntryValues, identityOf } from './entry.ts';
import { joinVoices } from './join-voices.ts';
import type { LedgerKind } from './kind.ts';

/** An entry as a row of a workbook states it. */
export type StatedRow = { kind: LedgerKind; sheet: string; row: number; values: EntryValues };

/** One event from the rows that state it: joined where they agree, in dispute over `fields` where they do not. */
export type JoinedRows = {
  kind: LedgerKind;
  values: EntryValues;
  rows: readonly StatedRow[];
  fields: readonly string[];
};

/**
 * Rows of one identity are voices for one event: `join` takes each row as it is read, `joined` gives the events. Where nobody knows whose
 * voice a row is, each is its own side.
 */
export function rowJoiner(): { join: (row: StatedRow) => void; joined: () => Iterable<JoinedRows> } {
  const events = new Map<string, StatedRow | StatedRow[]>();
  return {
    join: (row) => {
      const key = `${row.kind.id}:${identityOf(row.kind, row.values)}`;
      const known = events.get(key);
      if (Array.isArray(known)) known.push(row);
      else events.set(key, known ? [known, row] : row);
    },
    joined: function* () {
      for (const stated of events.values()) {
        if (Array.isArray(stated)) yield joinRows(stated);
        else yield { kind: stated.kind, values: stated.values, rows: [stated], fields: [] };
      }
    },
  };
}

function joinRows(rows: readonly StatedRow[]): JoinedRows {
  const [first] = rows;
  if (!first) throw new RangeError('an event without rows');
  const { values, differences } = joinVoices(
    first.kind,
    rows.map((row, at) => ({ side: `row ${at}`, values: row.values })),
  );
  return { kind: first.kind, values, rows, fields: differences.map(({ field }) => field) };
}
