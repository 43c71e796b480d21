import { sql } from 'kysely';
import { figureDefinitions } from '#core/figure/figure-definitions.ts';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import type { Standing } from '#core/standing/standing.ts';
import { currentPack } from '#packs/packs.ts';
import { usesOf } from '#server/acceptance/uses-of.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** One thing that hangs on a standing, in words that an office can put into a letter. */
export type Hanging = {
  kind: 'right' | 'benefit' | 'commitment' | 'return' | 'change' | 'case';
  id: string;
  text: string;
};

/** What a consortium may no longer call on under a standing, in the notice's words. */
export function withdrawnBy(standing: Standing): readonly Hanging[] {
  const rights = currentPack.monitoring?.standings[standing].withdraws ?? [];
  return rights.map((text, at) => ({ kind: 'right', id: String(at + 1), text }));
}

/** What hangs on a consortium's standing, whatever becomes of it: as many queries however much there is. */
export async function whatHangs(tx: Tx, consortiumId: string): Promise<readonly Hanging[]> {
  const uses = await usesOf(tx, consortiumId);
  return [
    ...uses.map((use): Hanging => ({ kind: 'benefit', ...use })),
    ...(await commitmentsOf(tx, consortiumId)),
    ...(await openReturns(tx, consortiumId)),
    ...(await openChanges(tx, consortiumId)),
    ...(await openCases(tx, consortiumId)),
  ];
}

/** What it promised, a line a figure. */
async function commitmentsOf(tx: Tx, consortiumId: string): Promise<Hanging[]> {
  const rows = await tx
    .selectFrom('commitment')
    .select(['figure', 'year', 'value'])
    .where('consortium_id', '=', consortiumId)
    .orderBy('figure')
    .orderBy('year')
    .execute();
  const { fields } = currentPack.form;
  return [...Map.groupBy(rows, ({ figure }) => figure)].map(([figure, own]) => {
    const field = fields[figure];
    const unit = field?.kind === 'number' ? field.unit : '';
    const values = own.map(({ year, value }) => `${year}年${decimalText(decimalOf(value))}${unit}`).join('，');
    return { kind: 'commitment', id: figure, text: `${field?.label ?? figure}：${values}` };
  });
}

/** Returns that the ministry has not approved yet. */
async function openReturns(tx: Tx, consortiumId: string): Promise<Hanging[]> {
  const rows = await tx
    .selectFrom('collection_return')
    .innerJoin('collection', 'collection.id', 'collection_return.collection_id')
    .select(['collection.id', 'title', 'state'])
    .where('consortium_id', '=', consortiumId)
    .where('state', '<>', 'final')
    .orderBy('opens_at')
    .execute();
  const states: Readonly<Record<string, { label: string }>> = currentPack.monitoring?.workflow.states ?? {};
  return rows.map(({ id, title, state }) => ({
    kind: 'return',
    id,
    text: `${title}：${states[state]?.label ?? state}`,
  }));
}

async function openChanges(tx: Tx, consortiumId: string): Promise<Hanging[]> {
  const rows = await tx
    .selectFrom('consortium_change')
    .select(['id', 'kind', 'to'])
    .where('consortium_id', '=', consortiumId)
    .where('state', 'in', ['asked', 'supported', 'opposed'])
    .orderBy('at')
    .execute();
  const labels = new Map(currentPack.monitoring?.changes.map(({ id, label }) => [id, label]));
  return rows.map(({ id, kind, to }) => ({ kind: 'change', id, text: `${labels.get(kind) ?? kind}：${to}` }));
}

/** Cases that are not decided, as far as the actor may know of them. */
async function openCases(tx: Tx, consortiumId: string): Promise<Hanging[]> {
  const rows = await tx
    .selectFrom('violation_case')
    .select(['id', 'number', 'state'])
    .where('consortium_id', '=', consortiumId)
    .where('state', '<>', 'decided')
    .orderBy('opened_at')
    .execute();
  const states: Readonly<Record<string, { label: string }>> = currentPack.monitoring?.cases.workflow.states ?? {};
  return rows.map(({ id, number, state }) => ({
    kind: 'case',
    id,
    text: `${number}：${states[state]?.label ?? state}`,
  }));
}

/** What a member filed and what stands on it: what must be verified again once it has left. */
export type UnitHanging = {
  id: string;
  name: string;
  leftOn: string | null;
  entries: number;
  evidence: number;
  certificates: number;
  figures: readonly { figure: string; label: string; unit: string; year: number; amount: string; entries: number }[];
};

/** Throws `Refusal('not-found')` where there is no such member or the actor may not see it. */
export async function whatHangsOnMember(tx: Tx, consortiumId: string, memberId: string): Promise<UnitHanging> {
  const { rows } = await sql<{
    name: string;
    left_on: string | null;
    entries: number;
    evidence: number;
    certificates: number;
  }>`
    select m.name, m.left_on,
      (select count(*)::integer from ledger_party p join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id
        where p.consortium_id = m.consortium_id and p.member_id = m.id and e.standing <> 'withdrawn') as entries,
      (select count(*)::integer from evidence v where v.consortium_id = m.consortium_id and v.member_id = m.id) as evidence,
      (select count(*)::integer from certificate c
        where c.consortium_id = m.consortium_id and c.member_id = m.id and c.revoked_at is null) as certificates
    from member m where m.consortium_id = ${consortiumId}::uuid and m.id = ${memberId}::uuid`.execute(tx);
  const [member] = rows;
  if (!member) throw new Refusal('not-found');
  const { left_on: leftOn, ...counts } = member;
  return { id: memberId, leftOn, ...counts, figures: await figuresOf(tx, consortiumId, memberId) };
}

/** Sums by figure and year that count entries of the member; a rate's share of one member says nothing, so of rates only the entries are told. */
async function figuresOf(tx: Tx, consortiumId: string, memberId: string): Promise<UnitHanging['figures']> {
  const { rows } = await sql<{ figure: string; year: number; amount: string | null; entries: number }>`
    select fact ->> 0 as figure, y.year, (sum((fact ->> 3)::numeric) filter (where fact ->> 4 is null))::text as amount,
      count(distinct e.id)::integer as entries
    from ledger_party p
    join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id and e.standing in ('confirmed', 'oneSided')
    cross join jsonb_array_elements(e.facts) fact
    cross join generate_series((fact ->> 1)::integer, (fact ->> 2)::integer) as y(year)
    where p.consortium_id = ${consortiumId}::uuid and p.member_id = ${memberId}::uuid
    group by 1, 2 order by 1, 2`.execute(tx);
  const { form, ledgers } = currentPack;
  const known = new Map((ledgers ? figureDefinitions(form, ledgers) : []).map((each) => [each.id, each]));
  return rows.flatMap(({ figure, year, amount, entries }) => {
    const definition = known.get(figure);
    if (!definition) return [];
    const { label, unit, isRate } = definition;
    const sum = isRate || amount === null ? '' : decimalText(decimalOf(amount));
    return [{ figure, label, unit, year, amount: sum, entries }];
  });
}
