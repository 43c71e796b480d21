import { sql } from 'kysely';
import { z } from 'zod';
import {
  amendmentActionLabels,
  amendmentActionsFor,
  amendmentStateLabels,
  amendmentStates,
  changesOfTerms,
  type Milestone,
} from '#core/technology/amendment.ts';
import type { ContractSide } from '#core/technology/contract.ts';
import type { Tx } from '#server/db/database.ts';
import type { AmendmentView } from './amendment-views.ts';
import type { ContractRow, ContractTarget } from './contract-row.ts';
import type { FileColumns } from './take-upload.ts';

/** The amendments of a contract, the first first. */
export function amendmentQuery(tx: Tx, { consortiumId, contractId }: ContractTarget) {
  return tx
    .selectFrom('technology_amendment')
    .select(['id', 'number', 'signed_on', 'reason', 'amount', 'milestones', 'amount_before', 'milestones_before'])
    .select(['proposed_by', 'state', 'decided_at', 'file_digest', 'file_name', 'media_type', 'bytes', 'at'])
    .select(sql<string | null>`name_of(decided_by)`.as('decider'))
    .where((where) => where.and({ consortium_id: consortiumId, contract_id: contractId }))
    .orderBy('at')
    .orderBy('id');
}

export type AmendmentRow = Awaited<ReturnType<ReturnType<typeof amendmentQuery>['execute']>>[number];

export const amendmentStateOf = (stored: string) => amendmentStates.find((each) => each === stored) ?? 'withdrawn';

const Milestones = z.array(z.object({ number: z.int(), title: z.string(), dueOn: z.string() }));
export const readMilestones = (stored: unknown): readonly Milestone[] => Milestones.parse(stored);

/** None where it was written without one. */
export function fileOf({ file_digest, file_name, media_type, bytes }: AmendmentRow): FileColumns | undefined {
  if (file_digest === null || file_name === null || media_type === null || bytes === null) return undefined;
  return { file_digest, file_name, media_type, bytes };
}

export function viewAmendment(row: AmendmentRow, contract: ContractRow, sides: readonly ContractSide[]): AmendmentView {
  const state = amendmentStateOf(row.state);
  const proposedBy = row.proposed_by === contract.provider_id ? 'provider' : 'enterprise';
  const changes = changesOfTerms(
    { amount: row.amount_before, milestones: readMilestones(row.milestones_before) },
    { amount: row.amount, milestones: readMilestones(row.milestones) },
  );
  return {
    id: row.id,
    number: row.number,
    signedOn: row.signed_on,
    reason: row.reason,
    state,
    stateLabel: amendmentStateLabels[state],
    proposedBy,
    at: row.at.toISOString(),
    decided: row.decided_at === null ? null : { at: row.decided_at.toISOString(), by: row.decider ?? '' },
    fileName: row.file_name,
    changes: { ...changes, milestones: [...changes.milestones] },
    actions: amendmentActionsFor({ state, proposedBy }, sides).map((id) => ({ id, label: amendmentActionLabels[id] })),
  };
}
