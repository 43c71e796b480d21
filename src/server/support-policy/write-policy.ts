import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { keepPolicyEntry } from './keep-policy-entry.ts';
import { lockPolicy, type PolicyKey, readPolicy } from './policy-rows.ts';
import type { PolicySaid } from './policy-views.ts';
import { mustBeConditions, policyFields } from './policy-words.ts';
import { type ToldOfPolicy, tellFitting } from './tell-of-policy.ts';

/**
 * Enters a policy with its clauses, writes its ledger entry and tells the members that it fits. Throws `Refusal`: `not-found`, `forbidden`, `policy-exists` for one
 * of that number and title, `invalid` for a field, days or conditions that cannot be, `year-closed` without a reason.
 */
export async function enterPolicy(
  context: Context,
  actor: Actor,
  consortiumId: string,
  said: PolicySaid,
): Promise<{ id: string; told: ToldOfPolicy }> {
  const made = await context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-policy', consortiumId);
    mustBePossible(said);
    const row = await tx
      .insertInto('support_policy')
      .values({ consortium_id: consortiumId, ...columnsOf(said), person_id: actor.personId })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refusal('policy-exists', { fields: ['number', 'title'] });
    const key = { consortiumId, policyId: row.id };
    await saveClauses(tx, key, said.clauses, []);
    await keepPolicyEntry(context, tx, actor, key, said.reason);
    const told = await tellFitting(context, tx, key, { today: beijingToday(), again: false });
    await recordAudit(tx, consortiumId, 'policy.entered', row.id, { field: said.field, number: said.number, ...told });
    return { id: row.id, told };
  });
  context.db.bus.tell('lianheti_notice', consortiumId);
  return made;
}

/** Says a policy anew, over the version that was seen; members that it newly fits are told. Throws as `enterPolicy`, and `stale`, `clause-used`. */
export async function changePolicy(
  context: Context,
  actor: Actor,
  key: PolicyKey,
  { version, ...said }: PolicySaid & { version: number },
): Promise<{ version: number; told: ToldOfPolicy }> {
  const { consortiumId, policyId } = key;
  const changed = await context.db.asActor(actor, async (tx) => {
    const { clauses } = await readManaged(tx, key, version);
    mustBePossible(said);
    const other = await tx
      .selectFrom('support_policy')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('number', '=', said.number)
      .where('title', '=', said.title)
      .where('withdrawn', '=', false)
      .where('id', '<>', policyId)
      .executeTakeFirst();
    if (other) throw new Refusal('policy-exists', { fields: ['number', 'title'] });
    await updatePolicy(tx, key, { ...columnsOf(said), version: version + 1 });
    await saveClauses(
      tx,
      key,
      said.clauses,
      clauses.map(({ id }) => id),
    );
    await keepPolicyEntry(context, tx, actor, key, said.reason);
    const told = await tellFitting(context, tx, key, { today: beijingToday(), again: false });
    await recordAudit(tx, consortiumId, 'policy.changed', policyId, { version: version + 1, ...told });
    return { version: version + 1, told };
  });
  context.db.bus.tell('lianheti_notice', consortiumId);
  return changed;
}

/** Takes back a policy that was entered by mistake: its ledger entry goes with it. Throws `Refusal('clause-used')` once it was granted or is applied for. */
export async function withdrawPolicy(
  context: Context,
  actor: Actor,
  key: PolicyKey,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const { consortiumId, policyId } = key;
  await context.db.asActor(actor, async (tx) => {
    await readManaged(tx, key, version);
    const { rows } = await sql<{ used: boolean }>`
      select exists (select from support_policy_grant where consortium_id = ${consortiumId}::uuid and policy_id = ${policyId}::uuid and withdrawn_at is null)
        or exists (select from support_policy_application
          where consortium_id = ${consortiumId}::uuid and policy_id = ${policyId}::uuid and state = 'applied') as used`.execute(
      tx,
    );
    if (rows[0]?.used) throw new Refusal('clause-used');
    await updatePolicy(tx, key, { withdrawn: true, version: version + 1 });
    await keepPolicyEntry(context, tx, actor, key, reason);
    await recordAudit(tx, consortiumId, 'policy.withdrawn', policyId, { reason });
  });
}

