import { sql } from 'kysely';
import pg from 'pg';
import type { EntryValues } from '#core/ledger/entry.ts';
import { secretariat } from '#core/ledger/join-voices.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { changeOf, draftEntries } from './draft-entries.ts';
import { type FoundEntry, findEntriesIn } from './find-entries.ts';
import { ledgerBook } from './ledger-book.ts';
import type { Desk, RecordContext } from './record-entries.ts';
import { readReport } from './report.ts';
import { type EntryRow, entryOf, spokenVoices } from './stored-entry.ts';

/** What a record says in the ledger: the values of an entry of this kind, or null where it says nothing there any more. */
export type KeptEntry = {
  recordId: string;
  kind: string;
  values: Readonly<Record<string, unknown>> | null;
  /** In whose words: the members that have agreed on it at the record; the secretariat's where none is named. */
  sides?: readonly string[];
};

type KeepOrder = {
  consortiumId: string;
  /** What the records are, as their folder is called: `meeting`, `task` … */
  noun: string;
  entries: readonly KeptEntry[];
  /** Why a closed year is restated. */
  reason?: string | undefined;
};

/**
 * Writes, changes or withdraws the ledger entries of records of the consortium's running, in the record's own transaction, as the secretariat's
 * word, or as that of the members that agreed on it: meeting, seat, task and document are typed once. An entry of the same event that was typed by hand becomes the record's. Saying the same
 * again changes nothing. Answers the entries' ids in the order asked, null where nothing is there.
 *
 * Throws `Refusal`: `invalid` with the fields at fault, `year-closed` where a closed year would change without a reason, `try-again` where somebody
 * wrote the same entry at that moment, `entry-exists`, `forbidden`.
 */
export async function keepEntries(
  context: RecordContext,
  tx: Tx,
  actor: Actor,
  order: KeepOrder,
): Promise<readonly (string | null)[]> {
  const directory = await context.directories.of(order.consortiumId);
  const kept = await readKept(tx, order);
  const rows: SignedRow[] = [];
  const ids = new Map<KeptEntry, string | null>();
  for (const [kindId, entries] of Map.groupBy(order.entries, ({ kind }) => kind)) {
    const book = ledgerBook();
    const kind = book.kinds.find(({ id }) => id === kindId);
    if (!kind) throw new Refusal('not-found');
    const speaker = { secretariat: true, members: new Set<string>() };
    const desk: Desk = { context, actor, book, kind, directory, speaker, how: 'record' };
    const idOf = ({ recordId }: KeptEntry) => kept.get(`${recordId}\n${kindId}`);
    const said = entries.flatMap((entry) => {
      const { values } = entry;
      if (!values) return [];
      return voicesOf(entry).map((side) => ({ entry, read: readReport(desk, { values, side, id: idOf(entry) }) }));
    });
    const found = await findEntriesIn(tx, order.consortiumId, kindId, {
      identities: said.map(({ read }) => read.identity),
      ids: entries.flatMap((entry) => idOf(entry) ?? []),
    });
    const drafts = draftEntries(
      desk,
      said.map(({ read }) => read),
      found,
    );
    said.forEach(({ entry }, at) => {
      const draft = drafts.results[at];
      if (draft?.outcome === 'refused')
        throw new Refusal('invalid', {
          fields: draft.findings.map(({ field }) => field),
          detail: draft.findings.map(({ message }) => message).join('；'),
        });
      ids.set(entry, draft?.id ?? null);
    });
    const withdrawn = entries
      .filter(({ values }) => values === null)
      .flatMap((entry) => {
        const there = found.find(({ id, standing }) => id === idOf(entry) && standing !== 'withdrawn');
        return there ? withdrawal(desk, there, voicesOf(entry)) : [];
      });
    rows.push(...[...drafts.rows, ...withdrawn].map((row) => ({ ...row, side: 'record', by: actor.personId })));
  }
  const links = [...ids].flatMap(([{ recordId, kind }, entryId]) => (entryId ? [{ recordId, kind, entryId }] : []));
  if (rows.length > 0 || links.length > 0) await write(tx, order, rows, links);
  return order.entries.map((entry) => ids.get(entry) ?? null);
}

/** A row that the program writes on behalf of the person whose act it follows from. */
type SignedRow = EntryRow & { by: string };

const voicesOf = ({ sides = [secretariat] }: KeptEntry) => sides;

function withdrawal({ book, kind, directory }: Desk, entry: FoundEntry, silent: readonly string[]): EntryRow {
  const spoken = spokenVoices(entry.voices, entry.values);
  const voices = spoken.filter(({ side }) => !silent.includes(side));
  const said = spoken.find(({ side }) => silent.includes(side))?.values ?? {};
  return {
    ...entryOf(book, kind, voices, entry.values, { categoryOf: (id) => directory.byId.get(id)?.category }),
    id: entry.id,
    base: entry.version,
    kind: kind.id,
    side: secretariat,
    warnings: [],
    personKey: null,
    returned: false,
    action: 'withdrawn',
    change: changeOf({ kind }, said, {} satisfies EntryValues),
  };
}

/** Entry ids by `record\nkind`. */
async function readKept(tx: Tx, { consortiumId, noun, entries }: KeepOrder): Promise<ReadonlyMap<string, string>> {
  const records = [...new Set(entries.map(({ recordId }) => recordId))];
  const { rows } = await sql<{ record_id: string; kind: string; entry_id: string }>`
    select * from kept_entries(${consortiumId}, ${noun}, ${records})`.execute(tx);
  return new Map(rows.map((row) => [`${row.record_id}\n${row.kind}`, row.entry_id]));
}

async function write(
  tx: Tx,
  { consortiumId, noun, reason }: KeepOrder,
  rows: readonly SignedRow[],
  links: readonly object[],
) {
  try {
    await sql`select keep_entries(${consortiumId}, ${noun}, ${JSON.stringify(rows)}, ${JSON.stringify(links)}, ${reason ?? null})`.execute(
      tx,
    );
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    if (error.code === 'LH001') throw new Refusal('year-closed', { years: JSON.parse(error.detail ?? '[]') });
    if (error.code === 'LH002') throw new Refusal(error.detail?.includes('forbidden') ? 'forbidden' : 'try-again');
    if (error.code === '23505') throw new Refusal('entry-exists');
    throw error;
  }
}
