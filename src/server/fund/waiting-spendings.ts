import { sql } from 'kysely';
import type { Role } from '#core/access/role.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { rolesIn } from './fund-right.ts';
import { awaits, type SpendingRow, spendingNumber } from './spending-row.ts';

type Row = Pick<
  SpendingRow,
  'id' | 'year' | 'number' | 'title' | 'amount' | 'steps' | 'state' | 'asked_by' | 'given'
> & {
  consortium_id: string;
  consortium: string;
  asker: string;
  asked_at: Date;
  principals: { personId: string; roles: Role[] }[];
};

const mostLooked = 500;

/** The requests that wait for the actor, in all its consortia, the oldest first. One query. */
export async function readWaiting({ db }: Context, actor: Actor) {
  const { rows } = await db.readAs(actor, (tx) =>
    sql<Row>`
      select s.id, s.consortium_id, u.name as consortium, s.year, s.number, s.title, s.amount, s.steps, s.state, s.asked_by,
        name_of(s.asked_by) as asker, s.asked_at,
        coalesce((select jsonb_agg(jsonb_build_object('personId', a.person_id, 'forId', a.for_id) order by a.step) from fund_act a
          where a.consortium_id = s.consortium_id and a.spending_id = s.id and a.action = 'approve'), '[]') as given,
        coalesce((select jsonb_agg(jsonb_build_object('personId', p.person_id, 'roles', p.roles)) from fund_people(s.consortium_id) p
          where p.person_id in (select fund_principals(s.consortium_id, ${actor.personId}::uuid))), '[]') as principals
      from fund_spending s join unit u on u.id = s.consortium_id
      where s.state = 'asked' and s.consortium_id in (select scope('approve-fund')) order by s.asked_at, s.id limit ${mostLooked}`.execute(
      tx,
    ),
  );
  return {
    items: rows
      .filter((row) => {
        const approver = {
          personId: actor.personId,
          roles: rolesIn(actor, row.consortium_id),
          principals: row.principals,
        };
        return awaits(row, approver);
      })
      .map((row) => ({
        id: row.id,
        consortium: { id: row.consortium_id, name: row.consortium },
        number: spendingNumber(row),
        title: row.title,
        amount: row.amount,
        step: row.steps[row.given.length]?.label ?? '',
        askedBy: row.asker,
        askedAt: row.asked_at.toISOString(),
      })),
  };
}
