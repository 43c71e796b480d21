import type { LedgerBook, LedgerKind } from '#core/ledger/kind.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Config } from '#server/config.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { draftEntries } from './draft-entries.ts';
import { findEntries } from './find-entries.ts';
import { ledgerBook } from './ledger-book.ts';
import type { Directory } from './member-directory.ts';
import { type ReadReport, type Recorded, type Report, readReport } from './report.ts';
import { type Speaker, speakerIn } from './speaker.ts';
import { type WriteOrder, type Writer, writeEntries } from './write-entries.ts';

export type RecordOrder = {
  consortiumId: string;
  kind: string;
  reports: readonly Report[];
  /** `all`: one refused report keeps all from being written; `good`: the good ones are written. */
  mode: 'all' | 'good';
  dryRun?: boolean | undefined;
  how: WriteOrder['how'];
  reason?: string | undefined;
  /** Nothing is written before this is fulfilled, nor at all where it fails. */
  after?: Promise<unknown> | undefined;
  /** Absent: the actor in its own session. */
  writer?: Writer;
};

/** What recording needs of a context: a thread of its own has no more. */
export type RecordContext = Pick<Context, 'db' | 'directories' | 'catalogues'> & { config: Pick<Config, 'secret'> };

/** What a report is read and judged with. */
export type Desk = {
  context: RecordContext;
  actor: Actor;
  book: LedgerBook;
  kind: LedgerKind;
  directory: Directory;
  speaker: Speaker;
  how: WriteOrder['how'];
};

const rounds = 5;

/**
 * Records what a side says of events of one kind, and answers for each report what became of it, in their order. A report of an event that is
 * there already becomes a second voice of that entry; the same report again changes nothing.
 */
export async function recordEntries(
  context: RecordContext,
  actor: Actor,
  order: RecordOrder,
): Promise<readonly Recorded[]> {
  const desk = await openDesk(context, actor, order);
  let open = order.reports.map((report, at) => ({ at, read: readReport(desk, report) }));
  const recorded: Recorded[] = [];
  for (let round = 1; round <= rounds && open.length > 0; round++) {
    // A single new report is written at once; only where its event proves to be there already is it looked up.
    const isHopeful = !order.dryRun && round === 1 && open.length === 1 && open[0]?.read.id === undefined;
    const found = isHopeful
      ? []
      : await lookUp(
          desk,
          order.consortiumId,
          open.map(({ read }) => read),
        );
    const drafts = draftEntries(
      desk,
      open.map(({ read }) => read),
      found,
      order.dryRun,
    );
    open.forEach(({ at }, index) => {
      const draft = drafts.results[index];
      if (draft) recorded[at] = draft;
    });
    const isRefused = drafts.results.some(({ outcome }) => outcome === 'refused' || outcome === 'stale');
    if (order.dryRun || (isRefused && order.mode === 'all')) return recorded;
    await order.after;
    const all = order.mode === 'all';
    const missed = await writeEntries(context.db, order.writer ?? actor, { ...order, rows: drafts.rows, all });
    if (missed.size === 0) return recorded;
    open = open.filter((_, index) => all || missed.has(drafts.results[index]?.id ?? ''));
  }
  if (open.length > 0) throw new Refusal('try-again');
  return recorded;
}

async function openDesk(context: RecordContext, actor: Actor, order: RecordOrder): Promise<Desk> {
  const book = ledgerBook();
  const kind = book.kinds.find(({ id }) => id === order.kind);
  if (!kind) throw new Refusal('not-found');
  const directory = await context.directories.of(order.consortiumId);
  const speaker = await speakerIn(context, actor, order.consortiumId, directory);
  return { context, actor, book, kind, directory, speaker, how: order.how };
}

function lookUp({ context, kind }: Desk, consortiumId: string, reports: readonly ReadReport[]) {
  return findEntries(context.db, consortiumId, kind.id, {
    identities: reports.map(({ identity }) => identity),
    ids: reports.flatMap(({ id }) => (id === undefined ? [] : [id])),
  });
}
