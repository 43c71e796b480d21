import { sql } from 'kysely';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { bestOutcome } from './judge-members.ts';
import { type JudgedMember, readMemberFacts } from './member-facts.ts';
import { applyingFor, type PolicyKey, type PolicyRow, readPolicy } from './policy-rows.ts';

export type ToldOfPolicy = { members: number; people: number; mails: number };

/**
 * Tells members that a policy fits them: as a clause that one may apply for, or soon may. Each is told once; `again` tells those once more, once a day, who
 * have neither applied nor been granted anything. Only who manages the consortium's policies tells.
 */
export async function tellFitting(
  { config, mailer }: Pick<Context, 'config' | 'mailer'>,
  tx: Tx,
  key: PolicyKey,
  { today, again }: { today: string; again: boolean },
): Promise<ToldOfPolicy> {
  const { consortiumId, policyId } = key;
  const policy = await readPolicy(tx, key);
  const open = policy.clauses.filter((clause) => applyingFor(policy, clause, today) !== 'over');
  if (open.length === 0) return { members: 0, people: 0, mails: 0 };
  const conditions = open.flatMap((clause) => clause.conditions);
  const judged = await readMemberFacts(tx, consortiumId, { today, conditions });
  const busy = again ? await readBusy(tx, key) : new Set<string>();
  const members = judged.filter((member) => !busy.has(member.id) && bestOutcome(open, member) === 'fits').map(idOf);
  const text = wordsOf(policy);
  const link = `/consortia/${consortiumId}/policies/fitting`;
  const mail = config.publicUrl === undefined ? text : `${text}\n\n${config.publicUrl}${link}`;
  const { rows } = await sql<ToldOfPolicy>`
    select members, people, mails from tell_of_policy(${policyId}::uuid, ${members}::uuid[], ${again}, ${text}, ${link},
      ${mailer ? '适合贵单位的支持政策' : null}, ${mail})`.execute(tx);
  return rows[0] ?? { members: 0, people: 0, mails: 0 };
}

const idOf = ({ id }: JudgedMember) => id;

const wordsOf = ({ field, title, number }: PolicyRow) =>
  `有一项${field}支持政策适合您单位：《${title}》（${number}），请查看适用条件和申请办法。`;

/** Members that have applied for something of a policy, or were granted it. */
async function readBusy(tx: Tx, { consortiumId, policyId }: PolicyKey): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ member_id: string }>`
    select member_id from support_policy_application
    where consortium_id = ${consortiumId}::uuid and policy_id = ${policyId}::uuid and state = 'applied'
    union select member_id from support_policy_grant
    where consortium_id = ${consortiumId}::uuid and policy_id = ${policyId}::uuid and withdrawn_at is null`.execute(tx);
  return new Set(rows.map(({ member_id }) => member_id));
}

/** Tells the other side of an application what became of it. */
export async function tellOfApplication(
  tx: Tx,
  { consortiumId, policyId, applicationId }: PolicyKey & { applicationId: string },
  text: string,
): Promise<void> {
  const link = `/consortia/${consortiumId}/policies/${policyId}`;
  await sql`select tell_of_policy_application(${applicationId}::uuid, ${text.slice(0, 1000)}, ${link})`.execute(tx);
}
