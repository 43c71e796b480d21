import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#server/db/database.ts';
import type { Directory } from '#server/ledger/member-directory.ts';

/** A piece of evidence as it leaves the server; its file has an address of its own. */
export const EvidenceView = z.object({
  id: z.string(),
  title: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  pages: z.int().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** The time that it proves, `YYYY-MM-DD`; apart from `uploadedAt`. */
  periodFrom: z.string().nullable(),
  periodTo: z.string().nullable(),
  /** The member whose it is; none where it is the secretariat's. */
  member: z.object({ id: z.string(), name: z.string() }).nullable(),
  uploadedBy: z.string(),
  uploadedAt: z.string(),
  withdrawnAt: z.string().nullable(),
  canChange: z.boolean(),
  /** What it supports, as far as the reader may see it. */
  entries: z.array(z.object({ id: z.string(), kind: z.string() })),
  points: z.array(z.string()),
});

export type EvidenceRow = {
  id: string;
  title: string;
  file_name: string;
  media_type: string;
  bytes: number;
  pages: number | null;
  width: number | null;
  height: number | null;
  period_from: string | null;
  period_to: string | null;
  member_id: string | null;
  uploaded_by: string | null;
  uploaded_at: Date;
  withdrawn_at: Date | null;
  can_change: boolean;
  entries: { id: string; kind: string }[];
  points: string[];
};

/** The columns of an `EvidenceRow`, of `evidence e`. */
export const evidenceColumns = sql`e.id, e.title, e.file_name, e.media_type, e.bytes, e.pages, e.width, e.height, e.period_from, e.period_to,
  e.member_id, name_of(e.uploaded_by) as uploaded_by, e.uploaded_at, e.withdrawn_at,
  e.withdrawn_at is null and (e.consortium_id in (select scope('settle-ledger')) or e.member_id in (select scope('write-ledger'))) is true as can_change,
  coalesce((select jsonb_agg(jsonb_build_object('id', l.entry_id, 'kind', n.kind) order by l.linked_at) from evidence_link l
    join ledger_entry n on n.consortium_id = l.consortium_id and n.id = l.entry_id
    where l.consortium_id = e.consortium_id and l.evidence_id = e.id), '[]') as entries,
  coalesce((select jsonb_agg(l.point order by l.point) from evidence_link l
    where l.consortium_id = e.consortium_id and l.evidence_id = e.id and l.point is not null), '[]') as points`;

export function viewEvidence(row: EvidenceRow, directory: Directory): z.input<typeof EvidenceView> {
  return {
    id: row.id,
    title: row.title,
    fileName: row.file_name,
    mediaType: row.media_type,
    bytes: row.bytes,
    pages: row.pages,
    width: row.width,
    height: row.height,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    member:
      row.member_id === null
        ? null
        : { id: row.member_id, name: directory.byId.get(row.member_id)?.name ?? '（已退出的单位）' },
    uploadedBy: row.uploaded_by ?? '',
    uploadedAt: row.uploaded_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    canChange: row.can_change,
    entries: row.entries,
    points: row.points,
  };
}

/** What the actor may do with the evidence of a consortium: upload as the secretariat, or for these members of its own. */
export async function readMayUpload(
  tx: Tx,
  consortiumId: string,
): Promise<{ asSecretariat: boolean; members: string[] }> {
  const { rows } = await sql<{ asSecretariat: boolean; members: string[] }>`
    select has_right('settle-ledger', ${consortiumId}::uuid) as "asSecretariat",
      case when has_right('settle-ledger', ${consortiumId}::uuid) then '{}' else array(
        select u.id from unit u where u.parent_id = ${consortiumId}::uuid and u.id in (select scope('write-ledger'))) end as members`.execute(
    tx,
  );
  return rows[0] ?? { asSecretariat: false, members: [] };
}
