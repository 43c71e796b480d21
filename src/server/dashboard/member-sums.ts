import { sql } from 'kysely';
import type { Addend } from '#core/dashboard/total.ts';
import { decimalOf } from '#core/quantity/decimal.ts';
import type { Database } from '#server/db/database.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import type { Place } from './cube.ts';

/** By member and figure, what the counted entries add in which a member has a part: an entry of a school and an enterprise counts for both. */
export type MemberSums = ReadonlyMap<string, ReadonlyMap<string, Addend>>;

/** Counted entries, and how many of them both sides confirmed and have evidence. */
export type Counted = { entries: number; confirmed: number; evidenced: number };

export type MemberYears = {
  /** By `figure.year`, what the entries add in which the member has a part. */
  figures: ReadonlyMap<string, Addend & Counted>;
  /** By year, the entries themselves: one counts once, however many figures it makes. */
  entries: ReadonlyMap<number, Counted>;
};

/**
 * Sums of members, added up when somebody first asks and remembered as long as their consortium's place in the cube stands: whatever is written of the
 * consortium makes it another place. Whoever asks has made sure first what may be seen.
 */
export type KeptMembers = {
  inYear: (place: Place, year: number) => Promise<MemberSums>;
  ofMember: (place: Place, memberId: string) => Promise<MemberYears>;
};

export function keepMembers(db: Database, figures: readonly string[]): KeptMembers {
  return {
    inYear: rememberedBy((place, year: number) => readMemberSums(db, figures, place.id, year)),
    ofMember: rememberedBy((place, memberId: string) => readMemberYears(db, figures, place.id, memberId)),
  };
}

function rememberedBy<K, V>(read: (place: Place, key: K) => Promise<V>): (place: Place, key: K) => Promise<V> {
  const known = new WeakMap<Place, Map<K, Promise<V>>>();
  return (place, key) => {
    const ofPlace = known.get(place) ?? new Map<K, Promise<V>>();
    known.set(place, ofPlace);
    const before = ofPlace.get(key);
    if (before) return before;
    const made = read(place, key);
    made.catch(() => ofPlace.delete(key));
    ofPlace.set(key, made);
    return made;
  };
}

type SumRow = { figure: string; amount: string; base: string | null; entries: number; confirmed: number };

async function readMemberSums(
  db: Database,
  figures: readonly string[],
  consortiumId: string,
  year: number,
): Promise<MemberSums> {
  const { rows } = await db.asOwner((tx) =>
    sql<SumRow & { member_id: string }>`
      select p.member_id, f->>0 as figure, trim_scale(round(sum((f->>3)::numeric), 6))::text as amount,
        trim_scale(round(sum((f->>4)::numeric), 6))::text as base, count(*)::integer as entries,
        count(*) filter (where e.standing = 'confirmed')::integer as confirmed
      from ledger_entry e join ledger_party p on p.consortium_id = e.consortium_id and p.entry_id = e.id and p.kind = e.kind
      cross join jsonb_array_elements(e.facts) f
      where e.consortium_id = ${consortiumId}::uuid and e.standing in ('confirmed', 'oneSided')
        and e.from_year <= ${year} and e.to_year >= ${year}
        and f->>0 = any(${figures}::text[]) and (f->>1)::integer <= ${year} and (f->>2)::integer >= ${year}
      group by p.member_id, f->>0`.execute(tx),
  );
  const members = Map.groupBy(rows, ({ member_id }) => member_id);
  return new Map([...members].map(([id, own]) => [id, new Map(own.map((row) => [row.figure, addendOf(row)]))]));
}

async function readMemberYears(
  db: Database,
  figures: readonly string[],
  consortiumId: string,
  memberId: string,
): Promise<MemberYears> {
  const { rows } = await db.asOwner((tx) =>
    sql<Omit<SumRow, 'figure'> & { figure: string | null; year: number; evidenced: number }>`
      with own as materialized (
        select e.id, e.standing, e.facts, exists (
          select from evidence_link l join evidence v on v.consortium_id = l.consortium_id and v.id = l.evidence_id and v.withdrawn_at is null
          where l.consortium_id = e.consortium_id and l.entry_id = e.id) as has_proof
        from ledger_party p join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id
        where p.consortium_id = ${consortiumId}::uuid and p.member_id = ${memberId}::uuid and e.standing in ('confirmed', 'oneSided')
      )
      select f->>0 as figure, y as year, trim_scale(round(sum((f->>3)::numeric), 6))::text as amount,
        trim_scale(round(sum((f->>4)::numeric), 6))::text as base, count(distinct own.id)::integer as entries,
        (count(distinct own.id) filter (where standing = 'confirmed'))::integer as confirmed,
        (count(distinct own.id) filter (where has_proof))::integer as evidenced
      from own cross join jsonb_array_elements(facts) f
      cross join generate_series((f->>1)::integer, least((f->>2)::integer, ${yearInChina(Date.now())}::integer)) y
      where f->>0 = any(${figures}::text[])
      group by grouping sets ((f->>0, y), (y))`.execute(tx),
  );
  return {
    figures: new Map(
      rows.flatMap(({ figure, year, evidenced, ...sum }) =>
        figure === null ? [] : [[`${figure}.${year}`, { ...addendOf(sum), evidenced }] as const],
      ),
    ),
    entries: new Map(
      rows.flatMap(({ figure, year, entries, confirmed, evidenced }) =>
        figure === null ? [[year, { entries, confirmed, evidenced }] as const] : [],
      ),
    ),
  };
}

function addendOf({ amount, base, entries, confirmed }: Omit<SumRow, 'figure'>): Addend {
  return { amount: decimalOf(amount), base: base === null ? undefined : decimalOf(base), entries, confirmed };
}
