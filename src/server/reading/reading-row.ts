import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** One application as its reader has it. Nothing of the application itself is theirs: only the revision that they read. */
export type ReadingRow = {
  id: string;
  consortium_id: string;
  consortium: string;
  province: string;
  expert_id: string;
  batch_id: string;
  batch: string;
  /** `application` or `acceptance`. */
  kind: string;
  /** The office that runs the review. */
  unit_id: string;
  weights: unknown;
  pack_digest: string;
  number: number;
  submitted_at: Date | null;
  closesAt: Date;
};

/** Readings of the actor's own, open or closed. */
export function selectOwnReadings(tx: Tx) {
  return tx
    .selectFrom('reader')
    .innerJoin('batch', 'batch.id', 'reader.batch_id')
    .innerJoin('batch_stage', (join) =>
      join.onRef('batch_stage.batch_id', '=', 'batch.id').on('batch_stage.stage', '=', 'reading'),
    )
    .select(['reader.application_id as id', 'reader.consortium_id', 'reader.expert_id', 'reader.submitted_at'])
    .select([
      'reader.batch_id',
      'batch.title as batch',
      'batch.kind',
      'batch.unit_id',
      'batch.weights',
      'batch.pack_digest',
    ])
    .select(['batch_stage.closes_at as closesAt', sql<Date>`clock_timestamp()`.as('now')])
    .where('reader.removed_at', 'is', null)
    .where(sql<boolean>`reader.expert_id in (select own_experts())`);
}

/**
 * What the actor reads of an application. Throws `Refusal('not-found')` for who does not read it or no longer does, `Refusal('stage-closed')`
 * once the reading is over.
 */
export async function readReading(tx: Tx, applicationId: string): Promise<ReadingRow> {
  const row = await selectOwnReadings(tx).where('reader.application_id', '=', applicationId).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  if (row.now > row.closesAt) throw new Refusal('stage-closed');
  const read = await tx
    .selectFrom('revision')
    .innerJoin('unit', 'unit.id', 'revision.consortium_id')
    .innerJoin('unit as province', 'province.id', 'unit.parent_id')
    .select(['unit.name as consortium', 'province.name as province', 'revision.number'])
    .where('revision.consortium_id', '=', row.consortium_id)
    .where('revision.application_id', '=', applicationId)
    .orderBy('revision.number', 'desc')
    .executeTakeFirst();
  if (!read) throw new Refusal('not-found');
  return { ...row, ...read };
}

/** The same to change it, locked until the transaction ends. Throws `Refusal('reading-submitted')` where it was handed in. */
export async function lockReading(tx: Tx, applicationId: string): Promise<ReadingRow> {
  await sql`select lock_reading(${applicationId}::uuid)`.execute(tx);
  const row = await readReading(tx, applicationId);
  if (row.submitted_at !== null) throw new Refusal('reading-submitted');
  return row;
}
