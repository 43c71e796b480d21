import { fenOf, groupedYuan, yuanText } from '#core/quantity/yuan.ts';
import {
  type AmendmentAction,
  type AmendmentFault,
  amendmentActionsFor,
  amendmentFaults,
  numberMilestones,
} from '#core/technology/amendment.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { amendmentQuery, amendmentStateOf, fileOf, readMilestones } from './amendment-row.ts';
import type { AmendmentBody } from './amendment-views.ts';
import { type ContractRow, type ContractTarget, lockContract, readContract, sidesOf } from './contract-row.ts';
import { keepContractEntries } from './keep-contract-entries.ts';
import { type FileColumns, openStored, type StoredFile, takeUpload } from './take-upload.ts';
import { mustKnowTechnology, takingSteps, tellMember } from './technology-right.ts';

export type AmendmentTarget = ContractTarget & { amendmentId: string };

/**
 * One side writes how a running contract shall be; nothing changes until the other confirms. Throws `Refusal`: `invalid` with the fields at fault, `amendment-waits`
 * where one waits already, `action-not-possible` for a contract that does not run, `forbidden`, `not-found`, and as `takeUpload`.
 */
export async function writeAmendment(
  context: Context,
  actor: Actor,
  target: ContractTarget,
  { uploadId, ...said }: AmendmentBody,
): Promise<{ id: string }> {
  const { db } = context;
  const { consortiumId } = target;
  const keep = (file?: FileColumns) => takingSteps(db, actor, (tx) => insertAmendment(tx, actor, target, said, file));
  const made = await (uploadId === null
    ? keep()
    : takeUpload(
        context,
        actor,
        { consortiumId, uploadId },
        {
          mustMay: () =>
            db.readAs(actor, async (tx) => {
              const right = await mustKnowTechnology(tx, consortiumId);
              if (sidesOf(await readContract(tx, target), right).length === 0) throw new Refusal('forbidden');
            }),
          keep,
        },
      ));
  db.bus.tell('lianheti_notice', consortiumId);
  return made;
}

async function insertAmendment(
  tx: Tx,
  actor: Actor,
  target: ContractTarget,
  { number, signedOn, reason, amount, milestones: typed }: Omit<AmendmentBody, 'uploadId'>,
  file: FileColumns | undefined,
): Promise<{ id: string }> {
  const { consortiumId, contractId } = target;
  const { row, right } = await lockContract(tx, target, ['provider', 'enterprise']);
  if (row.state !== 'agreed') throw new Refusal('action-not-possible', { state: row.state });
  const amendments = await amendmentQuery(tx, target).execute();
  if (amendments.some(({ state }) => state === 'proposed')) throw new Refusal('amendment-waits');
  const stand = amendments.filter(({ state }) => state === 'confirmed');
  if (stand.some((each) => each.number === number))
    throw new Refusal('invalid', { fields: ['number'], detail: '这份合同已有这个编号的补充协议。' });
  if (signedOn < row.signed_on || signedOn > beijingToday())
    throw new Refusal('invalid', { fields: ['signedOn'], detail: '签订日期应在合同签约之后，不晚于今天。' });
  const { milestones, accepted, received } = await readTerms(tx, target);
  if (typed.some((each) => each.number !== null && !milestones.some((known) => known.number === each.number)))
    throw new Refusal('invalid', { fields: ['milestones'], detail: '节点已经变动，请刷新后重新填写。' });
  const known = [...milestones, ...stand.flatMap((each) => readMilestones(each.milestones_before))];
  const after = { amount, milestones: numberMilestones(typed, known) };
  const [fault] = amendmentFaults(
    { amount: row.amount, milestones, accepted, received, signedOn: row.signed_on },
    after,
  );
  if (fault) throw new Refusal('invalid', { fields: [faults[fault].field], detail: faults[fault].detail(received) });
  const id = crypto.randomUUID();
  const proposedBy = [row.provider_id, row.enterprise_id].find((each) => right.own.includes(each)) ?? '';
  const json = JSON.stringify(after.milestones);
  const said = { number, signed_on: signedOn, reason, amount, milestones: json };
  await tx
    .insertInto('technology_amendment')
    .values({
      ...{ consortium_id: consortiumId, id, contract_id: contractId, ...said },
      // What was is written by the database.
      ...{ amount_before: row.amount, milestones_before: '[]' },
      ...{ proposed_by: proposedBy, person_id: actor.personId, ...file },
    })
    .execute();
  await tellOther(tx, target, row, proposedBy, `技术合同“${row.title}”有补充协议（${number}）等您单位确认。`);
  await recordAudit(tx, consortiumId, 'technology.amendment-proposed', contractId, { amendmentId: id });
  return { id };
}

