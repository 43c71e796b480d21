import { sql } from 'kysely';
import { applyingOn, type PolicyCondition } from '#core/support-policy/policy-rules.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import type { Directory } from '#server/ledger/member-directory.ts';

export type PolicyKey = { consortiumId: string; policyId: string };

export type ClauseRow = {
  id: string;
  clause: string;
  measure: string;
  beneficiaries: string;
  conditions: PolicyCondition[];
  limits: string;
  howToApply: string;
  contact: string;
  appliesFrom: string | null;
  appliesUntil: string | null;
};

export type PolicyRow = {
  id: string;
  field: string;
  title: string;
  number: string;
  issuer: string;
  issued_on: string;
  ends_on: string | null;
  withdrawn: boolean;
  version: number;
  clauses: ClauseRow[];
};

export type GrantRow = {
  id: string;
  policy_id: string;
  clause_id: string;
  clause: string;
  title: string;
  field: string;
  member_id: string;
  member: string;
  granted_on: string;
  amount_wan: string | null;
  what: string;
  voucher: string;
  evidence_id: string | null;
  evidence: string | null;
  is_shown: boolean;
};

/** What the actor is to a consortium's policies, and the members for which it applies. */
export type PolicySight = { manages: boolean; seesAll: boolean; own: { id: string; name: string }[] };

/** Throws `Refusal('not-found')` where the actor does not know the consortium. */
export async function readSight(tx: Tx, consortiumId: string): Promise<PolicySight> {
  await mustKnow(tx, consortiumId);
  const { rows } = await sql<PolicySight>`
    select has_right('manage-policy', ${consortiumId}::uuid) as manages, has_right('read-policy', ${consortiumId}::uuid) as "seesAll",
      coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name) from unit u
        where u.parent_id = ${consortiumId}::uuid and u.id in (select scope('use-policy'))), '[]') as own`.execute(tx);
  return rows[0] ?? { manages: false, seesAll: false, own: [] };
}

/** The policies of a consortium that the actor may see with their clauses, or one of them; the latest first. One query. */
export async function readPolicies(tx: Tx, consortiumId: string, policyId?: string): Promise<readonly PolicyRow[]> {
  const { rows } = await sql<PolicyRow>`
    select p.id, p.field, p.title, p.number, p.issuer, p.issued_on, p.ends_on, p.withdrawn, p.version,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'clause', c.clause, 'measure', c.measure, 'beneficiaries', c.beneficiaries,
        'conditions', c.conditions, 'limits', c.limits, 'howToApply', c.how_to_apply, 'contact', c.contact, 'appliesFrom', c.applies_from,
        'appliesUntil', c.applies_until) order by c.position) from support_policy_clause c
        where c.consortium_id = p.consortium_id and c.policy_id = p.id), '[]') as clauses
    from support_policy p
    where p.consortium_id = ${consortiumId}::uuid and ${policyId === undefined ? sql`true` : sql`p.id = ${policyId}::uuid`}
    order by p.issued_on desc, p.title, p.id`.execute(tx);
  return rows;
}

/** Throws `Refusal('not-found')`. */
export async function readPolicy(tx: Tx, { consortiumId, policyId }: PolicyKey): Promise<PolicyRow> {
  const [row] = await readPolicies(tx, consortiumId, policyId);
  if (!row) throw new Refusal('not-found');
  return row;
}

/** Locked for the next save; where the actor may not see it there is none to lock, and whoever reads it next says so. */
export async function lockPolicy(tx: Tx, { consortiumId, policyId }: PolicyKey): Promise<void> {
  await sql`select from support_policy where consortium_id = ${consortiumId}::uuid and id = ${policyId}::uuid for no key update`.execute(
    tx,
  );
}

export function clauseIn({ clauses }: PolicyRow, clauseId: string): ClauseRow {
  const clause = clauses.find(({ id }) => id === clauseId);
  if (!clause) throw new Refusal('not-found');
  return clause;
}

/** What was granted and not taken back, as far as the actor may see it; the latest first. One query. */
export async function readGrants(
  tx: Tx,
  consortiumId: string,
  { policyId, memberId }: { policyId?: string | undefined; memberId?: string | undefined } = {},
): Promise<readonly GrantRow[]> {
  const { rows } = await sql<GrantRow>`
    select g.id, g.policy_id, g.clause_id, c.clause, p.title, p.field, g.member_id, m.name as member, g.granted_on,
      trim_scale(g.amount_wan)::text as amount_wan, g.what, g.voucher, g.evidence_id, v.title as evidence, g.is_shown
    from support_policy_grant g
    join support_policy p on p.consortium_id = g.consortium_id and p.id = g.policy_id
    join support_policy_clause c on c.consortium_id = g.consortium_id and c.id = g.clause_id
    left join unit m on m.id = g.member_id
    left join evidence v on v.consortium_id = g.consortium_id and v.id = g.evidence_id
    where g.consortium_id = ${consortiumId}::uuid and g.withdrawn_at is null
      and ${policyId === undefined ? sql`true` : sql`g.policy_id = ${policyId}::uuid`}
      and ${memberId === undefined ? sql`true` : sql`g.member_id = ${memberId}::uuid`}
    order by g.granted_on desc, g.at desc, g.id`.execute(tx);
  return rows;
}

/** A grant as it leaves the server; its voucher is for its own member and for who sees all. */
export function viewGrant(
  row: GrantRow,
  { sight, directory }: { sight: PolicySight; directory: Pick<Directory, 'byId'> },
) {
  const isOpen = sight.seesAll || sight.own.some(({ id }) => id === row.member_id);
  return {
    id: row.id,
    policy: { id: row.policy_id, title: row.title, field: row.field },
    clause: row.clause,
    // A member knows the other's name from the directory, though not its unit.
    member: { id: row.member_id, name: row.member ?? directory.byId.get(row.member_id)?.name ?? '（已退出的单位）' },
    grantedOn: row.granted_on,
    amountWan: row.amount_wan,
    what: row.what,
    voucher: isOpen ? row.voucher : '',
    evidence: row.evidence_id === null || row.evidence === null ? null : { id: row.evidence_id, title: row.evidence },
    isShown: row.is_shown,
  };
}

export const asGranted = ({ member_id, granted_on, amount_wan }: GrantRow) => ({
  memberId: member_id,
  grantedOn: granted_on,
  amountWan: amount_wan,
});

export const isInForce = ({ withdrawn, issued_on, ends_on }: PolicyRow, today: string): boolean =>
  !withdrawn && issued_on <= today && (ends_on === null || today <= ends_on);

/** Whether one may apply for a clause today: the policy holds, and it is the clause's time. */
export function applyingFor(policy: PolicyRow, clause: ClauseRow, today: string): 'ahead' | 'open' | 'over' {
  if (policy.withdrawn || (policy.ends_on !== null && policy.ends_on < today)) return 'over';
  return policy.issued_on > today ? 'ahead' : applyingOn(clause, today);
}

export function headOf(row: PolicyRow, today: string) {
  return {
    id: row.id,
    field: row.field,
    title: row.title,
    number: row.number,
    issuer: row.issuer,
    issuedOn: row.issued_on,
    endsOn: row.ends_on,
    isInForce: isInForce(row, today),
    withdrawn: row.withdrawn,
  };
}
