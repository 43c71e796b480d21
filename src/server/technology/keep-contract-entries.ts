import { fenOf, wanText } from '#core/quantity/yuan.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { type ContractTarget, readContract, readRecords } from './contract-row.ts';
import { technologyRules } from './technology-right.ts';

/**
 * What the ledgers say of a contract and all that follows from it, as it stands in this transaction. Both have agreed on the contract, so that the project is in the
 * words of both; a receipt and a result are the provider's word until the enterprise confirms them. Answers the receipts' entries by receipt. Throws as `keepEntries`;
 * `gone` are records that were taken back, `reason` is why a closed year is restated.
 */
export async function keepContractEntries(
  context: Context,
  tx: Tx,
  actor: Actor,
  { consortiumId, contractId }: ContractTarget,
  { reason = '', gone }: { reason?: string; gone?: { recordId: string; kind: string } } = {},
): Promise<ReadonlyMap<string, string>> {
  const { ledgers } = technologyRules();
  const row = await readContract(tx, { consortiumId, contractId });
  const { receipts, results, transfers } = await readRecords(tx, consortiumId, [contractId]);
  const [provider, enterprise] = [row.provider_id, row.enterprise_id];
  const transferred = transfers.find(({ confirmed_at }) => confirmed_at !== null);
  const project = {
    provider,
    enterprise,
    title: row.title,
    contractAmount: wanText(fenOf(row.amount)),
    contractedOn: row.signed_on,
    ...(row.accepted_on !== null && { completedOn: row.accepted_on }),
    ...(transferred && { transferredOn: transferred.transferred_on }),
  };
  const voices = (confirmedAt: Date | null) => (confirmedAt === null ? [provider] : [provider, enterprise]);
  const order = { consortiumId, reason: reason || undefined };
  await keepEntries(context, tx, actor, {
    ...order,
    noun: 'technology-contract',
    entries: [{ recordId: contractId, kind: ledgers.project, values: project, sides: [provider, enterprise] }],
  });
  const kept = await keepEntries(context, tx, actor, {
    ...order,
    noun: 'technology-record',
    entries: [
      ...receipts.map(({ id, voucher, amount, received_on, confirmed_at }) => ({
        recordId: id,
        kind: ledgers.receipt,
        values: {
          provider,
          enterprise,
          project: row.title,
          voucher,
          amount: wanText(fenOf(amount)),
          receivedOn: received_on,
        },
        sides: voices(confirmed_at),
      })),
      ...results.map(({ id, kind, title, certificate, granted_on, confirmed_at }) => ({
        recordId: id,
        kind: ledgers.result,
        values: { owner: provider, kind, title, certificate, grantedOn: granted_on, partners: [enterprise] },
        sides: voices(confirmed_at),
      })),
      ...(gone ? [{ ...gone, values: null, sides: [provider] }] : []),
    ],
  });
  return new Map(receipts.flatMap(({ id }, at) => (kept[at] ? [[id, kept[at]] as const] : [])));
}
