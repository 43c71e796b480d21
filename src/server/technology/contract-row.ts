import { sql } from 'kysely';
import {
  type ContractRecord,
  type ContractSide,
  contractSides,
  contractStateLabels,
  contractStates,
} from '#core/technology/contract.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { memberNamed, mustKnowTechnology, type TechnologyRight, technologyRules } from './technology-right.ts';

export type ContractTarget = { consortiumId: string; contractId: string };

export function contractQuery(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('technology_contract as c')
    .select(['c.id', 'c.call_id', 'c.provider_id', 'c.enterprise_id', 'c.title', 'c.amount', 'c.signed_on'])
    .select(['c.proposed_by', 'c.state', 'c.accepted_on', 'c.version'])
    .where('c.consortium_id', '=', consortiumId);
}

export type ContractRow = Awaited<ReturnType<ReturnType<typeof contractQuery>['execute']>>[number];

/** Throws `Refusal('not-found')` where whoever acts may not see it. */
export async function readContract(tx: Tx, { consortiumId, contractId }: ContractTarget): Promise<ContractRow> {
  const row = await contractQuery(tx, consortiumId).where('c.id', '=', contractId).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

export const contractStateOf = (stored: string) => contractStates.find((each) => each === stored) ?? 'declined';

const columns = { provider: 'provider_id', enterprise: 'enterprise_id' } as const;

/** The sides that the actor reports for; one person can be both. */
export const sidesOf = (row: ContractRow, { own }: TechnologyRight): ContractSide[] =>
  contractSides.filter((side) => own.includes(row[columns[side]]));

/** A contract that one of its sides changes: nobody else's to move until the transaction ends. Throws `Refusal`: `not-found`, `forbidden` for any other side. */
export async function lockContract(
  tx: Tx,
  target: ContractTarget,
  by: readonly ContractSide[],
): Promise<{ row: ContractRow; right: TechnologyRight }> {
  const right = await mustKnowTechnology(tx, target.consortiumId);
  await sql`select pg_advisory_xact_lock(hashtextextended('technology contract ' || ${target.contractId}::text, 0))`.execute(
    tx,
  );
  const row = await readContract(tx, target);
  if (!sidesOf(row, right).some((side) => by.includes(side))) throw new Refusal('forbidden');
  return { row, right };
}

export function viewContractHead(row: ContractRow, directory: Directory) {
  const state = contractStateOf(row.state);
  return {
    id: row.id,
    title: row.title,
    provider: memberNamed(directory, row.provider_id),
    enterprise: memberNamed(directory, row.enterprise_id),
    amount: row.amount,
    signedOn: row.signed_on,
    state,
    stateLabel: contractStateLabels[state],
    acceptedOn: row.accepted_on,
  };
}

/** What follows from these contracts: receipts, results and transfers, in order. */
export async function readRecords(tx: Tx, consortiumId: string, contractIds: readonly string[]) {
  const ids = contractIds.length === 0 ? [noContract] : [...contractIds];
  const receipts = await tx
    .selectFrom('technology_receipt')
    .select(['id', 'contract_id', 'voucher', 'amount', 'received_on', 'evidence_id', 'confirmed_at'])
    .where('consortium_id', '=', consortiumId)
    .where('contract_id', 'in', ids)
    .orderBy('received_on')
    .orderBy('id')
    .execute();
  const results = await tx
    .selectFrom('technology_result')
    .select(['id', 'contract_id', 'kind', 'title', 'certificate', 'granted_on', 'confirmed_at'])
    .where('consortium_id', '=', consortiumId)
    .where('contract_id', 'in', ids)
    .orderBy('granted_on')
    .orderBy('id')
    .execute();
  const transfers = await tx
    .selectFrom('technology_transfer')
    .select(['id', 'contract_id', 'way', 'transferred_on', 'benefit', 'benefit_note', 'confirmed_at'])
    .where('consortium_id', '=', consortiumId)
    .where('contract_id', 'in', ids)
    .orderBy('transferred_on')
    .orderBy('id')
    .execute();
  return { receipts, results, transfers };
}

const noContract = '00000000-0000-0000-0000-000000000000';

export const recordTables = {
  receipts: 'technology_receipt',
  results: 'technology_result',
  transfers: 'technology_transfer',
} as const satisfies Record<ContractRecord, string>;

/** 类型 of a result, as its ledger calls them. */
export function resultKinds(): readonly string[] {
  const kind = ledgerBook().kinds.find(({ id }) => id === technologyRules().ledgers.result)?.fields.kind;
  return kind?.type === 'choice' ? kind.options : [];
}

/** The members that can stand on a side of a contract, as the ledger of projects takes them. */
export function membersOn(side: ContractSide, { byId }: Directory) {
  const categories = ledgerBook().memberClasses[side] ?? [];
  return [...byId.values()]
    .filter(({ category }) => categories.includes(category))
    .map(({ id, name }) => ({ id, name }));
}
