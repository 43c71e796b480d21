import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { linkEvidence } from '#server/evidence/link-evidence.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { lockApplication, moveApplication } from './apply-for-clause.ts';
import { keepPolicyEntry } from './keep-policy-entry.ts';
import { clauseIn, lockPolicy, type PolicyKey, readGrants, readPolicy } from './policy-rows.ts';
import type { GrantBody } from './policy-views.ts';
import { tellOfApplication } from './tell-of-policy.ts';

/**
 * Keeps what a clause gave a member, answers the application where there is one, and says so in the policy's ledger entry, which the evidence then proves.
 * Throws `Refusal`: `not-found`, `forbidden`, `invalid` for a day to come, nothing granted, a member or application of another clause, `action-not-possible`.
 */
export async function giveGrant(
  context: Context,
  actor: Actor,
  key: PolicyKey,
  grant: z.infer<typeof GrantBody>,
): Promise<{ id: string }> {
  const { consortiumId, policyId } = key;
  const made = await context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-policy', consortiumId);
    await lockPolicy(tx, key);
    const policy = await readPolicy(tx, key);
    if (policy.withdrawn) throw new Refusal('action-not-possible');
    const clause = clauseIn(policy, grant.clauseId);
    await mustBePossible(context, consortiumId, grant, policy.issued_on);
    await answerApplication(tx, actor, { ...key, title: `《${policy.title}》${clause.clause}` }, grant);
    const row = await tx
      .insertInto('support_policy_grant')
      .values({
        consortium_id: consortiumId,
        policy_id: policyId,
        clause_id: grant.clauseId,
        member_id: grant.memberId,
        application_id: grant.applicationId,
        granted_on: grant.grantedOn,
        amount_wan: grant.amountWan,
        what: grant.what,
        voucher: grant.voucher,
        evidence_id: await evidenceIn(tx, consortiumId, grant.evidenceId),
        is_shown: grant.isShown,
        person_id: actor.personId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const entryId = await keepPolicyEntry(context, tx, actor, key);
    if (grant.evidenceId !== null && entryId !== null)
      await linkEvidence(tx, actor, { consortiumId, id: grant.evidenceId }, { entryId });
    await recordAudit(tx, consortiumId, 'policy.granted', row.id, {
      policy: policyId,
      member: grant.memberId,
      amountWan: grant.amountWan,
    });
    return row;
  });
  context.db.bus.tell('lianheti_notice', consortiumId);
  return made;
}

/** Takes back a grant that was kept by mistake; the ledger entry says it no more. Throws `Refusal`: `not-found`, `forbidden`. */
export async function withdrawGrant(
  context: Context,
  actor: Actor,
  { grantId, ...key }: PolicyKey & { grantId: string },
  reason: string,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-policy', key.consortiumId);
    await lockPolicy(tx, key);
    const grants = await readGrants(tx, key.consortiumId, { policyId: key.policyId });
    if (!grants.some(({ id }) => id === grantId)) throw new Refusal('not-found');
    await tx
      .updateTable('support_policy_grant')
      .set({ withdrawn_at: new Date() })
      .where('consortium_id', '=', key.consortiumId)
      .where('id', '=', grantId)
      .execute();
    await keepPolicyEntry(context, tx, actor, key);
    await recordAudit(tx, key.consortiumId, 'policy.grant-withdrawn', grantId, { reason });
  });
}

async function mustBePossible(
  { directories }: Context,
  consortiumId: string,
  { grantedOn, amountWan, what, memberId }: z.infer<typeof GrantBody>,
  issuedOn: string,
): Promise<void> {
  if (grantedOn > beijingToday() || grantedOn < issuedOn)
    throw new Refusal('invalid', { fields: ['grantedOn'], detail: '兑现日期应在发文日期之后，且不能晚于今天。' });
  if (amountWan === null && what === '')
    throw new Refusal('invalid', { fields: ['amountWan', 'what'], detail: '请填写金额，或写明兑现的内容。' });
  if (!(await directories.of(consortiumId)).byId.has(memberId))
    throw new Refusal('invalid', { fields: ['memberId'], detail: '兑现对象应是本联合体的成员单位。' });
}

async function answerApplication(
  tx: Tx,
  actor: Actor,
  { title, ...key }: PolicyKey & { title: string },
  { applicationId, clauseId, memberId, amountWan, what }: z.infer<typeof GrantBody>,
): Promise<void> {
  if (applicationId === null) return;
  const row = await lockApplication(tx, { ...key, applicationId });
  if (row.state !== 'applied') throw new Refusal('action-not-possible', { state: row.state });
  if (row.clause_id !== clauseId || row.member_id !== memberId)
    throw new Refusal('invalid', { fields: ['applicationId'], detail: '这件申请不是该单位对该条款的申请。' });
  await moveApplication(tx, actor, row, { consortiumId: key.consortiumId, state: 'granted', reason: '' });
  const given = amountWan === null ? what : `${amountWan}万元`;
  await tellOfApplication(tx, { ...key, applicationId }, `${title}：您单位的申请已通过，兑现${given}。`);
}

/** Throws `Refusal('not-found')` for evidence that is not there, or was withdrawn. */
async function evidenceIn(tx: Tx, consortiumId: string, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const found = await tx
    .selectFrom('evidence')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw new Refusal('not-found');
  return found.id;
}
