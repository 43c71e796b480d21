import { sql } from 'kysely';
import type { z } from 'zod';
import { fenOf, yuanText } from '#core/quantity/yuan.ts';
import { amountFor } from '#core/resource/booking-price.ts';
import { isOpenFor, type Span } from '#core/resource/opening.ts';
import { occurrencesOf, overlapsItself } from '#core/resource/repeat.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RefusalCode } from '#server/http/refusal-codes.ts';
import { mustActFor, mustKnowResources, takingPlaces, whyNoPlace } from './resource-right.ts';
import { type ResourceRow, type ResourceTarget, readResource } from './resource-rows.ts';
import { type Booked, type BookingBody, BookingStateId, OpeningList } from './resource-views.ts';

type Answer = z.infer<typeof Booked>;

/**
 * Books a resource for a member, once or again and again at the same time. Its owner's own bookings cost nothing and need no approval. Of a repeated booking all
 * times are had, or none and the answer names those that cannot, unless it is to skip them. Whoever waits moves up once a place is free, which may be at once.
 *
 * Throws `Refusal`: `invalid` with the fields at fault; `slot-taken`, `slot-closed` (a closed time, or outside opening hours), `quota-used` and `resource-withdrawn`,
 * with `times` where it repeats; `forbidden`, `not-found`.
 */
export async function bookResource(
  { db }: Context,
  actor: Actor,
  target: ResourceTarget,
  { memberId, purpose, startsAt, endsAt, repeat, skipsTaken, waits }: BookingBody,
): Promise<Answer> {
  const { consortiumId, resourceId } = target;
  const span = { from: Date.parse(startsAt), to: Date.parse(endsAt) };
  mustBeTime(span);
  if (overlapsItself(span, repeat))
    throw new Refusal('invalid', { fields: ['repeat'], detail: '一次的时间超过了重复的间隔。' });
  const answer = await takingPlaces(db, actor, async (tx) => {
    mustActFor(await mustKnowResources(tx, consortiumId), memberId);
    const resource = await readResource(tx, target);
    const taken = resource.needs_approval && memberId !== resource.member_id ? 'asked' : 'approved';
    const times = occurrencesOf(span, repeat);
    const seriesId = times.length > 1 ? crypto.randomUUID() : null;
    const booked: { id: string; from: number }[] = [];
    const missed: { from: number; why: RefusalCode }[] = [];
    for (const time of times) {
      const whose = { consortium_id: consortiumId, resource_id: resourceId, member_id: memberId, series_id: seriesId };
      const what = { purpose, amount: costOf(resource, memberId, time), state: waits ? 'waiting' : taken };
      const row = { ...whose, ...what, id: crypto.randomUUID(), person_id: actor.personId };
      const why = await bookOne(tx, resource, { ...row, starts_at: new Date(time.from), ends_at: new Date(time.to) });
      if (why === undefined) booked.push({ id: row.id, from: time.from });
      else missed.push({ from: time.from, why });
    }
    const [first] = missed;
    if (first && !(skipsTaken && booked.length > 0)) throw new Refusal(first.why, { times: missed.map(timeOf) });
    if (waits) await sql`select move_up_waiting(${consortiumId}, ${resourceId})`.execute(tx);
    await recordAudit(tx, consortiumId, 'booking.made', resourceId, { bookings: booked.length, startsAt, endsAt });
    if (taken === 'asked' && booked[0])
      await sql`select tell_of_booking(${consortiumId}, ${booked[0].id}, 'host', ${`“${resource.name}”有新的预约申请，请审核。`})`.execute(
        tx,
      );
    return { booked: await readStates(tx, consortiumId, booked), skipped: missed.map(timeOf) };
  });
  db.bus.tell('lianheti_notice', consortiumId);
  return answer;
}

/** Why this time cannot be had; undefined where it was booked. Within a savepoint, so that the others can be. */
async function bookOne(tx: Tx, resource: ResourceRow, row: NewBooking): Promise<RefusalCode | undefined> {
  const span = { from: row.starts_at.getTime(), to: row.ends_at.getTime() };
  if (!isOpenFor(OpeningList.parse(resource.opening), span)) return 'slot-closed';
  const insert = () => tx.insertInto('resource_booking').values(row).execute();
  if (row.series_id === null) {
    await insert();
    return undefined;
  }
  await sql`savepoint one_of_series`.execute(tx);
  try {
    await insert();
  } catch (error) {
    const why = whyNoPlace(error);
    if (!why) throw error;
    await sql`rollback to savepoint one_of_series`.execute(tx);
    return why;
  }
  await sql`release savepoint one_of_series`.execute(tx);
  return undefined;
}

type NewBooking = {
  consortium_id: string;
  id: string;
  resource_id: string;
  member_id: string;
  series_id: string | null;
  starts_at: Date;
  ends_at: Date;
  purpose: string;
  amount: string;
  state: string;
  person_id: string;
};

function mustBeTime({ from, to }: Span): void {
  const fault = (field: string, detail: string) => new Refusal('invalid', { fields: [field], detail });
  if (from % 60_000 !== 0 || to % 60_000 !== 0) throw fault('startsAt', '时间精确到分钟。');
  if (to <= from) throw fault('endsAt', '结束时间应晚于开始时间。');
  if (to - from > 31 * 24 * 3_600_000) throw fault('endsAt', '一次预约不能超过31天。');
  if (from <= Date.now()) throw fault('startsAt', '请预约今后的时间。');
  if (from > Date.now() + 2 * 366 * 24 * 3_600_000) throw fault('startsAt', '最多提前两年预约。');
}

function costOf({ member_id, price }: ResourceRow, memberId: string, { from, to }: Span): string {
  if (memberId === member_id) return '0';
  return yuanText(amountFor(fenOf(price), (to - from) / 60_000));
}

const timeOf = ({ from }: { from: number }) => new Date(from).toISOString();

async function readStates(
  tx: Tx,
  consortiumId: string,
  booked: readonly { id: string; from: number }[],
): Promise<Answer['booked']> {
  const rows = await tx
    .selectFrom('resource_booking')
    .select(['id', 'state'])
    .where('consortium_id', '=', consortiumId)
    .where(
      'id',
      'in',
      booked.map(({ id }) => id),
    )
    .execute();
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  return booked.map(({ id, from }) => ({
    id,
    startsAt: timeOf({ from }),
    state: BookingStateId.parse(states.get(id)),
  }));
}
