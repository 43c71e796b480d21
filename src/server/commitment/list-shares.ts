import { sql } from 'kysely';
import { fulfilment } from '#core/commitment/fulfilment.ts';
import { promisedFigures } from '#core/commitment/promised-figures.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { exact } from './read-commitments.ts';

type Row = {
  figure: string;
  year: number;
  member_id: string;
  member: string;
  value: string;
  actual: string | null;
  entries: number;
};

/**
 * The shares of a consortium's members that the actor may see, a member its own, each with what the entries say in which it has a part: an entry of a school and
 * an enterprise counts for both. Null where no member stands behind a figure's entries. One query.
 */
export async function listShares(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  of: { figure?: string | undefined; year?: number | undefined } = {},
) {
  const promised = promisedFigures(currentPack)?.figures ?? [];
  const actuals = JSON.stringify(
    promised.filter(({ isMembers }) => isMembers).map(({ id, actual }) => ({ id, actual: actual.id })),
  );
  const rows = await db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const found = await sql<Row>`
      select h.figure, h.year, h.member_id, m.name as member, h.value::text,
        case when a.id is not null then coalesce(sum(x.amount), 0)::text end as actual, count(x.amount)::integer as entries
      from commitment_share h
      join (select consortium_id, figure, year, max(version) as version from commitment_split where consortium_id = ${consortiumId}::uuid
        group by 1, 2, 3) s using (consortium_id, figure, year, version)
      join unit m on m.id = h.member_id
      left join jsonb_to_recordset(${actuals}::jsonb) as a(id text, actual text) on a.id = h.figure
      left join lateral (
        select (f->>3)::numeric as amount
        from ledger_party p join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id
        cross join jsonb_array_elements(e.facts) f
        where p.consortium_id = h.consortium_id and p.member_id = h.member_id and e.standing in ('confirmed', 'oneSided')
          and f->>0 = a.actual and (f->>1)::integer <= h.year and (f->>2)::integer >= h.year
      ) x on true
      where h.consortium_id = ${consortiumId}::uuid
        and ${of.figure === undefined ? sql`true` : sql`h.figure = ${of.figure}`}
        and ${of.year === undefined ? sql`true` : sql`h.year = ${of.year}`}
      group by h.figure, h.year, h.member_id, m.name, h.value, a.id order by h.year desc, h.figure, h.value desc, m.name`.execute(
      tx,
    );
    return found.rows;
  });
  const known = new Map(promised.map((figure) => [figure.id, figure]));
  return rows.map(({ figure, year, member_id, member, value, actual, entries }) => {
    const { state, percent = null } = fulfilment(actual === null ? undefined : exact(actual), exact(value));
    return {
      figure,
      label: known.get(figure)?.label ?? figure,
      unit: known.get(figure)?.unit ?? '',
      year,
      member: { id: member_id, name: member },
      value: exact(value),
      actual: actual === null ? null : exact(actual),
      entries,
      fulfilment: { state, percent },
    };
  });
}
