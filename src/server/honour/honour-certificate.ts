import { type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { groundText, type HonourKey, type HonourRow, numberText, readHonours } from './honours.ts';

/** The certificate of an honour that the consortium gives, as Word or PDF. Throws `Refusal('not-found')`, also for one that it received or took back. */
export async function honourCertificate(
  { db, documents }: Context,
  actor: Actor,
  { consortiumId, honourId }: HonourKey,
  format: 'docx' | 'pdf',
): Promise<{ bytes: Uint8Array; name: string }> {
  const [row] = await db.readAs(actor, (tx) => readHonours(tx, consortiumId, honourId));
  if (!row || row.number === null || row.revoked_on !== null) throw new Refusal('not-found');
  const official = certificateOf(row);
  const bytes = format === 'pdf' ? await documents.official(official) : await renderOfficialDocx(official);
  return { bytes, name: `荣誉证书（${row.name}）.${format}` };
}

function certificateOf(row: HonourRow): OfficialDocument {
  const number = numberText(row);
  const ground = groundText(row);
  const whose = row.recipient === 'person' && row.member !== null ? `（${row.member}）` : '';
  return {
    title: '荣誉证书',
    ...(number === null ? {} : { number }),
    to: `${row.name}${whose}`,
    body: [
      {
        kind: 'paragraph',
        text: `${row.merit === '' ? '' : `${row.merit.replace(/。$/, '')}，`}${ground === '' ? '' : `根据${ground}，`}授予“${row.title}”称号。`,
      },
      { kind: 'paragraph', text: '特发此证，以资鼓励。' },
    ],
    from: row.awarder,
    day: officialDay(new Date(`${row.awarded_on}T00:00:00+08:00`)),
  };
}
