import { sql } from 'kysely';
import { cellsOf } from '#core/form/cells.ts';
import type { Actor } from '#server/access/actor.ts';
import { type ApplicationRow, lockApplication } from '#server/application/application-row.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** Seen by the province as it verifies, or on a site visit. */
export type FindingStage = 'verification' | 'visit';

export type FindingOrder = {
  /** Made where it was written: sent again, it changes nothing. */
  id: string;
  number: number;
  cell?: string | undefined;
  entryId?: string | undefined;
  text: string;
  place: string;
  seenAt: string;
};

/** Puts on record what was seen of an application. The same id again is the same finding. Throws `Refusal('unknown-cell')`. */
export async function keepFinding(
  { packs }: Pick<Context, 'packs'>,
  tx: Tx,
  actor: Actor,
  row: ApplicationRow,
  stage: FindingStage,
  order: FindingOrder,
): Promise<void> {
  const { pack } = await packs.byDigest(row.pack_digest);
  if (order.cell !== undefined && !cellsOf(pack.form).has(order.cell))
    throw new Refusal('unknown-cell', { fields: [order.cell] });
  const made = await tx
    .insertInto('finding')
    .values({
      consortium_id: row.consortium_id,
      application_id: row.id,
      id: order.id,
      number: order.number,
      stage,
      cell: order.cell ?? null,
      entry_id: order.entryId ?? null,
      text: order.text,
      place: order.place,
      seen_at: order.seenAt,
      person_id: actor.personId,
    })
    .onConflict((conflict) => conflict.columns(['consortium_id', 'application_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) await recordAudit(tx, row.consortium_id, 'finding.recorded', made.id, { stage, cell: order.cell ?? null });
}

/** The applicant's answer to a finding; answered again, the latest stands and the audit chain keeps the others. */
export async function answerFinding(
  context: Context,
  actor: Actor,
  applicationId: string,
  id: string,
  text: string,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const row = await lockApplication(tx, applicationId);
    const { numUpdatedRows } = await tx
      .updateTable('finding')
      .set({ answer: text, answered_by: actor.personId, answered_at: row.now })
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', row.id)
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('not-found');
    await recordAudit(tx, row.consortium_id, 'finding.answered', id, { text });
  });
}

/** The findings of a stage, the latest first, each with its files: two queries. */
export async function readFindings(
  tx: Tx,
  { id, consortium_id }: Pick<ApplicationRow, 'id' | 'consortium_id'>,
  stage: FindingStage,
) {
  const files = await tx
    .selectFrom('finding_file')
    .select(['finding_id', 'digest', 'name', 'media_type', 'bytes'])
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .orderBy('at')
    .execute();
  const rows = await tx
    .selectFrom('finding')
    .select(['id', 'number', 'cell', 'entry_id', 'text', 'place', 'seen_at', 'answer', 'answered_at'])
    .select([sql<string>`name_of(person_id)`.as('by'), sql<string | null>`name_of(answered_by)`.as('answered_by')])
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .where('stage', '=', stage)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    revision: row.number,
    cell: row.cell,
    entryId: row.entry_id,
    text: row.text,
    place: row.place,
    seenAt: row.seen_at.toISOString(),
    by: row.by,
    answer:
      row.answer === null
        ? null
        : { text: row.answer, by: row.answered_by ?? '', at: row.answered_at?.toISOString() ?? '' },
    files: files
      .filter(({ finding_id }) => finding_id === row.id)
      .map(({ digest, name, media_type, bytes }) => ({ digest, name, mediaType: media_type, bytes })),
  }));
}
