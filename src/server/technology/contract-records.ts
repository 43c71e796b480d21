import { sql } from 'kysely';
import type { ContractRecord } from '#core/technology/contract.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { linkEvidence } from '#server/evidence/link-evidence.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type ContractRow, type ContractTarget, lockContract, recordTables, resultKinds } from './contract-row.ts';
import type { ConfirmationBody, ReceiptBody, ResultBody, TransferBody } from './contract-views.ts';
import { keepContractEntries } from './keep-contract-entries.ts';
import { refuseTwin, takingSteps, technologyRules, tellMember } from './technology-right.ts';

type Noted = { day: string; field: string; reason?: string; evidenceId?: string };

/** What was received, with the evidence that shows it: at once the provider's word in the ledger of receipts. Throws as `noteRecord`, and `receipts-over`. */
export async function noteReceipt(
  context: Context,
  actor: Actor,
  target: ContractTarget,
  { voucher, amount, receivedOn, evidenceId, reason }: ReceiptBody,
): Promise<{ id: string }> {
  if (Number(amount) === 0) throw new Refusal('invalid', { fields: ['amount'], detail: '请填写到账金额。' });
  const noted = { day: receivedOn, field: 'receivedOn', reason, evidenceId };
  return noteRecord(context, actor, target, 'receipts', noted, async (tx, whose) => {
    await mustSeeEvidence(tx, target.consortiumId, evidenceId);
    const row = { ...whose, voucher, amount, received_on: receivedOn, evidence_id: evidenceId };
    await refuseTwin('voucher', tx.insertInto('technology_receipt').values(row).execute());
  });
}

/** A patent, award or other result, likewise in its ledger. Throws as `noteRecord`. */
export async function noteResult(
  context: Context,
  actor: Actor,
  target: ContractTarget,
  { kind, title, certificate, grantedOn, reason }: ResultBody,
): Promise<{ id: string }> {
  if (!resultKinds().includes(kind))
    throw new Refusal('invalid', { fields: ['kind'], detail: `类型应为${resultKinds().join('、')}之一。` });
  const noted = { day: grantedOn, field: 'grantedOn', reason };
  return noteRecord(context, actor, target, 'results', noted, async (tx, whose) => {
    const row = { ...whose, kind, title, certificate, granted_on: grantedOn };
    await refuseTwin('certificate', tx.insertInto('technology_result').values(row).execute());
  });
}

/** How what was found is put to use; it counts once the enterprise has confirmed what it brought. Throws as `noteRecord`. */
export async function noteTransfer(
  context: Context,
  actor: Actor,
  target: ContractTarget,
  { way, transferredOn }: TransferBody,
): Promise<{ id: string }> {
  const noted = { day: transferredOn, field: 'transferredOn' };
  return noteRecord(context, actor, target, 'transfers', noted, async (tx, whose) => {
    const row = { ...whose, way, transferred_on: transferredOn };
    await refuseTwin('way', tx.insertInto('technology_transfer').values(row).execute());
  });
}

/** Throws `Refusal`: `invalid` with the fields at fault, `action-not-possible` before the contract is agreed, `forbidden` for who does not provide, `not-found`, and as `keepEntries`. */
async function noteRecord(
  context: Context,
  actor: Actor,
  target: ContractTarget,
  record: ContractRecord,
  { day, field, reason, evidenceId }: Noted,
  insert: (
    tx: Tx,
    whose: { consortium_id: string; id: string; contract_id: string; person_id: string },
  ) => Promise<void>,
): Promise<{ id: string }> {
  const { consortiumId, contractId } = target;
  const id = crypto.randomUUID();
  await takingSteps(context.db, actor, async (tx) => {
    const { row } = await lockContract(tx, target, ['provider']);
    if (day < row.signed_on || day > beijingToday())
      throw new Refusal('invalid', { fields: [field], detail: '日期应在签约之后，不晚于今天。' });
    await insert(tx, { consortium_id: consortiumId, id, contract_id: contractId, person_id: actor.personId });
    const entries = await keepContractEntries(context, tx, actor, target, { reason: reason ?? '' });
    const entryId = entries.get(id);
    if (evidenceId !== undefined && entryId !== undefined)
      await linkEvidence(tx, actor, { consortiumId, id: evidenceId }, { entryId });
    await tellEnterprise(tx, target, row, `有${names[record]}等您单位确认`);
    await recordAudit(tx, consortiumId, `technology.${nouns[record]}-noted`, contractId, { recordId: id });
  });
  context.db.bus.tell('lianheti_notice', consortiumId);
  return { id };
}

