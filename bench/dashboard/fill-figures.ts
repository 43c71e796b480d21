import { sql } from 'kysely';
import { monitoredFigures } from '#core/collection/monitored-figures.ts';
import { currentPack } from '#packs/packs.ts';
import type { Database } from '#server/db/database.ts';

/** Who asks: tokens of officers of the ministry and each province, and of secretaries with their consortia. */
export type Filled = { ministry: string; provinces: string[]; secretaries: { token: string; consortium: string }[] };

const provinces = 32;
const secretaries = 40;
const years = [2022, 2023, 2024, 2025];

/** As many consortia in 32 provinces, each with all monitored figures of four years: sums as the ledgers would have made them. */
export async function fillFigures(db: Database, consortia: number): Promise<Filled> {
  return db.asOwner(async (tx) => {
    const person = async (unit: string, role: string) => {
      const [id, token] = [crypto.randomUUID(), crypto.randomUUID()];
      const email = `${id}@ceshi.example`;
      await tx.insertInto('person').values({ id, name: '测速', email, two_factor_enabled: true }).execute();
      await tx.insertInto('role_assignment').values({ person_id: id, unit_id: unit, role }).execute();
      const expires_at = new Date(Date.now() + 86_400_000);
      await tx.insertInto('auth_session').values({ user_id: id, token, expires_at }).execute();
      return token;
    };
    const ministry = crypto.randomUUID();
    await tx.insertInto('unit').values({ id: ministry, kind: 'ministry', name: '测速部', parent_id: null }).execute();
    await sql`
      insert into unit (kind, name, parent_id) select 'province', '测速省' || n, ${ministry}::uuid from generate_series(1, ${provinces}::integer) n`.execute(
      tx,
    );
    await sql`
      with p as (select array_agg(id order by name) as ids from unit where kind = 'province')
      insert into unit (kind, name, parent_id) select 'consortium', '测速联合体' || n, ids[1 + n % ${provinces}::integer]
      from generate_series(1, ${consortia}::integer) n cross join p`.execute(tx);
    await sql`insert into ledger_head (consortium_id, sequence) select id, 1 from unit where kind = 'consortium'`.execute(
      tx,
    );
    const figures = monitoredFigures(currentPack);
    for (const [at, { id, isRate }] of figures.entries())
      await sql`
        insert into ledger_figure (consortium_id, figure, year, standing, amount, base, entries)
        select u.id, ${id}, y, case when y % 2 = 0 then 'confirmed' else 'oneSided' end, (abs(hashtext(u.id::text || ${id} || y)) % 9000)::numeric / 10 + ${at},
          case when ${isRate} then 1000 end, 3
        from unit u cross join unnest(${years}::integer[]) y where u.kind = 'consortium'`.execute(tx);
    const officer = await person(ministry, 'ministry-officer');
    await sql`
      insert into standing_event (consortium_id, standing, from_day, reason, cause, decided_by)
      select u.id, 'cultivated', '2023-10-01', '列入培育名单。', '{}', (select id from person limit 1) from unit u where u.kind = 'consortium'`.execute(
      tx,
    );
    const units = (kind: string, most: number) =>
      tx.selectFrom('unit').select('id').where('kind', '=', kind).orderBy('id').limit(most).execute();
    const officers: string[] = [];
    for (const { id } of await units('province', provinces)) officers.push(await person(id, 'provincial-officer'));
    const secretary: Filled['secretaries'] = [];
    for (const { id } of await units('consortium', secretaries))
      secretary.push({ token: await person(id, 'secretariat'), consortium: id });
    return { ministry: officer, provinces: officers, secretaries: secretary };
  });
}
