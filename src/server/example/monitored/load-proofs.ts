import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Context } from '#server/context.ts';
import { drawPicture, pngOf } from '#server/example/evidence/draw-picture.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import { monitoredYears } from './make-course.ts';
import type { MonitoredConsortium } from './make-monitored.ts';

/** The piece of evidence that a consortium has for a year. */
export const proofOf = ({ number }: Pick<MonitoredConsortium, 'number'>, year: number) =>
  exampleId('proof', number, year);

/** Of ten entries, how many have evidence: the silent ones have little of it. */
function shareOf({ number, story }: MonitoredConsortium): number {
  if (story.name === 'silent' || story.name === 'revoked') return 1;
  return 4 + (number % 5);
}

/**
 * Gives each consortium a picture a year that stands behind part of that year's entries. Written at once: by the command, entry after entry, it would take
 * minutes.
 */
export async function loadProofs({ db, files }: Context, consortia: readonly MonitoredConsortium[]): Promise<void> {
  const pictures = await Promise.all(
    monitoredYears.map(async (year) => {
      const picture = drawPicture(900_000 + year);
      return { year, ...picture, ...(await files.put(Readable.from([pngOf(picture)]))) };
    }),
  );
  const rows = consortia.flatMap((consortium) =>
    pictures.map(({ year, digest, bytes, width, height }) => ({
      consortium_id: consortium.id,
      id: proofOf(consortium, year),
      title: `${year}年度台账凭证汇编（虚构示例）`,
      file_digest: digest,
      file_name: `${year}年度台账凭证（虚构示例）.png`,
      media_type: 'image/png',
      bytes,
      width,
      height,
      period_from: `${year}-01-01`,
      period_to: `${year}-12-31`,
      uploaded_by: exampleId('person', `secretariat-${consortium.number + 1}`),
    })),
  );
  const shares = JSON.stringify(
    consortia.flatMap((consortium) =>
      monitoredYears.map((year) => ({ id: proofOf(consortium, year), year, share: shareOf(consortium) })),
    ),
  );
  await db.asOwner(async (tx) => {
    await tx.insertInto('evidence').values(rows).execute();
    await sql`
      insert into evidence_link (consortium_id, evidence_id, entry_id, linked_by)
      select e.consortium_id, v.id, e.id, v.uploaded_by
      from jsonb_to_recordset(${shares}::jsonb) s (id uuid, year integer, share integer) join evidence v on v.id = s.id
      join ledger_entry e on e.consortium_id = v.consortium_id and e.from_year = s.year
      where abs(hashtext(e.id::text)) % 10 < s.share`.execute(tx);
    await sql`
      select audit_append(v.consortium_id, v.consortium_id, 'evidence.uploaded', v.id::text,
        jsonb_build_object('digest', v.file_digest, 'bytes', v.bytes, 'mediaType', v.media_type))
      from jsonb_to_recordset(${shares}::jsonb) s (id uuid) join evidence v on v.id = s.id`.execute(tx);
  });
}
