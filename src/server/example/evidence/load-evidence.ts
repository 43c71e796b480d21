import { Readable } from 'node:stream';
import { factsOf } from '#core/ledger/facts.ts';
import { joinVoices } from '#core/ledger/join-voices.ts';
import type { LedgerKind } from '#core/ledger/kind.ts';
import type { Context } from '#server/context.ts';
import { writeEvidence } from '#server/evidence/make-evidence.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import type { Desk } from '#server/example/ledgers/load-ledgers.ts';
import type { ExampleEntry } from '#server/example/ledgers/speak.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { drawPicture, pngOf } from './draw-picture.ts';
import { pdfOf } from './pdf-of.ts';

/** How many kinds of each consortium's entries have evidence, by the consortium's number. */
const kindsWithEvidence = [Number.POSITIVE_INFINITY, 12, 6, 1];
const entriesOfEachFigure = 2;

/**
 * Gives evidence to entries of the first year: a picture a kind that proves a few confirmed entries of each figure and the kind's observation points, and
 * a PDF for every fourth kind.
 */
export async function loadEvidence(
  context: Context,
  desk: Desk,
  { consortium, most, entries }: { consortium: number; most: number; entries: readonly ExampleEntry[] },
): Promise<void> {
  const byKind = Map.groupBy(entries, ({ kind }) => kind);
  const kinds = ledgerBook().kinds.filter(({ id }) => byKind.has(id));
  for (const [at, kind] of kinds.slice(0, Math.min(most, kindsWithEvidence[consortium] ?? 0)).entries()) {
    const proven = provenBy(desk, kind, byKind.get(kind.id) ?? []);
    if (proven.length === 0) continue;
    const number = consortium * 1000 + at * 10;
    const picture = drawPicture(number);
    await give(context, desk, kind, proven, {
      id: exampleId('picture', consortium, kind.id),
      name: '照片',
      bytes: pngOf(picture),
      mediaType: 'image/png',
      pages: null,
      width: picture.width,
      height: picture.height,
    });
    if (at % 4 === 0)
      await give(context, desk, kind, proven, {
        id: exampleId('scan', consortium, kind.id),
        name: '扫描件',
        bytes: pdfOf([drawPicture(number + 1), drawPicture(number + 2)]),
        mediaType: 'application/pdf',
        pages: 2,
        width: null,
        height: null,
      });
  }
}

/** Confirmed entries behind each figure of the kind: of its first year, and of each year for which the form asks what is planned. */
function provenBy({ categoryOf }: Desk, kind: LedgerKind, entries: readonly ExampleEntry[]): readonly ExampleEntry[] {
  const byFigure = new Map<string, ExampleEntry[]>();
  const isPlanned = (figure: string) => kind.figures.some((rule) => rule.figure === figure && rule.planned);
  const confirmed = entries.filter(({ voices }) => joinVoices(kind, voices).standing === 'confirmed');
  for (const entry of confirmed.toSorted((a, b) => a.year - b.year))
    for (const { figure, year } of factsOf(ledgerBook(), kind, entry.voices[0]?.values ?? {}, { categoryOf })) {
      const key = isPlanned(figure) ? `${figure}.${year}` : figure;
      const found = byFigure.get(key) ?? [];
      byFigure.set(key, found);
      if (found.length < entriesOfEachFigure && !found.includes(entry)) found.push(entry);
    }
  return [...new Set([...byFigure.values()].flat())];
}

type Piece = {
  id: string;
  name: string;
  bytes: Uint8Array;
  mediaType: string;
  pages: number | null;
  width: number | null;
  height: number | null;
};

async function give(
  { db, files }: Context,
  { consortiumId, secretary }: Desk,
  kind: LedgerKind,
  proven: readonly ExampleEntry[],
  { id, name, bytes, mediaType, pages, width, height }: Piece,
): Promise<void> {
  const years = proven.map(({ year }) => year);
  const extension = mediaType.split('/')[1] ?? '';
  const examined = { name: `示例-${kind.label}-${name}.${extension}`, mediaType, pages, width, height, notice: null };
  await writeEvidence(
    db,
    secretary,
    { consortiumId, id, memberId: null, examined, stored: await files.put(Readable.from([bytes])) },
    {
      title: `${kind.label}${name}（虚构示例）`,
      periodFrom: `${Math.min(...years)}-01-01`,
      periodTo: `${Math.max(...years)}-12-31`,
      entries: proven.map((entry) => entry.id),
      points: kind.supports,
    },
  );
}
