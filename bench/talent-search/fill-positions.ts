import { sql } from 'kysely';
import { makeConsortia } from '#bench/ledger/fill-ledgers.ts';
import { seededRandom } from '#core/quantity/seeded-random.ts';
import type { Database, Tx } from '#server/db/database.ts';

const consortia = 150;
const kinds = ['job', 'job', 'apprenticeship', 'internship', 'teacher-practice'];
const levels = ['中职', '高职', '本科', '不限'];
const common = ['数控', '操作', '技术', '工程', '维修', '装配', '检验', '焊接', '销售', '助理'];

export type FilledPositions = {
  /** Who reads all consortia. */
  auditor: string;
  places: { consortiumId: string; programmeId: string; token: string }[];
  words: string[];
  occupations: string[];
};

/** Positions of many consortia, two years of them, of which a third stands open; written by the program's own trigger once, then by SQL for each consortium. */
export async function fillPositions(db: Database, count: number): Promise<FilledPositions> {
  const made = await makeConsortia(db, consortia);
  const next = seededRandom('positions');
  const ideograph = () => String.fromCharCode(0x4e00 + Math.floor(next() ** 2 * 4000));
  const vocabulary = [
    ...common,
    ...Array.from({ length: 4000 }, () => Array.from({ length: 2 + Math.floor(next() * 2) }, ideograph).join('')),
  ];
  // The nth word about as often as 1/n.
  const word = () => vocabulary[Math.floor(vocabulary.length ** next()) - 1] ?? '数控';
  const two = (most: number) => String(1 + Math.floor(next() ** 2 * most)).padStart(2, '0');
  const code = () => `${1 + Math.floor(next() * 6)}-${two(30)}-${two(9)}-${two(9)}`;
  const rows = Array.from({ length: Math.ceil(count / 50) }, (_, at) => {
    const pay = 2500 + Math.floor(next() * 12_000);
    return {
      kind: kinds[at % kinds.length],
      title: `${word()}${word()}工`,
      code: code(),
      level: levels[Math.floor(next() * levels.length)],
      skills: [word(), word(), word()],
      pay,
      place: `${word()}市${word()}区`,
    };
  });
  const person = (await db.asOwner((tx) => tx.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow())).id;
  const places = await db.asOwner(async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx);
    await sql`set local maintenance_work_mem = '512MB'`.execute(tx);
    await sql`create temporary table place on commit drop as
      select row_number() over () - 1 as n, c.id, c.enterprise, c.school, gen_random_uuid() as programme
      from jsonb_to_recordset(${JSON.stringify(made.consortia)}::jsonb) as c(id uuid, enterprise uuid, school uuid)`.execute(
      tx,
    );
    const { rows: indexes } = await sql<{ indexdef: string }>`
      select indexdef from pg_indexes where indexname = 'talent_position_terms_idx'`.execute(tx);
    await sql`drop index talent_position_terms_idx`.execute(tx);
    await writeOnce(tx, rows, person);
    await copyToAll(tx, count - rows.length);
    await sql.raw(indexes[0]?.indexdef ?? '').execute(tx);
    await sql`insert into major_occupation (consortium_id, major, occupation, person_id)
      select p.id, '460103', o, ${person}::uuid from place p cross join unnest(${codesOf(rows).slice(0, 4)}::text[]) o`.execute(
      tx,
    );
    await sql`insert into talent_programme (consortium_id, id, member_id, major, major_code, enrolled_in, graduates_in, size, skills, person_id)
      select p.id, p.programme, p.school, '460103', '460103', 2024, 2027, 90, ${['数控', '操作', '检验']}::text[], ${person}::uuid from place p`.execute(
      tx,
    );
    await sql`insert into role_assignment (person_id, unit_id, role)
      select s.user_id, a.unit_id, 'auditor' from auth_session s join role_assignment a on a.person_id = s.user_id where s.token = ${made.officer}`.execute(
      tx,
    );
    return (await sql<{ id: string; programme: string }>`select id, programme from place order by n`.execute(tx)).rows;
  });
  return {
    auditor: made.officer,
    places: places.map(({ id, programme }, at) => ({
      consortiumId: id,
      programmeId: programme,
      token: made.consortia[at]?.token ?? '',
    })),
    words: [...common, ...Array.from({ length: 400 }, (_, at) => (at % 3 === 0 ? `${word()} ${word()}` : word()))],
    occupations: codesOf(rows).slice(0, 300),
  };
}

type Row = { code: string } & Record<string, unknown>;

const codesOf = (rows: readonly Row[]) => [...new Set(rows.map(({ code }) => code))];

async function writeOnce(tx: Tx, rows: readonly Row[], person: string): Promise<void> {
  await sql`insert into talent_position (consortium_id, member_id, kind, title, occupation, occupation_code, level, skills, headcount, pay_from, pay_to, place,
      expires_on, at, person_id)
    select p.id, p.enterprise, r.kind, r.title, r.code, r.code, r.level, r.skills, 3, r.pay, r.pay + 1500, r.place, beijing_today() + 30,
      now() - interval '731 days', ${person}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(kind text, title text, code text, level text, skills text[], pay integer, place text)
    join place p on p.n = 0`.execute(tx);
}

/** Copies in other consortia, as the trigger would have written them, one after the other over two years. */
async function copyToAll(tx: Tx, count: number): Promise<void> {
  await sql`alter table talent_position disable trigger user`.execute(tx);
  await sql`insert into talent_position (consortium_id, member_id, kind, title, occupation, occupation_code, level, skills, headcount, pay_from, pay_to, place,
      expires_on, at, person_id, folded, batch, terms)
    select c.id, c.enterprise, c.kind, c.title, c.occupation, c.occupation_code, c.level, c.skills, c.headcount, c.pay_from, c.pay_to, c.place,
      beijing_today() + (random() * 180 - 120)::integer, now() - interval '1 day' * 730 * (1 - c.place_in_time::real / ${count}::real), c.person_id, c.folded,
      position_batch(c.number), array_remove(array_remove(c.terms, position_filter_term('consortium', c.of::text)), position_filter_term('batch', c.batch::text))
        || position_filter_term('consortium', c.id::text) || position_filter_term('batch', position_batch(c.number)::text)
    from (select d.*, row_number() over () as place_in_time, row_number() over () + (select last_value from talent_position_order) as number from (
      select p.id, p.enterprise, t.consortium_id as of, t.kind, t.title, t.occupation, t.occupation_code, t.level, t.skills, t.headcount, t.pay_from, t.pay_to,
        t.place, t.person_id, t.folded, t.batch, t.terms
      from (select *, row_number() over () as n from talent_position) t
      cross join generate_series(1, 49) copy join place p on p.n = (t.n * 49 + copy) % ${consortia}
      order by random() limit ${count}) d) c`.execute(tx);
  await sql`select setval('talent_position_order', (select last_value from talent_position_order) + ${count})`.execute(
    tx,
  );
  await sql`alter table talent_position enable trigger user`.execute(tx);
}
