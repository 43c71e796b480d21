import { sql } from 'kysely';
import type { Database } from '#server/db/database.ts';
import { uuidV7 } from '#server/ledger/uuid-v7.ts';

/** A consortium of the bench: its members, and the token of its secretary. */
export type BenchConsortium = { id: string; school: string; enterprise: string; token: string };

const members = 40;

/** Provinces, consortia with members, a secretary each, and a ministry officer. */
export async function makeConsortia(
  db: Database,
  count: number,
): Promise<{ consortia: BenchConsortium[]; officer: string }> {
  return db.asOwner(async (tx) => {
    const person = async (name: string, unit: string, role: string) => {
      const id = crypto.randomUUID();
      const token = crypto.randomUUID();
      await tx
        .insertInto('person')
        .values({ id, name, email: `${id}@ceshi.example`, two_factor_enabled: true })
        .execute();
      await tx.insertInto('role_assignment').values({ person_id: id, unit_id: unit, role }).execute();
      await tx
        .insertInto('auth_session')
        .values({ user_id: id, token, expires_at: new Date(Date.now() + 86_400_000) })
        .execute();
      return token;
    };
    const unit = async (kind: string, name: string, parent_id: string | null) => {
      const id = uuidV7();
      await tx.insertInto('unit').values({ id, kind, name, parent_id }).execute();
      return id;
    };
    const ministry = await unit('ministry', '测速部', null);
    const officer = await person('测速官员', ministry, 'ministry-officer');
    const provinces: string[] = [];
    for (let number = 0; number < Math.min(32, count); number++)
      provinces.push(await unit('province', `测速省${number}`, ministry));
    const consortia: BenchConsortium[] = [];
    for (let number = 0; number < count; number++) {
      const id = await unit('consortium', `测速联合体${number}`, provinces[number % provinces.length] ?? ministry);
      const own: string[] = [];
      for (let member = 0; member < members; member++)
        own.push(await unit('member', `测速单位${number}-${member}`, id));
      await tx.updateTable('member').set({ category: 'enterprise' }).where('consortium_id', '=', id).execute();
      await tx
        .updateTable('member')
        .set({ category: 'higherVocational' })
        .where('id', 'in', own.slice(0, members / 4))
        .execute();
      const token = await person(`测速秘书${number}`, id, 'secretariat');
      consortia.push({ id, school: own[0] ?? '', enterprise: own.at(-1) ?? '', token });
    }
    return { consortia, officer };
  });
}

/**
 * Entries by SQL, spread over the consortia and four years: training contracts that the school recorded and a part of the enterprises
 * confirmed. As `write_entries` would have written them, figures included; without audit events and history.
 */
export async function fillEntries(db: Database, consortia: readonly BenchConsortium[], total: number): Promise<void> {
  const each = Math.floor(total / consortia.length);
  const step = 200_000;
  for (const [number, { id }] of consortia.entries()) {
    for (let from = 0; from < each; from += step) {
      await db.asOwner(async (tx) => {
        await sql`set local synchronous_commit = off`.execute(tx);
        await sql`set local work_mem = '256MB'`.execute(tx);
        await fillStep(tx, id, number, from, Math.min(step, each - from));
      });
    }
    await db.asOwner((tx) =>
      sql`
        insert into ledger_head (consortium_id, sequence) values (${id}::uuid, 1) on conflict do nothing`.execute(tx),
    );
    await db.asOwner((tx) =>
      sql`
        insert into ledger_figure (consortium_id, figure, year, standing, amount, base, entries)
        select consortium_id, f->>0, y, standing, sum((f->>3)::numeric), sum((f->>4)::numeric), count(*)
        from ledger_entry cross join jsonb_array_elements(facts) f cross join generate_series((f->>1)::integer, (f->>2)::integer) y
        where consortium_id = ${id}::uuid group by 1, 2, 3, 4`.execute(tx),
    );
  }
  await db.asOwner((tx) => sql`analyze ledger_entry, ledger_party, ledger_figure`.execute(tx));
}

/** The kinds that are filled, in turn. Each is one sum of a count over a span of days. */
const kinds = ['apprenticeship', 'field-engineer-training', 'other-joint-training'];
const figures = ['apprentices', 'fieldEngineers', 'otherJointTrainees'];

async function fillStep(
  tx: Parameters<Parameters<Database['asOwner']>[0]>[0],
  consortium: string,
  number: number,
  from: number,
  count: number,
) {
  await sql`
    with own as (
      select array_agg(id order by id) filter (where category = 'higherVocational') as schools,
        array_agg(id order by id) filter (where category = 'enterprise') as enterprises
      from member where consortium_id = ${consortium}::uuid
    ), person as (select id from person limit 1), raw as (
      select n, ${kinds}::text[] as kinds, 1 + n % ${sql.lit(kinds.length)} as k, date '2022-01-01' + (n * 7919 % 1400)::integer as started,
        schools[1 + n % cardinality(schools)] as school, enterprises[1 + n % cardinality(enterprises)] as enterprise,
        (460000 + n * 31 % 900)::text as major, (5 + n * 17 % 60)::integer as headcount, n % 10 < 7 as confirmed, p.id as person
      from generate_series(${from}::bigint, ${from + count - 1}::bigint) n cross join own cross join person p
    ), made as (
      select *, (substr(lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0'), 1, 8) || '-' ||
          substr(lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0'), 9, 4) || '-7000-' || lpad(to_hex(32768 + ${number}), 4, '0') || '-' || lpad(to_hex(n), 12, '0'))::uuid as id,
        extract(year from started)::smallint as from_year, extract(year from started + 300)::smallint as to_year,
        jsonb_build_object('school', school, 'enterprise', enterprise, 'major', major, 'headcount', headcount, 'startedOn', started,
          'endedOn', started + 300) as values
      from raw
    ), entered as (
      insert into ledger_entry (consortium_id, id, kind, identity, values, standing, voices, parties, awaited, facts, from_year, to_year, version,
        created_by, created_at, changed_at)
      select ${consortium}::uuid, id, kinds[k], sha256(convert_to(kinds[k] || n, 'UTF8')), values, case when confirmed then 'confirmed' else 'oneSided' end,
        jsonb_build_array(jsonb_build_object('side', school, 'by', person, 'at', now()))
          || case when confirmed then jsonb_build_array(jsonb_build_object('side', enterprise, 'by', person, 'at', now())) else '[]' end,
        array[school, enterprise], case when confirmed then '{}'::uuid[] else array[enterprise] end,
        jsonb_build_array(jsonb_build_array((${figures}::text[])[k], from_year, to_year, headcount::text, null)), from_year, to_year, 1, person,
        now() - n * interval '1 second', now() - n * interval '1 second'
      from made returning id
    )
    insert into ledger_party (consortium_id, member_id, kind, entry_id, role)
    select ${consortium}::uuid, m, kinds[k], id, case when m = school then 'reporter' else 'counterpart' end
    from made cross join unnest(array[school, enterprise]) m`.execute(tx);
}
