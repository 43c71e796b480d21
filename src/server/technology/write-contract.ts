import { contractActionsFor } from '#core/technology/contract.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { amendmentQuery } from './amendment-row.ts';
import { readCall } from './call-row.ts';
import { type ContractTarget, contractStateOf, lockContract, membersOn, sidesOf } from './contract-row.ts';
import type { ContractActBody, ContractBody, MilestoneBody } from './contract-views.ts';
import { keepContractEntries } from './keep-contract-entries.ts';
import { mustKnowTechnology, refuseTwin, takingSteps, tellMember } from './technology-right.ts';

/**
 * One side draws up a contract, from a call or directly; it stands once the other agrees. Throws `Refusal`: `invalid` with the fields at fault, also where the two have
 * one of that name, `forbidden` for who reports for neither, `not-found`.
 */
export async function proposeContract(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { callId, milestones, ...said }: ContractBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  const { providerId, enterpriseId, title, amount, signedOn } = said;
  const { db, directories } = context;
  const directory = await directories.of(consortiumId);
  await takingSteps(db, actor, async (tx) => {
    const { own } = await mustKnowTechnology(tx, consortiumId);
    const proposedBy = [providerId, enterpriseId].find((each) => own.includes(each));
    if (proposedBy === undefined) throw new Refusal('forbidden');
    const isOn = (side: 'provider' | 'enterprise', memberId: string) =>
      membersOn(side, directory).some((each) => each.id === memberId);
    if (!isOn('provider', providerId))
      throw new Refusal('invalid', { fields: ['providerId'], detail: '研发单位应为本联合体的学校或科研机构。' });
    if (!isOn('enterprise', enterpriseId))
      throw new Refusal('invalid', { fields: ['enterpriseId'], detail: '委托企业应为本联合体的企业。' });
    if (signedOn > beijingToday())
      throw new Refusal('invalid', { fields: ['signedOn'], detail: '签约日期不能晚于今天。' });
    if (Number(amount) === 0) throw new Refusal('invalid', { fields: ['amount'], detail: '请填写合同金额。' });
    if (milestones.some(({ dueOn }) => dueOn < signedOn))
      throw new Refusal('invalid', { fields: ['milestones'], detail: '节点的日期不能早于签约日期。' });
    const call = callId === null ? undefined : await mustFollow(tx, { consortiumId, callId }, said);
    await refuseTwin(
      'title',
      tx
        .insertInto('technology_contract')
        .values({
          consortium_id: consortiumId,
          id,
          need_id: call?.need_id ?? null,
          call_id: callId,
          provider_id: providerId,
          enterprise_id: enterpriseId,
          title,
          amount,
          signed_on: signedOn,
          proposed_by: proposedBy,
          person_id: actor.personId,
        })
        .execute(),
    );
    await tx
      .insertInto('technology_milestone')
      .values(
        milestones.map((each, at) => ({
          consortium_id: consortiumId,
          contract_id: id,
          number: at + 1,
          title: each.title,
          due_on: each.dueOn,
        })),
      )
      .execute();
    const other = proposedBy === providerId ? enterpriseId : providerId;
    await tellMember(tx, consortiumId, other, `技术合同“${title}”等您单位确认。`, `contracts/${id}`);
    await recordAudit(tx, consortiumId, 'technology.contract-proposed', id, { providerId, enterpriseId });
  });
  db.bus.tell('lianheti_notice', consortiumId);
  return { id };
}

/** The sides of a contract that follows from a call are its winner and its enterprise. */
async function mustFollow(
  tx: Tx,
  target: { consortiumId: string; callId: string },
  { providerId, enterpriseId }: { providerId: string; enterpriseId: string },
) {
  const call = await readCall(tx, target);
  if (call.state !== 'decided') throw new Refusal('action-not-possible', { state: call.state });
  if (call.winner_member !== providerId || call.member_id !== enterpriseId)
    throw new Refusal('invalid', {
      fields: ['providerId', 'enterpriseId'],
      detail: '合同双方应为中榜单位和发榜企业。',
    });
  return call;
}

