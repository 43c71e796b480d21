import type { Readable } from 'node:stream';
import { type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { isDecided, readDocument, readVersion, versionLabel } from './document-row.ts';

type VersionKey = { documentId: string; versionId: string };

/** The file that was uploaded as a version, as it was. Throws `Refusal('not-found')`, also where its text was typed. */
export async function openVersionFile(
  { db, files }: Context,
  actor: Actor,
  { documentId, versionId }: VersionKey,
): Promise<{ name: string; mediaType: string; content: Readable }> {
  const { file_digest, file_name, media_type } = await db.readAs(actor, async (tx) =>
    readVersion(tx, await readDocument(tx, documentId), versionId),
  );
  if (file_digest === null || file_name === null || media_type === null) throw new Refusal('not-found');
  return { name: file_name, mediaType: media_type, content: await files.get(file_digest) };
}

/** A version's text as the consortium's document, in Word or PDF. Throws `Refusal('not-found')`. */
export async function printedVersion(
  { db, documents }: Context,
  actor: Actor,
  { documentId, versionId }: VersionKey,
  format: 'docx' | 'pdf',
): Promise<{ name: string; bytes: Uint8Array }> {
  const document = await db.readAs(actor, async (tx): Promise<OfficialDocument> => {
    const { title, consortium } = await readDocument(tx, documentId);
    const { number, state, effective_on, resolution } = await readVersion(tx, { id: documentId }, versionId);
    const { text } = await tx
      .selectFrom('governing_document_version')
      .select('text')
      .where('id', '=', versionId)
      .executeTakeFirstOrThrow();
    const label = `${versionLabel(number)}${isDecided(state) ? '' : '，未经批准'}`;
    return {
      title: `${title}（${label}）`,
      ...(resolution === null ? {} : { number: resolution }),
      body: blocksOf(text),
      from: consortium,
      ...(effective_on === null ? {} : { day: officialDay(new Date(`${effective_on}T00:00:00+08:00`)) }),
    };
  });
  const bytes = format === 'pdf' ? await documents.official(document) : await renderOfficialDocx(document);
  return { name: `${document.title}.${format}`, bytes };
}

/** Chapters by themselves, everything else as paragraphs; empty lines divide nothing on paper. */
function blocksOf(text: string): OfficialDocument['body'] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map(
      (line) =>
        ({ kind: /^第[一二三四五六七八九十百零\d]+[章编]/.test(line) ? 'heading' : 'paragraph', text: line }) as const,
    );
}