/**
 * The enterprise confirms a receipt, a result, or a transfer with what it brought: from then on it is in the words of both and stays. Throws `Refusal`: `invalid` where
 * a transfer's benefit is not told, `action-not-possible` the second time, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function confirmRecord(
  context: Context,
  actor: Actor,
  { record, recordId, ...target }: ContractTarget & { record: ContractRecord; recordId: string },
  { benefit, benefitNote, reason }: ConfirmationBody,
): Promise<void> {
  const { consortiumId, contractId } = target;
  await takingSteps(context.db, actor, async (tx) => {
    const { row } = await lockContract(tx, target, ['enterprise']);
    if (record === 'transfers' && benefit === undefined)
      throw new Refusal('invalid', { fields: ['benefit'], detail: '请填写转化带来的经济效益（元），没有的填0。' });
    const here = { consortium_id: consortiumId, contract_id: contractId, id: recordId };
    const found = await tx
      .selectFrom(recordTables[record])
      .select('confirmed_at')
      .where((where) => where.and(here))
      .executeTakeFirst();
    if (!found) throw new Refusal('not-found');
    const confirmed = { confirmed_at: sql<Date>`clock_timestamp()`, confirmed_by: actor.personId };
    if (record === 'transfers')
      await tx
        .updateTable('technology_transfer')
        .set({ ...confirmed, benefit: benefit ?? null, benefit_note: benefitNote })
        .where((where) => where.and(here))
        .execute();
    else
      await tx
        .updateTable(recordTables[record])
        .set(confirmed)
        .where((where) => where.and(here))
        .execute();
    await keepContractEntries(context, tx, actor, target, { reason });
    const text = `“${row.title}”的${names[record]}已由企业确认。`;
    await tellMember(tx, consortiumId, row.provider_id, text, `contracts/${contractId}`);
    await recordAudit(tx, consortiumId, `technology.${nouns[record]}-confirmed`, contractId, { recordId });
  });
  context.db.bus.tell('lianheti_notice', consortiumId);
}

/** Takes back what nobody has confirmed; its ledger entry goes with it. Throws `Refusal`: `action-not-possible` once it is confirmed, `forbidden`, `not-found`. */
export async function takeRecordBack(
  context: Context,
  actor: Actor,
  { record, recordId, ...target }: ContractTarget & { record: ContractRecord; recordId: string },
): Promise<void> {
  const { consortiumId, contractId } = target;
  await takingSteps(context.db, actor, async (tx) => {
    await lockContract(tx, target, ['provider']);
    const { numDeletedRows } = await tx
      .deleteFrom(recordTables[record])
      .where((where) => where.and({ consortium_id: consortiumId, contract_id: contractId, id: recordId }))
      .executeTakeFirst();
    if (numDeletedRows !== 1n) throw new Refusal('not-found');
    const { ledgers } = technologyRules();
    const kind = { receipts: ledgers.receipt, results: ledgers.result, transfers: undefined }[record];
    if (kind !== undefined) await keepContractEntries(context, tx, actor, target, { gone: { recordId, kind } });
    await recordAudit(tx, consortiumId, `technology.${nouns[record]}-taken-back`, contractId, { recordId });
  });
}

const names: Readonly<Record<ContractRecord, string>> = { receipts: '到账', results: '成果', transfers: '转化' };
const nouns = { receipts: 'receipt', results: 'result', transfers: 'transfer' } as const;

async function tellEnterprise(tx: Tx, { consortiumId, contractId }: ContractTarget, row: ContractRow, said: string) {
  await tellMember(tx, consortiumId, row.enterprise_id, `“${row.title}”${said}。`, `contracts/${contractId}`);
}

async function mustSeeEvidence(tx: Tx, consortiumId: string, id: string): Promise<void> {
  const found = await tx
    .selectFrom('evidence')
    .select('id')
    .where((where) => where.and({ consortium_id: consortiumId, id }))
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw new Refusal('invalid', { fields: ['evidenceId'], detail: '请先上传到账凭证。' });
}