/**
 * One step of a contract: agreed to by the other side, not come about, or accepted by the enterprise. Once agreed it is in the ledger of projects in the words of both.
 * Throws `Refusal`: `action-not-possible`, `invalid` for a day that cannot be, `stale`, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function actOnContract(
  context: Context,
  actor: Actor,
  target: ContractTarget,
  { action, version, day, reason }: ContractActBody,
): Promise<{ version: number }> {
  const { consortiumId, contractId } = target;
  const { db } = context;
  await takingSteps(db, actor, async (tx) => {
    const { row, right } = await lockContract(tx, target, ['provider', 'enterprise']);
    if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
    const sides = sidesOf(row, right);
    const milestones = await tx
      .selectFrom('technology_milestone')
      .select('accepted_on as acceptedOn')
      .where('consortium_id', '=', consortiumId)
      .where('contract_id', '=', contractId)
      .execute();
    const proposedBy = row.proposed_by === row.provider_id ? 'provider' : 'enterprise';
    const amendments = await amendmentQuery(tx, target).execute();
    const isAmended = amendments.some(({ state }) => state === 'proposed');
    const contract = { state: contractStateOf(row.state), proposedBy, milestones, isAmended } as const;
    if (!contractActionsFor(contract, sides).includes(action))
      throw new Refusal('action-not-possible', { state: row.state });
    if (action === 'accept' && (day === undefined || day < row.signed_on || day > beijingToday()))
      throw new Refusal('invalid', { fields: ['day'], detail: '验收日期应在签约之后，不晚于今天。' });
    await tx
      .updateTable('technology_contract')
      .set({ state: statesAfter[action], version: version + 1 })
      .$if(action === 'accept', (query) => query.set({ accepted_on: day ?? null }))
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', contractId)
      .execute();
    if (action !== 'decline') await keepContractEntries(context, tx, actor, target, { reason });
    const said = { agree: '已由对方确认', decline: '未成立', accept: '已验收' }[action];
    for (const memberId of [row.provider_id, row.enterprise_id])
      if (!right.own.includes(memberId))
        await tellMember(tx, consortiumId, memberId, `技术合同“${row.title}”${said}。`, `contracts/${contractId}`);
    await recordAudit(tx, consortiumId, `technology.contract-${statesAfter[action]}`, contractId, {});
  });
  db.bus.tell('lianheti_notice', consortiumId);
  return { version: version + 1 };
}

const statesAfter = { agree: 'agreed', decline: 'declined', accept: 'accepted' } as const;

/** A milestone is delivered by who provides, and accepted by the enterprise. Throws `Refusal`: `invalid` for a day that cannot be, `action-not-possible`, `forbidden`, `not-found`. */
export async function stepMilestone(
  { db }: Context,
  actor: Actor,
  { number, ...target }: ContractTarget & { number: number },
  { step, day }: MilestoneBody,
): Promise<void> {
  const { consortiumId, contractId } = target;
  await takingSteps(db, actor, async (tx) => {
    const { row } = await lockContract(tx, target, [step === 'deliver' ? 'provider' : 'enterprise']);
    const milestone = await tx
      .selectFrom('technology_milestone')
      .select(['title', 'delivered_on', 'accepted_on'])
      .where((where) => where.and({ consortium_id: consortiumId, contract_id: contractId, number }))
      .executeTakeFirst();
    if (!milestone) throw new Refusal('not-found');
    if (step === 'accept' && milestone.delivered_on === null) throw new Refusal('action-not-possible');
    const first = step === 'deliver' ? row.signed_on : (milestone.delivered_on ?? row.signed_on);
    if (day < first || day > beijingToday())
      throw new Refusal('invalid', { fields: ['day'], detail: `日期应不早于${first}，不晚于今天。` });
    await tx
      .updateTable('technology_milestone')
      .set(step === 'deliver' ? { delivered_on: day } : { accepted_on: day })
      .where((where) => where.and({ consortium_id: consortiumId, contract_id: contractId, number }))
      .execute();
    const [to, said] = step === 'deliver' ? [row.enterprise_id, '已交付，请验收'] : [row.provider_id, '已通过'];
    await tellMember(
      tx,
      consortiumId,
      to,
      `“${row.title}”的节点“${milestone.title}”${said}。`,
      `contracts/${contractId}`,
    );
    await recordAudit(tx, consortiumId, `technology.milestone-${step}ed`, contractId, { number });
  });
  db.bus.tell('lianheti_notice', consortiumId);
}
