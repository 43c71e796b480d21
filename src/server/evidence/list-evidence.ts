import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { type EvidenceRow, evidenceColumns, readMayUpload, viewEvidence } from './evidence-view.ts';
import { observationPoints } from './link-evidence.ts';

export type EvidenceFilter = {
  /** Words of the title or the file's name. */
  q?: string | undefined;
  point?: string | undefined;
  /** A member's id, or `secretariat`. */
  member?: string | undefined;
  withdrawn: boolean;
  limit: number;
  offset: number;
};

/** A page of a consortium's evidence, newest first, with the number of all that fit. Throws `Refusal('not-found')`. */
export async function listEvidence(context: Context, actor: Actor, consortiumId: string, filter: EvidenceFilter) {
  const read = await context.db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const where = whereOf(consortiumId, filter);
    // The page first: what is told of a row is looked up for none that is passed over.
    const { rows } = await sql<EvidenceRow>`
      select ${evidenceColumns} from (
        select * from evidence e where ${where} order by e.uploaded_at desc, e.id limit ${filter.limit} offset ${filter.offset}) e
      order by e.uploaded_at desc, e.id`.execute(tx);
    const total = await sql<{ total: number }>`select count(*) as total from evidence e where ${where}`.execute(tx);
    const may = await readMayUpload(tx, consortiumId);
    const { rows: used } = await sql<{ bytes: number }>`select evidence_bytes(${consortiumId}::uuid) as bytes`.execute(
      tx,
    );
    return { rows, total: total.rows[0]?.total ?? 0, may, bytes: used[0]?.bytes ?? 0 };
  });
  const directory = await context.directories.of(consortiumId);
  const { asSecretariat, members } = read.may;
  return {
    total: read.total,
    items: read.rows.map((row) => viewEvidence(row, directory)),
    upload: {
      asSecretariat,
      members: members.map((id) => ({ id, name: directory.byId.get(id)?.name ?? '' })),
    },
    points: observationPoints,
    usage: asSecretariat ? { bytes: read.bytes, quotaBytes: context.config.evidenceQuotaBytes } : null,
  };
}

function whereOf(consortiumId: string, { q, point, member, withdrawn }: EvidenceFilter) {
  const parts = [sql`e.consortium_id = ${consortiumId}::uuid`];
  parts.push(withdrawn ? sql`e.withdrawn_at is not null` : sql`e.withdrawn_at is null`);
  if (member === 'secretariat') parts.push(sql`e.member_id is null`);
  else if (member !== undefined) parts.push(sql`e.member_id = ${member}::uuid`);
  if (point !== undefined)
    parts.push(sql`exists (select from evidence_link l
      where l.consortium_id = e.consortium_id and l.evidence_id = e.id and l.point = ${point})`);
  for (const word of (q ?? '').replaceAll('\0', '').split(/\s+/)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    if (word !== '') parts.push(sql`(e.title ilike ${pattern} or e.file_name ilike ${pattern})`);
  }
  return sql.join(parts, sql` and `);
}

/** What supports an entry, a task or a request to spend, or shows a resource. Throws `Refusal('not-found')` where the actor may not see it. */
export async function evidenceOf(context: Context, actor: Actor, of: EvidencePlace) {
  const { consortiumId, rows } = await context.db.readAs(actor, async (tx) => {
    const { table, id, linked } = placeOf(of);
    const proven = await tx.selectFrom(table).select('consortium_id').where('id', '=', id).executeTakeFirst();
    if (!proven) throw new Refusal('not-found');
    const found = await sql<EvidenceRow>`
      select ${evidenceColumns} from evidence e
      where e.consortium_id = ${proven.consortium_id}::uuid and e.withdrawn_at is null and e.id in (
        select l.evidence_id from ${linked} and l.consortium_id = ${proven.consortium_id}::uuid)
      order by e.uploaded_at desc, e.id limit 500`.execute(tx);
    return { consortiumId: proven.consortium_id, rows: found.rows };
  });
  const directory = await context.directories.of(consortiumId);
  return { items: rows.map((row) => viewEvidence(row, directory)) };
}

type EvidencePlace = { entryId: string } | { taskId: string } | { spendingId: string } | { resourceId: string };

/** Where a place stands, and the links to it as `l`. */
function placeOf(of: EvidencePlace) {
  if ('entryId' in of)
    return {
      table: 'ledger_entry',
      id: of.entryId,
      linked: sql`evidence_link l where l.entry_id = ${of.entryId}::uuid`,
    } as const;
  if ('taskId' in of)
    return { table: 'task', id: of.taskId, linked: sql`evidence_link l where l.task_id = ${of.taskId}::uuid` } as const;
  if ('resourceId' in of)
    return {
      table: 'resource',
      id: of.resourceId,
      linked: sql`resource_photo l where l.resource_id = ${of.resourceId}::uuid`,
    } as const;
  return {
    table: 'fund_spending',
    id: of.spendingId,
    linked: sql`fund_voucher l where l.spending_id = ${of.spendingId}::uuid`,
  } as const;
}
