import { kindOf } from '#core/ledger/kind.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { type EntryRow, entryOf } from '#server/ledger/stored-entry.ts';
import { writeEntries } from '#server/ledger/write-entries.ts';
import type { ExampleEntry } from './speak.ts';

/** For whom entries are written: the consortium, its secretary, and the members' own reporters where there are any. */
export type Desk = {
  consortiumId: string;
  secretary: Actor;
  /** The person who speaks for a member; absent: the secretary. */
  personOf: (side: string) => string;
  categoryOf: (member: string) => string | undefined;
};

const chunk = 2000;

/** Writes entries as an import by the secretariat would, in large pieces. */
export async function loadLedgers({ db }: Context, desk: Desk, entries: readonly ExampleEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += chunk)
    await writeEntries(
      db,
      { personId: desk.secretary.personId, sessionId: null },
      {
        consortiumId: desk.consortiumId,
        rows: entries.slice(at, at + chunk).map((entry) => rowOf(desk, entry)),
        all: true,
        how: 'import',
      },
    );
}

function rowOf({ personOf, categoryOf }: Desk, { id, kind: kindId, voices }: ExampleEntry): EntryRow {
  const book = ledgerBook();
  const kind = kindOf(book, kindId);
  const spoken = voices.map((voice) => ({ ...voice, by: personOf(voice.side) }));
  return {
    ...entryOf(book, kind, spoken, {}, { categoryOf }),
    id,
    base: 0,
    kind: kindId,
    side: voices[0]?.side ?? '',
    warnings: [],
    personKey: null,
    returned: false,
    action: 'recorded',
    change: {},
  };
}
