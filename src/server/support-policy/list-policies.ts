import { totalOf, totalsBy } from '#core/support-policy/grant-totals.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readApplications } from './apply-for-clause.ts';
import { bestOutcome } from './judge-members.ts';
import { measuresOf } from './keep-policy-entry.ts';
import { type JudgedMember, readMemberFacts } from './member-facts.ts';
import {
  applyingFor,
  asGranted,
  type GrantRow,
  headOf,
  isInForce,
  type PolicyRow,
  readGrants,
  readPolicies,
  readSight,
  viewGrant,
} from './policy-rows.ts';
import { policyFields, policyRules } from './policy-words.ts';

/**
 * A consortium's policies: what each gives, what was granted, how many members it fits and how many of these were granted something; to a member, what fits it
 * and what it was granted. Eight queries. Throws `Refusal('not-found')`.
 */
export async function listPolicies(context: Context, actor: Actor, consortiumId: string) {
  const today = beijingToday();
  const read = await context.db.readAs(actor, async (tx) => {
    const sight = await readSight(tx, consortiumId);
    const policies = await readPolicies(tx, consortiumId);
    return {
      sight,
      policies,
      grants: await readGrants(tx, consortiumId),
      applications: await readApplications(tx, consortiumId, {}),
      members: await readMemberFacts(tx, consortiumId, {
        today,
        conditions: policies.flatMap(({ clauses }) => clauses.flatMap(({ conditions }) => conditions)),
        ...(sight.seesAll ? {} : { members: sight.own.map(({ id }) => id) }),
      }),
    };
  });
  const { sight, policies, grants, applications, members } = read;
  const directory = await context.directories.of(consortiumId);
  return {
    today,
    manages: sight.manages,
    seesAll: sight.seesAll,
    because: policyRules().because,
    fields: [...policyFields()],
    own: sight.own,
    items: policies.map((policy) => {
      const granted = grants.filter(({ policy_id }) => policy_id === policy.id);
      return {
        ...headOf(policy, today),
        measures: measuresOf(policy),
        applying: bestTime(policy, today),
        granted: totalOf(granted.map(asGranted)),
        waiting: applications.filter(({ policy_id, state }) => policy_id === policy.id && state === 'applied').length,
        coverage: sight.seesAll && isInForce(policy, today) ? coverageOf(policy, members, granted) : null,
        fits: members
          .filter(({ id }) => sight.own.some((own) => own.id === id))
          .map((member) => ({
            member: { id: member.id, name: member.name },
            outcome: bestOutcome(policy.clauses, member),
          })),
      };
    }),
    totals: [
      ...totalsBy(
        grants.map((row) => ({ ...asGranted(row), field: row.field })),
        policyFields(),
      ),
    ],
    grants: grants.map((row) => viewGrant(row, { sight, directory })),
  };
}

/** Whether one may apply for one of its clauses today, or soon. */
function bestTime(policy: PolicyRow, today: string): 'ahead' | 'open' | 'over' {
  const times = policy.clauses.map((clause) => applyingFor(policy, clause, today));
  return (['open', 'ahead'] as const).find((time) => times.includes(time)) ?? 'over';
}

/** Members that one of its clauses fits, and those of them that were granted something. */
function coverageOf({ clauses }: PolicyRow, members: readonly JudgedMember[], granted: readonly GrantRow[]) {
  const fitting = members.filter((member) => bestOutcome(clauses, member) === 'fits');
  return {
    fitting: fitting.length,
    granted: fitting.filter(({ id }) => granted.some(({ member_id }) => member_id === id)).length,
  };
}
