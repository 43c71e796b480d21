import { beijingTime } from '#core/quantity/beijing-time.ts';
import type { OfficialDocument } from '#documents/official/official-document.ts';
import { officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Context } from '#server/context.ts';
import type { MeetingTarget } from '#server/council/meeting-row.ts';
import type { Tx } from '#server/db/database.ts';
import { minutesDocument } from './minutes-document.ts';
import { mustReadMinutes } from './read-minutes.ts';

export const formats = ['docx', 'pdf'] as const;
type Format = (typeof formats)[number];

const mediaTypes: Readonly<Record<Format, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

export type CouncilFile = { bytes: Buffer; name: string; mediaType: string };

/** A document of the council as a file. */
export async function fileOf(
  { documents }: Pick<Context, 'documents'>,
  document: OfficialDocument,
  format: Format,
): Promise<CouncilFile> {
  const bytes = format === 'pdf' ? await documents.official(document) : await renderOfficialDocx(document);
  return { bytes: Buffer.from(bytes), name: `${document.title}.${format}`, mediaType: mediaTypes[format] };
}

const words = { confirmed: '确认', objected: '有异议' } as const;

/** A meeting's minutes as they stand, with what the attendees said of them. Throws `Refusal('not-found')`. */
export async function readMinutesDocument(tx: Tx, target: MeetingTarget): Promise<OfficialDocument> {
  const minutes = await mustReadMinutes(tx, target);
  return minutesDocument(minutes.content, {
    number: minutes.number,
    isFinal: minutes.isFinal || minutes.mayConclude,
    day: officialDay(new Date(minutes.at)),
    words: minutes.words.map(({ name, word, text, at }) => ({
      name,
      word: word ? words[word] : minutes.mayConclude || minutes.isFinal ? '期限内未提出异议' : '',
      text,
      at: at ? beijingTime(at).slice(0, 16) : '',
    })),
  });
}
