import type { Updateable } from 'kysely';
import { z } from 'zod';
import {
  type AcceptanceAction,
  type AcceptanceGuard,
  type AcceptanceState,
  acceptanceStates,
} from '#core/acceptance/acceptance-rules.ts';
import type { BatchStageId } from '#core/pack/pack.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { rolesOver } from '#server/application/view-application.ts';
import { isOpen, readStage } from '#server/batch/batch-stages.ts';
import type { Tx } from '#server/db/database.ts';
import type { Schema } from '#server/db/schema.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Acceptance } from './acceptance-row.ts';

export const Texts = z.record(z.string().max(50), z.string().max(10_000));

/** A consortium in an acceptance. */
export function selectCases(tx: Tx) {
  return tx
    .selectFrom('acceptance_case')
    .innerJoin('unit', 'unit.id', 'acceptance_case.consortium_id')
    .innerJoin('unit as province', 'province.id', 'unit.parent_id')
    .selectAll('acceptance_case')
    .select(['unit.name as consortium', 'province.name as province', 'province.id as province_id']);
}

export type Case = NonNullable<Awaited<ReturnType<ReturnType<typeof selectCases>['executeTakeFirst']>>>;

/** Throws `Refusal('not-found')` where the consortium is not in the acceptance, or the actor may not see it. */
export async function readCase(tx: Tx, consortiumId: string, batchId: string): Promise<Case> {
  const row = await selectCases(tx)
    .where('acceptance_case.consortium_id', '=', consortiumId)
    .where('acceptance_case.batch_id', '=', batchId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

/** The same, locked, at the version that the actor saw. Throws `Refusal('stale')` with the version that stands. */
export async function lockCase(tx: Tx, consortiumId: string, batchId: string, version: number): Promise<Case> {
  await readCase(tx, consortiumId, batchId);
  await tx
    .selectFrom('acceptance_case')
    .select('version')
    .where('consortium_id', '=', consortiumId)
    .where('batch_id', '=', batchId)
    .forUpdate()
    .executeTakeFirst();
  const row = await readCase(tx, consortiumId, batchId);
  if (row.version !== version) throw new Refusal('stale', { version: row.version, texts: row.texts });
  return row;
}

export function caseStateOf(state: string): AcceptanceState {
  const known = acceptanceStates.find((one) => one === state);
  if (!known) throw new Error(`acceptance in unknown state ${state}`);
  return known;
}

export type CaseMove = {
  action: AcceptanceAction;
  holds: readonly AcceptanceGuard[];
  /** Written with the state. */
  change?: Omit<Updateable<Schema['acceptance_case']>, 'state' | 'version' | 'consortium_id' | 'batch_id'>;
};

/**
 * Moves a locked case along the pack's workflow and gives its new state. Throws `Refusal('forbidden')` for who may not,
 * `Refusal('action-not-possible')` in another state, and the guard's own refusal where a condition does not hold.
 */
export async function moveCase(
  tx: Tx,
  actor: Actor,
  { rules }: Pick<Acceptance, 'rules'>,
  row: Case,
  { action, holds, change = {} }: CaseMove,
): Promise<AcceptanceState> {
  const roles = await rolesOver(tx, actor, row.consortium_id);
  const move = decide(rules.workflow, caseStateOf(row.state), action, roles, new Set(holds));
  if (!move.allowed) {
    if (move.because === 'role') throw new Refusal('forbidden');
    if (move.guards.includes('before-deadline')) throw new Refusal('stage-closed');
    throw new Refusal('action-not-possible', { state: row.state });
  }
  const { numUpdatedRows } = await tx
    .updateTable('acceptance_case')
    .set({ ...change, state: move.to, version: row.version + 1 })
    .where('consortium_id', '=', row.consortium_id)
    .where('batch_id', '=', row.batch_id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal('forbidden');
  return move.to;
}

/** The guard of whatever is done within a stage of the acceptance. */
export async function withinStage(tx: Tx, batchId: string, stage: BatchStageId): Promise<readonly AcceptanceGuard[]> {
  return isOpen(await readStage(tx, batchId, stage)) ? ['before-deadline'] : [];
}
