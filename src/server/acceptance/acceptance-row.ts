import { sql } from 'kysely';
import { z } from 'zod';
import type { AcceptanceRules, Criterion } from '#core/acceptance/acceptance-rules.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** An acceptance with what its pages and commands always need: its pack's rules, its criteria with the office's own thresholds. */
export type Acceptance = {
  id: string;
  title: string;
  unitId: string;
  issuer: string;
  /** The batch whose listed consortia are accepted. */
  ofBatch: { id: string; title: string };
  year: number;
  openedAt: Date;
  weights: unknown;
  pack: Pack;
  rules: AcceptanceRules;
  criteria: readonly Criterion[];
  /** Whether the actor runs it. */
  isOffice: boolean;
};

export const Thresholds = z.record(z.string().max(50), z.int().min(0).max(1000));

export function selectAcceptances(tx: Tx) {
  return tx
    .selectFrom('acceptance')
    .innerJoin('batch', 'batch.id', 'acceptance.batch_id')
    .innerJoin('batch as accepted', 'accepted.id', 'acceptance.of_batch')
    .innerJoin('unit', 'unit.id', 'batch.unit_id')
    .select(['batch.id', 'batch.title', 'batch.unit_id', 'batch.pack_digest', 'batch.weights', 'unit.name as issuer'])
    .select(['accepted.id as of_id', 'accepted.title as of_title', 'acceptance.year', 'thresholds', 'opened_at'])
    .select(sql<boolean>`may_review(batch.id)`.as('may'));
}

/** Throws `Refusal('not-found')` where there is none, or the actor may not know it. */
export async function readAcceptance({ packs }: Pick<Context, 'packs'>, tx: Tx, batchId: string): Promise<Acceptance> {
  const row = await selectAcceptances(tx).where('batch.id', '=', batchId).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  const { pack } = await packs.byDigest(row.pack_digest);
  const rules = acceptanceRulesOf(pack);
  const thresholds = Thresholds.parse(row.thresholds);
  return {
    id: row.id,
    title: row.title,
    unitId: row.unit_id,
    issuer: row.issuer,
    ofBatch: { id: row.of_id, title: row.of_title },
    year: row.year,
    openedAt: row.opened_at,
    weights: row.weights,
    pack,
    rules,
    criteria: rules.criteria.map((one) => ({ ...one, threshold: thresholds[one.id] ?? one.threshold })),
    isOffice: row.may,
  };
}

/** The same for who runs it, and nobody else decides or publishes until the transaction ends. Throws `Refusal('forbidden')` for others. */
export async function lockAcceptance(context: Pick<Context, 'packs'>, tx: Tx, batchId: string): Promise<Acceptance> {
  const found = await readAcceptance(context, tx, batchId);
  if (!found.isOffice) throw new Refusal('forbidden');
  await tx.selectFrom('batch').select('id').where('id', '=', batchId).forNoKeyUpdate().execute();
  return found;
}

/** Throws `Refusal('not-found')` for a pack that knows no acceptance. */
export function acceptanceRulesOf({ monitoring }: Pack): AcceptanceRules {
  if (!monitoring?.acceptance) throw new Refusal('not-found');
  return monitoring.acceptance;
}
