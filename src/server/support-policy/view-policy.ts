import { totalOf } from '#core/support-policy/grant-totals.ts';
import { conditionText } from '#core/support-policy/policy-texts.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type ApplicationRow, readApplications } from './apply-for-clause.ts';
import { judge, outcomeFor } from './judge-members.ts';
import { type JudgedMember, readMemberFacts } from './member-facts.ts';
import {
  applyingFor,
  asGranted,
  type ClauseRow,
  clauseIn,
  type GrantRow,
  headOf,
  type PolicyKey,
  type PolicySight,
  readGrants,
  readPolicy,
  readSight,
  viewGrant,
} from './policy-rows.ts';
import { policyFields, policyWords } from './policy-words.ts';

/**
 * One policy with its clauses, whom each fits, and what was applied for and granted, as far as the reader may see it: all of it, or its own members' part and
 * the grants that are shown. Nine queries. Throws `Refusal('not-found')`.
 */
export async function viewPolicy(context: Context, actor: Actor, key: PolicyKey) {
  const { consortiumId } = key;
  const today = beijingToday();
  const { sight, policy, grants, applications, entry, members } = await context.db.readAs(actor, (tx) =>
    readOne(tx, key, today),
  );
  const directory = await context.directories.of(consortiumId);
  const own = members.filter(({ id }) => sight.own.some((one) => one.id === id));
  return {
    ...headOf(policy, today),
    version: policy.version,
    manages: sight.manages,
    seesAll: sight.seesAll,
    entry,
    own: sight.own,
    fields: [...policyFields()],
    clauses: policy.clauses.map((clause) => {
      const applying = applyingFor(policy, clause, today);
      return {
        ...clause,
        conditionTexts: clause.conditions.map((condition) => conditionText(condition, policyWords)),
        applying,
        counts: sight.seesAll ? countsOf(clause, members, { grants, applications }) : null,
        fits: own.map((member) => ({
          member: { id: member.id, name: member.name },
          ...judge(clause, member, today),
          mayApply: applying === 'open' && standingOf(clause.id, member.id, { grants: [], applications }) === 'none',
        })),
      };
    }),
    granted: totalOf(grants.map(asGranted)),
    grants: grants.map((row) => viewGrant(row, { sight, directory })),
    applications: applications.map((row) => viewApplication(row, { sight, directory })),
  };
}

async function readOne(tx: Tx, key: PolicyKey, today: string) {
  const { consortiumId, policyId } = key;
  const sight = await readSight(tx, consortiumId);
  const policy = await readPolicy(tx, key);
  const source = await tx
    .selectFrom('ledger_source')
    .select(['entry_id as id', 'kind'])
    .where('consortium_id', '=', consortiumId)
    .where('noun', '=', 'support-policy')
    .where('record_id', '=', policyId)
    .executeTakeFirst();
  return {
    sight,
    policy,
    grants: await readGrants(tx, consortiumId, { policyId }),
    applications: await readApplications(tx, consortiumId, { policyId }),
    entry: source ?? null,
    members: await readMemberFacts(tx, consortiumId, {
      today,
      conditions: policy.clauses.flatMap(({ conditions }) => conditions),
      ...(sight.seesAll ? {} : { members: sight.own.map(({ id }) => id) }),
    }),
  };
}

type Used = {
  grants: readonly Pick<GrantRow, 'clause_id' | 'member_id'>[];
  applications: readonly Pick<ApplicationRow, 'clause_id' | 'member_id' | 'state'>[];
};

/** What a member has of a clause: a grant, an application that waits, or nothing. */
export function standingOf(
  clauseId: string,
  memberId: string,
  { grants, applications }: Used,
): 'granted' | 'applied' | 'none' {
  const isIts = (row: { clause_id: string; member_id: string }) =>
    row.clause_id === clauseId && row.member_id === memberId;
  if (applications.some((row) => isIts(row) && row.state === 'applied')) return 'applied';
  return grants.some(isIts) ? 'granted' : 'none';
}

function countsOf(clause: ClauseRow, members: readonly JudgedMember[], used: Used) {
  const counts = { fits: 0, unknown: 0, fails: 0, fitsWithout: 0 };
  for (const member of members) {
    const outcome = outcomeFor(clause, member);
    counts[outcome] += 1;
    if (outcome === 'fits' && standingOf(clause.id, member.id, used) === 'none') counts.fitsWithout += 1;
  }
  return counts;
}

function viewApplication(
  row: ApplicationRow,
  { sight, directory }: { sight: PolicySight; directory: Pick<Directory, 'byId'> },
) {
  return {
    id: row.id,
    clauseId: row.clause_id,
    clause: row.clause,
    member: { id: row.member_id, name: row.member ?? directory.byId.get(row.member_id)?.name ?? '' },
    isOwn: sight.own.some(({ id }) => id === row.member_id),
    text: row.text,
    fit: row.fit,
    state: row.state,
    reason: row.reason,
    by: row.by,
    appliedAt: row.applied_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    version: row.version,
  };
}

export type FittingOrder = {
  clause: string;
  outcome: 'fits' | 'unknown' | 'fails';
  without: boolean;
  limit: number;
  offset: number;
};

/** Whom a clause fits, and why, a page of them; for who sees all. Throws `Refusal('not-found')`. */
export async function listFitting(context: Context, actor: Actor, key: PolicyKey, order: FittingOrder) {
  const today = beijingToday();
  return context.db.readAs(actor, async (tx) => {
    const { sight, policy, grants, applications, members } = await readOne(tx, key, today);
    if (!sight.seesAll) throw new Refusal('not-found');
    const clause = clauseIn(policy, order.clause);
    const found = members
      .filter((member) => outcomeFor(clause, member) === order.outcome)
      .map((member) => ({ member, standing: standingOf(clause.id, member.id, { grants, applications }) }))
      .filter(({ standing }) => !order.without || standing === 'none');
    return {
      total: found.length,
      items: found.slice(order.offset, order.offset + order.limit).map(({ member, standing }) => ({
        member: { id: member.id, name: member.name },
        reasons: judge(clause, member, today).reasons,
        standing,
      })),
    };
  });
}
