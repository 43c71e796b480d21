import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import type { RecordContext } from '#server/ledger/record-entries.ts';
import { councilRules, lockCouncil, mustManageCouncil } from './council-right.ts';
import type { Authority } from './council-views.ts';
import { mustReadCharter } from './read-council.ts';

export type SeatOrder = {
  consortiumId: string;
  party: string;
  role: string;
  organisation: string;
  memberId: string | null;
  name: string;
  email: string;
  phone: string;
  from: string;
  to: string;
  authority: Authority;
};

/**
 * Gives a person a seat for a term, as many of a party as the charter of the first day has. Meetings already called and within the term get the
 * seat too, and the ledger its entry. Throws `Refusal`: `party-full`, `charter-missing`, `invalid`, `forbidden`.
 */
export async function electSeat(
  context: RecordContext,
  tx: Tx,
  actor: Actor,
  order: SeatOrder,
): Promise<{ id: string }> {
  const { consortiumId, party, role, organisation, memberId, name, from, to, authority } = order;
  await mustManageCouncil(tx, consortiumId);
  const { parties, roles } = councilRules();
  if (!parties.some(({ id }) => id === party)) throw new Refusal('invalid', { fields: ['party'] });
  if (!roles.some(({ id }) => id === role)) throw new Refusal('invalid', { fields: ['role'] });
  if (to < from) throw new Refusal('invalid', { fields: ['to'], detail: '任期的止日须在起日之后。' });
  if (memberId !== null) await mustBeMember(tx, consortiumId, memberId);
  await lockCouncil(tx, consortiumId);
  const { rules } = await mustReadCharter(tx, consortiumId, from);
  const most = rules.parties.find((one) => one.party === party)?.seats ?? 0;
  if ((await mostHeldAtOnce(tx, order)) >= most) throw new Refusal('party-full', { seats: most });
  const id = crypto.randomUUID();
  await tx
    .insertInto('council_seat')
    .values({
      consortium_id: consortiumId,
      id,
      party,
      role,
      organisation,
      member_id: memberId,
      name,
      from_day: from,
      to_day: to,
      elected_by: JSON.stringify(authority),
      person_id: actor.personId,
    })
    .execute();
  await tx
    .insertInto('council_contact')
    .values({ consortium_id: consortiumId, seat_id: id, email: order.email, phone: order.phone })
    .execute();
  await sql`
    insert into meeting_seat (consortium_id, meeting_id, seat_id)
    select consortium_id, id, ${id} from meeting where consortium_id = ${consortiumId} and state in ('called', 'open')
      and (opens_at at time zone 'Asia/Shanghai')::date between ${from}::date and ${to}::date`.execute(tx);
  await keepSeatEntry(context, tx, actor, { ...order, id, lastDay: to });
  await recordAudit(tx, consortiumId, 'seat.elected', id, { party, role, from, to, authority: wordsOf(authority) });
  return { id };
}

export type SeatEndOrder = { consortiumId: string; seatId: string; version: number; on: string; authority: Authority };

/** Ends a term before its last day: `on` is the last on which the seat is held. Throws `Refusal`: `stale`, `invalid`, `not-found`, `forbidden`. */
export async function endSeat(context: RecordContext, tx: Tx, actor: Actor, order: SeatEndOrder): Promise<void> {
  const { consortiumId, seatId, on, authority } = order;
  await mustManageCouncil(tx, consortiumId);
  const seat = await tx
    .selectFrom('council_seat')
    .select(['party', 'role', 'organisation', 'name', 'from_day', 'last_day', 'version'])
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', seatId)
    .forUpdate()
    .executeTakeFirst();
  if (!seat) throw new Refusal('not-found');
  if (seat.version !== order.version) throw new Refusal('stale', { version: seat.version });
  // Who is dismissed before the first day has never held the seat: its term ends on the day it would have begun.
  if (on < seat.from_day || on > seat.last_day)
    throw new Refusal('invalid', { fields: ['on'], detail: `须在任期（${seat.from_day}至${seat.last_day}）之内。` });
  await tx
    .updateTable('council_seat')
    .set({ ended_on: on, ended_by: JSON.stringify(authority), version: seat.version + 1 })
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', seatId)
    .execute();
  const { party, role, organisation, name, from_day: from } = seat;
  const entry = { consortiumId, id: seatId, party, role, organisation, name, from, lastDay: on, authority };
  await keepSeatEntry(context, tx, actor, entry);
  await recordAudit(tx, consortiumId, 'seat.ended', seatId, { on, authority: wordsOf(authority) });
}

export type SubstituteOrder = { consortiumId: string; seatId: string; name: string; from: string; to: string };

/** Names who may come in a holder's place. Throws `Refusal`: `invalid`, `not-found`, `forbidden`. */
export async function nameSubstitute(tx: Tx, actor: Actor, order: SubstituteOrder): Promise<{ id: string }> {
  const { consortiumId, seatId, name, from, to } = order;
  await mustManageCouncil(tx, consortiumId);
  if (to < from) throw new Refusal('invalid', { fields: ['to'], detail: '止日须在起日之后。' });
  const seat = await tx
    .selectFrom('council_seat')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', seatId)
    .executeTakeFirst();
  if (!seat) throw new Refusal('not-found');
  const { id } = await tx
    .insertInto('council_substitute')
    .values({
      consortium_id: consortiumId,
      seat_id: seatId,
      name,
      from_day: from,
      to_day: to,
      person_id: actor.personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordAudit(tx, consortiumId, 'seat.substitute-named', seatId, { from, to });
  return { id };
}

type SeatEntry = Pick<SeatOrder, 'consortiumId' | 'party' | 'role' | 'organisation' | 'name' | 'from' | 'authority'> & {
  id: string;
  lastDay: string;
};

/** The seat in the ledger of the council. What it rests on is also why a closed year is restated by it. */
async function keepSeatEntry(context: RecordContext, tx: Tx, actor: Actor, seat: SeatEntry): Promise<void> {
  const { parties, roles } = councilRules();
  const values = {
    party: parties.find(({ id }) => id === seat.party)?.label,
    organisation: seat.organisation,
    person: seat.name,
    role: roles.find(({ id }) => id === seat.role)?.label,
    from: seat.from,
    to: seat.lastDay,
  };
  await keepEntries(context, tx, actor, {
    consortiumId: seat.consortiumId,
    noun: 'council-seat',
    entries: [{ recordId: seat.id, kind: 'council-seat', values }],
    reason: `理事会席位变动，依据：${wordsOf(seat.authority)}`,
  });
}

/** How many seats of the party are held at once at most, within the order's term. */
async function mostHeldAtOnce(tx: Tx, { consortiumId, party, from, to }: SeatOrder): Promise<number> {
  const { rows } = await sql<{ most: number }>`
    with held as (select from_day, last_day from council_seat
      where consortium_id = ${consortiumId} and party = ${party} and from_day <= ${to}::date and last_day >= ${from}::date)
    select coalesce(max((select count(*) from held h where d.day between h.from_day and h.last_day)), 0)::integer as most
    from (select greatest(from_day, ${from}::date) as day from held) d`.execute(tx);
  return rows[0]?.most ?? 0;
}

async function mustBeMember(tx: Tx, consortiumId: string, memberId: string): Promise<void> {
  const member = await tx
    .selectFrom('member')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', memberId)
    .executeTakeFirst();
  if (!member) throw new Refusal('invalid', { fields: ['memberId'], detail: '不是本联合体的成员单位。' });
}

function wordsOf(authority: Authority): string {
  return authority.kind === 'resolution' ? authority.number : authority.reference;
}
