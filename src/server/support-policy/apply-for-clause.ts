import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { judge } from './judge-members.ts';
import { readMemberFacts } from './member-facts.ts';
import { applyingFor, clauseIn, type PolicyKey, readPolicy, readSight } from './policy-rows.ts';
import type { ApplicationBody, DecisionBody } from './policy-views.ts';
import { tellOfApplication } from './tell-of-policy.ts';

export type ApplicationRow = {
  id: string;
  policy_id: string;
  clause_id: string;
  clause: string;
  member_id: string;
  member: string | null;
  text: string;
  fit: ReturnType<typeof judge>;
  state: 'applied' | 'granted' | 'declined' | 'withdrawn';
  reason: string;
  by: string;
  applied_at: Date;
  decided_at: Date | null;
  version: number;
};

/** The applications for a consortium's policies, or for one of them, that the actor may see; those that wait first. One query. */
export async function readApplications(
  tx: Tx,
  consortiumId: string,
  { policyId, memberId, applicationId }: { policyId?: string; memberId?: string; applicationId?: string },
): Promise<readonly ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`
    select a.id, a.policy_id, a.clause_id, c.clause, a.member_id, m.name as member, a.text, a.fit, a.state, a.reason, name_of(a.applied_by) as by,
      a.applied_at, a.decided_at, a.version
    from support_policy_application a
    join support_policy_clause c on c.consortium_id = a.consortium_id and c.id = a.clause_id
    left join unit m on m.id = a.member_id
    where a.consortium_id = ${consortiumId}::uuid
      and ${policyId === undefined ? sql`true` : sql`a.policy_id = ${policyId}::uuid`}
      and ${memberId === undefined ? sql`true` : sql`a.member_id = ${memberId}::uuid`}
      and ${applicationId === undefined ? sql`true` : sql`a.id = ${applicationId}::uuid`}
    order by a.state = 'applied' desc, a.applied_at desc, a.id`.execute(tx);
  return rows;
}

/**
 * A member applies for a clause; how it fitted on that day is kept. What the record says does not fit may be applied for all the same: the secretariat decides.
 * Throws `Refusal`: `not-found`, `forbidden` for another's member, `applying-closed`, `clause-applied`.
 */
export async function applyForClause(
  context: Context,
  actor: Actor,
  key: PolicyKey,
  { clauseId, memberId, text }: z.infer<typeof ApplicationBody>,
): Promise<{ id: string }> {
  const { consortiumId, policyId } = key;
  const today = beijingToday();
  const made = await context.db.asActor(actor, async (tx) => {
    const { own } = await readSight(tx, consortiumId);
    const policy = await readPolicy(tx, key);
    const clause = clauseIn(policy, clauseId);
    if (!own.some(({ id }) => id === memberId)) throw new Refusal('forbidden');
    if (applyingFor(policy, clause, today) !== 'open') throw new Refusal('applying-closed');
    const [member] = await readMemberFacts(tx, consortiumId, {
      today,
      conditions: clause.conditions,
      members: [memberId],
    });
    if (!member) throw new Refusal('forbidden');
    const row = await tx
      .insertInto('support_policy_application')
      .values({
        consortium_id: consortiumId,
        policy_id: policyId,
        clause_id: clauseId,
        member_id: memberId,
        text,
        fit: JSON.stringify(judge(clause, member, today)),
        applied_by: actor.personId,
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refusal('clause-applied');
    const words = `${member.name}申请《${policy.title}》${clause.clause}，请办理。`;
    await tellOfApplication(tx, { ...key, applicationId: row.id }, words);
    await recordAudit(tx, consortiumId, 'policy.applied', row.id, { clause: clauseId, member: memberId });
    return row;
  });
  context.db.bus.tell('lianheti_notice', consortiumId);
  return made;
}

/**
 * Its member takes an application back, or the secretariat declines it with a reason. Throws `Refusal`: `not-found`, `forbidden`, `remarks-missing`, `stale`,
 * `action-not-possible` once it is decided.
 */
export async function decideApplication(
  { db }: Context,
  actor: Actor,
  key: PolicyKey & { applicationId: string },
  { action, text, version }: z.infer<typeof DecisionBody>,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const { manages, own } = await readSight(tx, key.consortiumId);
    const policy = await readPolicy(tx, key);
    const row = await lockApplication(tx, key);
    const isOwn = own.some(({ id }) => id === row.member_id);
    if (action === 'withdraw' ? !isOwn : !manages) throw new Refusal('forbidden');
    if (row.state !== 'applied') throw new Refusal('action-not-possible', { state: row.state });
    if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
    if (action === 'decline' && text === '') throw new Refusal('remarks-missing', { fields: ['text'] });
    const state = action === 'withdraw' ? 'withdrawn' : 'declined';
    await moveApplication(tx, actor, row, { consortiumId: key.consortiumId, state, reason: text });
    const words = action === 'withdraw' ? `${row.member ?? ''}撤回了申请` : '您单位的申请没有通过';
    await tellOfApplication(tx, key, `《${policy.title}》${row.clause}：${words}${text === '' ? '。' : `：${text}`}`);
    await recordAudit(tx, key.consortiumId, `policy.application-${state}`, row.id, { member: row.member_id });
  });
  db.bus.tell('lianheti_notice', key.consortiumId);
}

/** An application to a policy, locked. Throws `Refusal('not-found')`. */
export async function lockApplication(
  tx: Tx,
  { consortiumId, policyId, applicationId }: PolicyKey & { applicationId: string },
): Promise<ApplicationRow> {
  await sql`select from support_policy_application
    where consortium_id = ${consortiumId}::uuid and id = ${applicationId}::uuid for no key update`.execute(tx);
  const [row] = await readApplications(tx, consortiumId, { policyId, applicationId });
  if (!row) throw new Refusal('not-found');
  return row;
}

export async function moveApplication(
  tx: Tx,
  actor: Actor,
  { id, version }: Pick<ApplicationRow, 'id' | 'version'>,
  { consortiumId, state, reason }: { consortiumId: string; state: ApplicationRow['state']; reason: string },
): Promise<void> {
  await tx
    .updateTable('support_policy_application')
    .set({ state, reason, decided_by: actor.personId, decided_at: sql<Date>`clock_timestamp()`, version: version + 1 })
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', id)
    .execute();
}