const faults: Readonly<Record<AmendmentFault, { field: string; detail: (received: string) => string }>> = {
  'below-received': {
    field: 'amount',
    detail: (received) => `合同金额应大于0，不低于已到账的${groupedYuan(fenOf(received))}元。`,
  },
  'accepted-changed': { field: 'milestones', detail: () => '企业已经通过的节点不能修改或去掉。' },
  'due-before-signing': { field: 'milestones', detail: () => '节点的日期不能早于签约日期。' },
  'milestone-twice': { field: 'milestones', detail: () => '同一个节点写了两次。' },
  'nothing-changed': { field: 'amount', detail: () => '与现行合同没有不同：请修改金额或节点。' },
};

async function readTerms(tx: Tx, { consortiumId, contractId }: ContractTarget) {
  const stored = await tx
    .selectFrom('technology_milestone')
    .select(['number', 'title', 'due_on as dueOn', 'accepted_on'])
    .where((where) => where.and({ consortium_id: consortiumId, contract_id: contractId }))
    .orderBy('number')
    .execute();
  const receipts = await tx
    .selectFrom('technology_receipt')
    .select('amount')
    .where((where) => where.and({ consortium_id: consortiumId, contract_id: contractId }))
    .execute();
  return {
    milestones: stored.map(({ accepted_on: _, ...each }) => each),
    accepted: new Set(stored.filter(({ accepted_on }) => accepted_on !== null).map(({ number }) => number)),
    received: yuanText(receipts.reduce((sum, { amount }) => sum + fenOf(amount), 0n)),
  };
}

/**
 * The other side confirms an amendment, and the contract and its ledger entry are so from then on; or it does not, or who wrote it withdraws it. Throws `Refusal`:
 * `amendment-overtaken` where more was received or accepted meanwhile than it leaves room for, `action-not-possible`, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function decideAmendment(
  context: Context,
  actor: Actor,
  { amendmentId, ...target }: AmendmentTarget,
  action: AmendmentAction,
): Promise<void> {
  const { consortiumId, contractId } = target;
  await takingSteps(context.db, actor, async (tx) => {
    const { row, right } = await lockContract(tx, target, ['provider', 'enterprise']);
    const found = await amendmentQuery(tx, target).where('id', '=', amendmentId).executeTakeFirst();
    if (!found) throw new Refusal('not-found');
    const proposedBy = found.proposed_by === row.provider_id ? 'provider' : 'enterprise';
    const amendment = { state: amendmentStateOf(found.state), proposedBy } as const;
    if (!amendmentActionsFor(amendment, sidesOf(row, right)).includes(action))
      throw new Refusal('action-not-possible', { state: found.state });
    await tx
      .updateTable('technology_amendment')
      .set({ state: statesAfter[action] })
      .where((where) => where.and({ consortium_id: consortiumId, contract_id: contractId, id: amendmentId }))
      .execute();
    if (action === 'confirm')
      await keepContractEntries(context, tx, actor, target, {
        reason: `补充协议${found.number}：${found.reason}`.slice(0, 500),
      });
    const said = { confirm: '已由对方确认，即时生效', decline: '对方不同意', withdraw: '已由对方撤回' }[action];
    const by = action === 'withdraw' ? found.proposed_by : otherOf(row, found.proposed_by);
    await tellOther(tx, target, row, by, `技术合同“${row.title}”的补充协议（${found.number}）${said}。`);
    await recordAudit(tx, consortiumId, `technology.amendment-${statesAfter[action]}`, contractId, { amendmentId });
  });
  context.db.bus.tell('lianheti_notice', consortiumId);
}

const statesAfter = { confirm: 'confirmed', decline: 'declined', withdraw: 'withdrawn' } as const;

const otherOf = ({ provider_id, enterprise_id }: ContractRow, side: string) =>
  side === provider_id ? enterprise_id : provider_id;

async function tellOther(tx: Tx, target: ContractTarget, row: ContractRow, side: string, text: string): Promise<void> {
  await tellMember(tx, target.consortiumId, otherOf(row, side), text, `contracts/${target.contractId}`);
}

/** The amendment as it was signed, where its file was added. Throws `Refusal('not-found')` for who may not see the contract. */
export async function readAmendmentFile(
  context: Context,
  actor: Actor,
  { amendmentId, ...target }: AmendmentTarget,
): Promise<StoredFile> {
  const file = await context.db.readAs(actor, async (tx) => {
    await mustKnowTechnology(tx, target.consortiumId);
    await readContract(tx, target);
    const found = await amendmentQuery(tx, target).where('id', '=', amendmentId).executeTakeFirst();
    return found && fileOf(found);
  });
  if (!file) throw new Refusal('not-found');
  return openStored(context, file);
}