/** Tells once more, once a day, the members that a policy fits and that have not applied. Throws `Refusal`: `not-found`, `forbidden`. */
export async function remindFitting(context: Context, actor: Actor, key: PolicyKey): Promise<ToldOfPolicy> {
  const told = await context.db.asActor(actor, async (tx) => {
    await mustHaveRight(tx, 'manage-policy', key.consortiumId);
    const counts = await tellFitting(context, tx, key, { today: beijingToday(), again: true });
    await recordAudit(tx, key.consortiumId, 'policy.told', key.policyId, counts);
    return counts;
  });
  context.db.bus.tell('lianheti_notice', key.consortiumId);
  return told;
}

/** A policy that the actor manages, locked. Throws `Refusal`: `not-found`, `forbidden`, `action-not-possible` for one withdrawn, `stale`. */
async function readManaged(tx: Tx, key: PolicyKey, version: number) {
  await mustHaveRight(tx, 'manage-policy', key.consortiumId);
  await lockPolicy(tx, key);
  const row = await readPolicy(tx, key);
  if (row.withdrawn) throw new Refusal('action-not-possible');
  if (row.version !== version) throw new Refusal('stale', { version: row.version });
  return row;
}

function mustBePossible({ field, issuedOn, endsOn, clauses }: PolicySaid): void {
  if (!policyFields().includes(field))
    throw new Refusal('invalid', { fields: ['field'], detail: '没有这个领域，请从列表中选择。' });
  if (endsOn !== null && endsOn < issuedOn)
    throw new Refusal('invalid', { fields: ['endsOn'], detail: '有效期不能早于发文日期。' });
  for (const { clause, appliesFrom, appliesUntil } of clauses)
    if (appliesFrom !== null && appliesUntil !== null && appliesUntil < appliesFrom)
      throw new Refusal('invalid', { fields: ['clauses'], detail: `“${clause}”的申请截止日期早于开始日期。` });
  mustBeConditions(clauses.flatMap(({ conditions }) => conditions));
}

const columnsOf = ({ field, title, number, issuer, issuedOn, endsOn }: PolicySaid) => ({
  field,
  title,
  number,
  issuer,
  issued_on: issuedOn,
  ends_on: endsOn,
});

async function updatePolicy(
  tx: Tx,
  { consortiumId, policyId }: PolicyKey,
  values: Partial<ReturnType<typeof columnsOf>> & { withdrawn?: boolean; version: number },
): Promise<void> {
  await tx
    .updateTable('support_policy')
    .set(values)
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', policyId)
    .execute();
}

/** Those that are named stay as they are known, in this order; the others go. Throws `Refusal('clause-used')` for one that was applied for or granted. */
async function saveClauses(
  tx: Tx,
  { consortiumId, policyId }: PolicyKey,
  clauses: PolicySaid['clauses'],
  before: readonly string[],
): Promise<void> {
  const rows = clauses.map(({ id, howToApply, appliesFrom, appliesUntil, conditions, ...clause }, position) => ({
    consortium_id: consortiumId,
    policy_id: policyId,
    id: id !== null && before.includes(id) ? id : crypto.randomUUID(),
    position,
    ...clause,
    conditions: JSON.stringify(conditions),
    how_to_apply: howToApply,
    applies_from: appliesFrom,
    applies_until: appliesUntil,
  }));
  const gone = before.filter((id) => !rows.some((row) => row.id === id));
  if (gone.length > 0) {
    const { rows: used } = await sql<{ clause: string }>`
      select c.clause from support_policy_clause c where c.consortium_id = ${consortiumId}::uuid and c.id = any(${gone}::uuid[]) and (
        exists (select from support_policy_grant g where g.consortium_id = c.consortium_id and g.clause_id = c.id)
        or exists (select from support_policy_application a where a.consortium_id = c.consortium_id and a.clause_id = c.id))`.execute(
      tx,
    );
    if (used[0]) throw new Refusal('clause-used', { fields: ['clauses'], detail: `“${used[0].clause}”。` });
    await tx
      .deleteFrom('support_policy_clause')
      .where('consortium_id', '=', consortiumId)
      .where('id', 'in', gone)
      .execute();
  }
  await tx
    .insertInto('support_policy_clause')
    .values(rows)
    .onConflict((on) =>
      on.columns(['consortium_id', 'id']).doUpdateSet(({ ref }) => ({
        position: ref('excluded.position'),
        clause: ref('excluded.clause'),
        measure: ref('excluded.measure'),
        beneficiaries: ref('excluded.beneficiaries'),
        conditions: ref('excluded.conditions'),
        limits: ref('excluded.limits'),
        how_to_apply: ref('excluded.how_to_apply'),
        contact: ref('excluded.contact'),
        applies_from: ref('excluded.applies_from'),
        applies_until: ref('excluded.applies_until'),
      })),
    )
    .execute();
}
