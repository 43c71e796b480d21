import { sql } from 'kysely';
import type { MemberFacts } from '#core/support-policy/policy-fit.ts';
import {
  type DeedCondition,
  deedKey,
  isDeed,
  type PolicyCondition,
  yearsOfPeriod,
} from '#core/support-policy/policy-rules.ts';
import type { Tx } from '#server/db/database.ts';
import { figureKind, policyRules } from './policy-words.ts';

export type JudgedMember = { id: string; name: string; facts: MemberFacts };

type MemberRow = { id: string; name: string; category: string };
type ProfileRow = { member_id: string; kind: string; year: number; values: Record<string, unknown> };
type DeedRow = { member_id: string; key: string; counted: string; disputed: string };

/**
 * The members of a consortium on a day (`YYYY-MM-DD`), or those named of them, with all that these conditions ask about: from their ledgers, as far as the
 * actor may see them. Three queries, whatever is asked of however many.
 */
export async function readMemberFacts(
  tx: Tx,
  consortiumId: string,
  {
    today,
    conditions,
    members,
  }: { today: string; conditions: readonly PolicyCondition[]; members?: readonly string[] },
): Promise<readonly JudgedMember[]> {
  const only = members === undefined ? sql`true` : sql`m.id = any(${[...members]}::uuid[])`;
  const { rows } = await sql<MemberRow>`
    select m.id, m.name, m.category from members_on(${consortiumId}::uuid, ${today}::date) m where ${only} order by m.name, m.id`.execute(
    tx,
  );
  const ids = rows.map(({ id }) => id);
  const profiles = Map.groupBy(await readProfiles(tx, consortiumId, ids, today), ({ member_id }) => member_id);
  const deeds = Map.groupBy(
    await readDeeds(tx, consortiumId, ids, { today, conditions }),
    ({ member_id }) => member_id,
  );
  return rows.map(({ id, name, category }) => ({
    id,
    name,
    facts: {
      category,
      traits: traitsIn(profiles.get(id) ?? []),
      deeds: new Map((deeds.get(id) ?? []).map(({ key, counted, disputed }) => [key, { counted, disputed }])),
    },
  }));
}

/** The latest profile of each member and kind that nobody disputes. */
async function readProfiles(tx: Tx, consortiumId: string, ids: readonly string[], today: string) {
  const kinds = [...new Set(policyRules().traits.map(({ kind }) => kind))];
  const { rows } = await sql<ProfileRow>`
    select distinct on (p.member_id, e.kind) p.member_id, e.kind, e.from_year as year, e.values
    from ledger_party p join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id
    where p.consortium_id = ${consortiumId}::uuid and p.member_id = any(${[...ids]}::uuid[]) and p.kind = any(${kinds}::text[])
      and p.role = 'reporter' and e.standing in ('confirmed', 'oneSided') and e.from_year <= ${Number(today.slice(0, 4))}
    order by p.member_id, e.kind, e.from_year desc`.execute(tx);
  return rows;
}

function traitsIn(profiles: readonly ProfileRow[]): MemberFacts['traits'] {
  return new Map(
    policyRules().traits.flatMap(({ id, kind, field }) => {
      const profile = profiles.find((one) => one.kind === kind);
      const value = profile?.values[field];
      return profile && value !== undefined ? [[id, { value: String(value), year: profile.year }] as const] : [];
    }),
  );
}

/** What each member has a part in, once a deed however many clauses ask for it: a figure's sum over the years of its period, or the number of records in them. */
async function readDeeds(
  tx: Tx,
  consortiumId: string,
  ids: readonly string[],
  { today, conditions }: { today: string; conditions: readonly PolicyCondition[] },
): Promise<readonly DeedRow[]> {
  const asked = new Map(conditions.filter(isDeed).map((deed) => [deedKey(deed), askedOf(deed, today)]));
  const { rows } = await sql<DeedRow>`
    select p.member_id, a.key, trim_scale(coalesce(sum(x.amount) filter (where e.standing <> 'disputed'), 0))::text as counted,
      trim_scale(coalesce(sum(x.amount) filter (where e.standing = 'disputed'), 0))::text as disputed
    from jsonb_to_recordset(${JSON.stringify([...asked.values()])}::jsonb)
      as a (key text, kind text, figure text, field text, "is" text, "from" integer, "to" integer)
    join ledger_party p on p.consortium_id = ${consortiumId}::uuid and p.kind = a.kind and p.member_id = any(${[...ids]}::uuid[])
    join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id
    cross join lateral (
      select case when a.figure is null then 1 else (
        select sum((f->>3)::numeric * (least((f->>2)::integer, a."to") - greatest((f->>1)::integer, a."from") + 1))
        from jsonb_array_elements(e.facts) f
        where f->>0 = a.figure and (f->>1)::integer <= a."to" and (f->>2)::integer >= a."from") end as amount) x
    where e.standing <> 'withdrawn' and e.from_year <= a."to" and e.to_year >= a."from"
      and (a.field is null or e.values->>a.field = a."is")
    group by p.member_id, a.key`.execute(tx);
  return rows;
}

function askedOf(deed: DeedCondition, today: string) {
  const ofKind = deed.about === 'figure' ? figureKind(deed.figure) : deed.kind;
  return {
    key: deedKey(deed),
    kind: ofKind,
    figure: deed.about === 'figure' ? deed.figure : null,
    field: deed.about === 'records' ? (deed.only?.field ?? null) : null,
    is: deed.about === 'records' ? (deed.only?.is ?? null) : null,
    ...yearsOfPeriod(deed.period, today),
  };
}
