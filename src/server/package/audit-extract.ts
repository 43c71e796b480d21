import { sql } from 'kysely';
import type { Database } from '#server/db/database.ts';
import type { ProvincePackage } from './read-package.ts';

/** The system's own stream. */
const systemStream = '00000000-0000-0000-0000-000000000000';

type EventRow = {
  stream_id: string;
  sequence: number;
  payload: string;
  previous_hash: string;
  hash: string;
};

/**
 * What the audit chain says of the applications of a package and of the province's list: each event with its payload and hashes, so that it can be
 * recomputed alone, and the head of each stream as it stood, which a later verification must find again. Events name persons by id only.
 */
export async function auditExtract(db: Database, { batch, unit, items }: ProvincePackage): Promise<string> {
  const ids = items.map(({ id }) => id);
  const consortia = items.map(({ consortiumId }) => consortiumId);
  const streams = [...consortia, systemStream];
  return db.asOwner(async (tx) => {
    // Their events are filed under the consortium; the province may not read its other events, and this takes none of them.
    const { rows } = await sql<EventRow>`
      select stream_id, sequence, payload, previous_hash, hash from audit_event e
      where (stream_id = any(${consortia}::uuid[]) and (subject = any(${ids}::text[])
          or (action = 'entry.verified' and subject in (select entry_id::text from spot_check_entry where application_id = any(${ids}::uuid[])))
          or (action like 'finding.%' and subject in (select id::text from finding where application_id = any(${ids}::uuid[])))))
        or (stream_id = ${systemStream}::uuid and unit_id = ${unit.id}::uuid and subject = ${batch.id})
      order by stream_id, sequence`.execute(tx);
    const heads = await tx
      .selectFrom('audit_head')
      .select(['stream_id', 'count', 'hash'])
      .where('stream_id', 'in', streams)
      .execute();
    return `${JSON.stringify(
      {
        format: 'lianheti-audit-extract',
        hash: 'SHA-256(previousHash + "\\n" + stream + "\\n" + sequence + "\\n" + payload)',
        streams: heads.map(({ stream_id, count, hash }) => ({
          stream: stream_id,
          count,
          hash,
          events: rows
            .filter((row) => row.stream_id === stream_id)
            .map((row) => ({
              sequence: row.sequence,
              payload: row.payload,
              previousHash: row.previous_hash,
              hash: row.hash,
            })),
        })),
      },
      null,
      2,
    )}\n`;
  });
}
