import { sql } from 'kysely';
import { fenOf, yuanText } from '#core/quantity/yuan.ts';
import { amountFor } from '#core/resource/booking-price.ts';
import { isOpenFor, type Span } from '#core/resource/opening.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RefusalCode } from '#server/http/refusal-codes.ts';
import { actsFor, mustKnowResources } from './resource-right.ts';
import { type ResourceRow, resourceQuery } from './resource-rows.ts';
import { readResourceTimes, type TimesOfResource } from './resource-times.ts';

/** A class, the resource that it is held in (null where none), and its sessions. */
export type ClassPlace = {
  classId: string;
  memberId: string;
  name: string;
  resourceId: string | null;
  sessions: readonly Span[];
};

type Wanted = Omit<ClassPlace, 'sessions' | 'resourceId'> & { resourceId: string } & Span;

/** A booking is made a moment before it begins at the latest, by the clock of the database. */
const margin = 60_000;

/** Nobody else takes a place of these resources, or closes them, until the transaction ends. In one order, so that no two wait for each other. */
export async function lockResources(tx: Tx, resourceIds: Iterable<string>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('resource ' || id, 0)) from unnest(${[...new Set(resourceIds)].sort()}::text[]) as id`.execute(
    tx,
  );
}

/**
 * Makes the bookings of classes what their sessions are: what is to come and not booked yet is booked whole, in the name of who holds the class; what is booked and
 * no longer wanted is given up, and whoever waits for it moves up. What has begun stays. The owner and the secretariat approve by booking; others ask where the
 * resource wants it.
 *
 * Throws `Refusal`: `slot-taken`, `slot-closed`, `resource-withdrawn`, with the sessions that cannot be had.
 */
export async function bookForClasses(
  tx: Tx,
  actor: Actor,
  consortiumId: string,
  classes: readonly ClassPlace[],
  remark: string,
): Promise<void> {
  const now = Date.now() + margin;
  const wanted = classes.flatMap(({ sessions, resourceId, ...rest }) =>
    resourceId === null
      ? []
      : sessions.filter(({ from }) => from > now).map((session) => ({ ...rest, resourceId, ...session })),
  );
  const before = await readBooked(tx, consortiumId, classes);
  if (wanted.length === 0 && before.length === 0) return;
  await lockResources(
    tx,
    [...wanted, ...before].map(({ resourceId }) => resourceId),
  );
  // Read again: the owner may have given one up while this waited.
  const booked = await readBooked(tx, consortiumId, classes);
  const keysWanted = new Set(wanted.map(keyOf));
  const keysBooked = new Set(booked.map(keyOf));
  const freed = booked.filter((one) => !keysWanted.has(keyOf(one)));
  const missing = wanted.filter((one) => !keysBooked.has(keyOf(one)));
  if (freed.length > 0)
    await tx
      .updateTable('resource_booking')
      .set((eb) => ({ state: 'cancelled', remark, version: eb('version', '+', 1) }))
      .where('consortium_id', '=', consortiumId)
      .where(
        'id',
        'in',
        freed.map(({ id }) => id),
      )
      .execute();
  if (missing.length > 0) await book(tx, actor, consortiumId, missing);
  const touched = [...new Set([...freed, ...missing].map(({ resourceId }) => resourceId))].sort();
  for (const resourceId of touched) {
    const own = (all: readonly { resourceId: string }[]) => all.filter((one) => one.resourceId === resourceId).length;
    if (own(freed) > 0) await sql`select move_up_waiting(${consortiumId}, ${resourceId})`.execute(tx);
    const facts = { bookings: own(missing), freed: own(freed) };
    await recordAudit(tx, consortiumId, 'booking.made-for-classes', resourceId, facts);
  }
}

const keyOf = ({ classId, resourceId, from, to }: { classId: string; resourceId: string } & Span) =>
  `${classId} ${resourceId} ${from} ${to}`;

/** What is booked for classes and has not begun. */
async function readBooked(tx: Tx, consortiumId: string, classes: readonly ClassPlace[]) {
  const rows = await tx
    .selectFrom('resource_booking')
    .select(['id', 'class_id', 'resource_id as resourceId', 'starts_at', 'ends_at'])
    .where('consortium_id', '=', consortiumId)
    .where(sql<boolean>`class_id = any(${classes.map(({ classId }) => classId)}::uuid[])`)
    .where('state', 'in', ['asked', 'approved'])
    .where('starts_at', '>', sql<Date>`clock_timestamp()`)
    .execute();
  return rows.map(({ class_id, starts_at, ends_at, ...row }) => ({
    ...row,
    classId: class_id ?? '',
    from: starts_at.getTime(),
    to: ends_at.getTime(),
  }));
}

async function book(tx: Tx, actor: Actor, consortiumId: string, missing: readonly Wanted[]): Promise<void> {
  const right = await mustKnowResources(tx, consortiumId);
  const ids = [...new Set(missing.map(({ resourceId }) => resourceId))];
  const resources = new Map(
    (await resourceQuery(tx, consortiumId).where('r.id', 'in', ids).execute()).map((row) => [row.id, row]),
  );
  mustBeFree(missing, resources, await readResourceTimes(tx, consortiumId, ids, spanOf(missing)));
  const rows = missing.map((one) => {
    const resource = resources.get(one.resourceId);
    if (!resource) throw new Refusal('not-found');
    const isAsked =
      resource.needs_approval && one.memberId !== resource.member_id && !actsFor(right, resource.member_id);
    return {
      consortium_id: consortiumId,
      id: crypto.randomUUID(),
      resource_id: one.resourceId,
      member_id: one.memberId,
      class_id: one.classId,
      starts_at: new Date(one.from),
      ends_at: new Date(one.to),
      purpose: `培训：${one.name}`,
      amount: costOf(resource, one),
      state: isAsked ? 'asked' : 'approved',
      person_id: actor.personId,
    };
  });
  const most = 1000;
  for (let at = 0; at < rows.length; at += most)
    await tx
      .insertInto('resource_booking')
      .values(rows.slice(at, at + most))
      .execute();
  const asked = new Map(rows.filter(({ state }) => state === 'asked').map((row) => [row.class_id, row]));
  for (const { id, resource_id } of asked.values()) {
    const told = `“${resources.get(resource_id)?.name ?? ''}”有培训班次申请使用，请审核。`;
    await sql`select tell_of_booking(${consortiumId}, ${id}, 'host', ${told})`.execute(tx);
  }
}

/** All places at once, each at the resource's price. */
function costOf({ member_id, price, capacity }: ResourceRow, { memberId, from, to }: Wanted): string {
  if (memberId === member_id) return '0';
  return yuanText(amountFor(fenOf(price), (to - from) / 60_000) * BigInt(capacity));
}

const spanOf = (all: readonly Span[]): Span => ({
  from: Math.min(...all.map(({ from }) => from)),
  to: Math.max(...all.map(({ to }) => to)),
});

function mustBeFree(
  missing: readonly Wanted[],
  resources: ReadonlyMap<string, ResourceRow>,
  times: ReadonlyMap<string, TimesOfResource>,
): void {
  const faults = missing.flatMap((one) => {
    const code = whyNot(one, times.get(one.resourceId));
    return code ? [{ code, text: `${timeText(one)}“${resources.get(one.resourceId)?.name ?? ''}”${said[code]}` }] : [];
  });
  const [first] = faults;
  if (!first) return;
  const shown = faults.slice(0, 5).map(({ text }) => text);
  const more = faults.length > shown.length ? `等${faults.length}次` : '';
  const detail = `${shown.join('；')}${more}。没有保存，请换时间或场地，或请提供单位空出。`;
  throw new Refusal(first.code, { sessions: faults.length, detail });
}

type NoPlace = Extract<RefusalCode, 'slot-taken' | 'slot-closed' | 'resource-withdrawn'>;

const said: Readonly<Record<NoPlace, string>> = {
  'slot-taken': '已有预约',
  'slot-closed': '不开放或已停用',
  'resource-withdrawn': '已不再共享',
};

function whyNot({ from, to }: Span, times: TimesOfResource | undefined): NoPlace | undefined {
  if (!times || times.isWithdrawn) return 'resource-withdrawn';
  const inTheWay = times.taken.filter((one) => one.from < to && one.to > from);
  if (inTheWay.some(({ why }) => why === 'held')) return 'slot-taken';
  return inTheWay.length > 0 || !isOpenFor(times.opening, { from, to }) ? 'slot-closed' : undefined;
}

const timeText = ({ from, to }: Span) => {
  const text = (moment: number) => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  return `${text(from)}–${text(to).slice(11)}`;
};
