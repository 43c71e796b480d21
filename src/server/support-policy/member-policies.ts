import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readApplications } from './apply-for-clause.ts';
import { judge } from './judge-members.ts';
import { readMemberFacts } from './member-facts.ts';
import { applyingFor, isInForce, readGrants, readPolicies, readSight, viewGrant } from './policy-rows.ts';
import { standingOf } from './view-policy.ts';

/** The best first: what fits and can be applied for, then what may fit. */
const order = { fits: 0, unknown: 1, fails: 2 } as const;
const times = { open: 0, ahead: 1, over: 2 } as const;

/**
 * Every clause in force beside one member: whether it fits, why, and what the member has of it; and all that it was granted. For its own people, and for who
 * sees all of the consortium's. Eight queries. Throws `Refusal('not-found')`.
 */
export async function viewMemberPolicies(context: Context, actor: Actor, consortiumId: string, memberId: string) {
  const today = beijingToday();
  const { sight, judged, grants } = await context.db.readAs(actor, async (tx) => {
    const seen = await readSight(tx, consortiumId);
    if (!seen.seesAll && !seen.own.some(({ id }) => id === memberId)) throw new Refusal('not-found');
    return { sight: seen, ...(await judgeFor(tx, consortiumId, { today, memberId })) };
  });
  if (!judged) throw new Refusal('not-found');
  const directory = await context.directories.of(consortiumId);
  return {
    member: judged.member,
    manages: sight.manages,
    items: judged.items.map(({ policy, clause, ...item }) => ({
      policy: { id: policy.id, title: policy.title, field: policy.field, number: policy.number },
      clauseId: clause.id,
      clause: clause.clause,
      measure: clause.measure,
      appliesUntil: clause.appliesUntil,
      ...item,
    })),
    grants: grants.map((row) => viewGrant(row, { sight, directory })),
  };
}

/**
 * What the actor may apply for now in the names of its members and has not: clauses that fit, in all its consortia, those that close first in front. Nothing
 * is looked up for who speaks for no member.
 */
export async function readOwnPolicies({ db }: Context, actor: Actor) {
  const own = actor.roles.filter(({ role }) => role === 'member-reporter').map(({ unit }) => unit);
  if (own.length === 0) return [];
  const today = beijingToday();
  const found = await db.readAs(actor, async (tx) => {
    const { rows } = await sql<{ id: string; consortium_id: string; consortium: string }>`
      select u.id, u.parent_id as consortium_id, c.name as consortium from unit u join unit c on c.id = u.parent_id
      where u.id = any(${own.map(({ id }) => id)}::uuid[]) order by c.name, u.name`.execute(tx);
    const all = [];
    for (const { id, consortium_id, consortium } of rows) {
      const { judged } = await judgeFor(tx, consortium_id, { today, memberId: id });
      for (const item of judged?.items ?? [])
        all.push({
          ...item,
          consortium: { id: consortium_id, name: consortium },
          member: judged?.member ?? { id, name: '' },
        });
    }
    return all;
  });
  return found
    .filter(({ outcome, applying, standing }) => outcome === 'fits' && applying === 'open' && standing === 'none')
    .map(({ consortium, member, policy, clause }) => ({
      consortium,
      member,
      policy: { id: policy.id, title: policy.title, field: policy.field },
      clause: clause.clause,
      measure: clause.measure,
      appliesUntil: clause.appliesUntil,
    }))
    .sort((one, other) => (one.appliesUntil ?? '9999').localeCompare(other.appliesUntil ?? '9999'));
}

/** A member beside every clause in force. */
async function judgeFor(tx: Tx, consortiumId: string, { today, memberId }: { today: string; memberId: string }) {
  const policies = (await readPolicies(tx, consortiumId)).filter((policy) => isInForce(policy, today));
  const [member] = await readMemberFacts(tx, consortiumId, {
    today,
    conditions: policies.flatMap(({ clauses }) => clauses.flatMap(({ conditions }) => conditions)),
    members: [memberId],
  });
  const grants = await readGrants(tx, consortiumId, { memberId });
  const applications = await readApplications(tx, consortiumId, { memberId });
  if (!member) return { judged: undefined, grants };
  const items = policies
    .flatMap((policy) =>
      policy.clauses.map((clause) => ({
        policy,
        clause,
        applying: applyingFor(policy, clause, today),
        ...judge(clause, member, today),
        standing: standingOf(clause.id, memberId, { grants, applications }),
      })),
    )
    .sort((one, other) => order[one.outcome] - order[other.outcome] || times[one.applying] - times[other.applying]);
  return { judged: { member: { id: member.id, name: member.name }, items }, grants };
}
