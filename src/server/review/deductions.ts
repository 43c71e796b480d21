import { createHash, randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Pack } from '#core/pack/pack.ts';
import type { Actor } from '#server/access/actor.ts';
import { type ApplicationRow, readApplication } from '#server/application/application-row.ts';
import { recordOf } from '#server/application/view-application.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readReviewedBatch } from './reviewed-batch.ts';

export type DeductionOrder = { points: number; reason: string };
/** What proves the incident: an entry of the consortium's ledger of incidents, or a paper with its number. */
export type Proof =
  | { entryId: string | undefined }
  /** Received only from who may deduct. */
  | { receive: () => Promise<{ bytes: Uint8Array; name: string }>; reference: string };

/**
 * Takes points off an application for an incident on record. Throws `Refusal('incident-missing')` without an entry of the ledger of incidents
 * or a document, `Refusal('action-not-possible')` where the application is not under review.
 */
export async function makeDeduction(
  context: Context,
  actor: Actor,
  applicationId: string,
  { points, reason }: DeductionOrder,
  proof: Proof,
): Promise<void> {
  const paper = 'receive' in proof ? await keepDocument(context, actor, applicationId, proof) : undefined;
  await context.db.asActor(actor, async (tx) => {
    const row = await readApplication(tx, applicationId);
    const { pack, unitId } = await readReviewedBatch(context, tx, row.batch_id);
    if (row.state !== 'admitted') throw new Refusal('action-not-possible', { state: row.state });
    const [rule] = deductionPoints(pack);
    const entryId = 'entryId' in proof ? proof.entryId : undefined;
    const incidents = await incidentsOf(tx, pack, row.consortium_id);
    if (!rule || (!paper && !incidents.some(({ id }) => id === entryId))) throw new Refusal('incident-missing');
    const { id } = await tx
      .insertInto('deduction')
      .values({
        consortium_id: row.consortium_id,
        application_id: applicationId,
        point: rule,
        points: String(points),
        reason,
        made_by: actor.personId,
        ...(paper ?? { entry_id: entryId ?? null }),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordSystemAudit(tx, unitId, 'deduction.made', id, { application: applicationId, points, reason });
  });
}

async function keepDocument(
  { db, documents, files }: Context,
  actor: Actor,
  applicationId: string,
  { receive, reference }: Extract<Proof, { receive: unknown }>,
) {
  await db.readAs(actor, async (tx) => {
    const { batch_id } = await readApplication(tx, applicationId);
    const { rows } = await sql<{ may: boolean }>`select may_review(${batch_id}::uuid) as may`.execute(tx);
    if (!rows[0]?.may) throw new Refusal('forbidden');
  });
  const document = await receive();
  const path = join(tmpdir(), `lianheti-incident-${randomUUID()}`);
  await writeFile(path, document.bytes);
  const examined = await documents.examine(path, document.name).finally(() => rm(path, { force: true }));
  await files.put(Readable.from([document.bytes]));
  return {
    document_digest: createHash('sha256').update(document.bytes).digest('hex'),
    document_name: examined.name,
    document_type: examined.mediaType,
    reference,
  };
}

/** Takes a deduction back, for a reason that stays beside it. */
export async function withdrawDeduction(
  context: Context,
  actor: Actor,
  applicationId: string,
  id: string,
  reason: string,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const row = await readApplication(tx, applicationId);
    const { unitId } = await readReviewedBatch(context, tx, row.batch_id);
    const { numUpdatedRows } = await tx
      .updateTable('deduction')
      .set({ withdrawn_by: actor.personId, withdrawn_at: row.now, withdrawn_reason: reason })
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', applicationId)
      .where('id', '=', id)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('not-found');
    await recordSystemAudit(tx, unitId, 'deduction.withdrawn', id, { application: applicationId, reason });
  });
}

/** The paper behind a deduction. Throws `Refusal('not-found')`. */
export async function openDeductionDocument({ db, files }: Context, actor: Actor, applicationId: string, id: string) {
  const found = await db.readAs(actor, (tx) =>
    tx
      .selectFrom('deduction')
      .select(['document_digest', 'document_name', 'document_type'])
      .where('application_id', '=', applicationId)
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  if (found?.document_digest == null) throw new Refusal('not-found');
  return {
    name: found.document_name ?? '',
    mediaType: found.document_type ?? 'application/octet-stream',
    content: await files.get(found.document_digest),
  };
}

/** Every deduction of an application, those taken back included. */
export async function readDeductions(tx: Tx, { id, consortium_id }: Pick<ApplicationRow, 'id' | 'consortium_id'>) {
  const rows = await tx
    .selectFrom('deduction')
    .select(['id', 'points', 'reason', 'entry_id', 'document_name', 'reference', 'made_at', 'withdrawn_reason'])
    .select(sql<string>`name_of(made_by)`.as('by'))
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .orderBy('made_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    points: Number(row.points),
    reason: row.reason,
    entryId: row.entry_id,
    document: row.document_name,
    reference: row.reference,
    by: row.by,
    at: row.made_at.toISOString(),
    withdrawn: row.withdrawn_reason,
  }));
}

/** Entries of the ledgers that speak of incidents, in words. */
export async function incidentsOf(tx: Tx, pack: Pack, consortiumId: string) {
  const rules = deductionPoints(pack);
  const kinds = (pack.ledgers?.kinds ?? []).filter(({ supports }) => rules.some((rule) => supports.includes(rule)));
  if (kinds.length === 0) return [];
  const rows = await tx
    .selectFrom('ledger_entry')
    .select(['id', 'kind', 'values'])
    .where('consortium_id', '=', consortiumId)
    .where(
      'kind',
      'in',
      kinds.map(({ id }) => id),
    )
    .where('standing', '<>', 'withdrawn')
    .orderBy('id')
    .execute();
  return rows.map(({ id, kind, values }) => {
    const said = recordOf(values);
    const fields = Object.entries(kinds.find((each) => each.id === kind)?.fields ?? {});
    const words = fields.filter(([, { type }]) => type !== 'member').flatMap(([field]) => said[field] ?? []);
    return { id, text: words.map(String).join('，') };
  });
}

const deductionPoints = ({ indicators }: Pack) =>
  indicators.indicators.flatMap(({ points }) => points.filter(({ kind }) => kind === 'deduction').map(({ id }) => id));
