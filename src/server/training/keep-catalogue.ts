import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { CourseBody, NeedBody, RoomBody, SiteBody, TeacherBody } from './catalogue-views.ts';
import { holdRooms, lockRooms } from './hold-rooms.ts';
import {
  audiences,
  mustBeOneOf,
  mustBeTrainingMember,
  mustKnowTraining,
  mustManageTraining,
  type TrainingRight,
  trainingKinds,
  trainingRules,
} from './training-right.ts';

export type ItemTarget = { consortiumId: string; itemId: string };
type ItemTable = 'training_site' | 'training_course' | 'training_room' | 'training_teacher' | 'training_need';
type Kept = { version: number };

/** A place, by the secretariat. Throws `Refusal`: `stale`, `forbidden`, `not-found`. */
export async function keepSite({ db }: Context, actor: Actor, target: ItemTarget, said: SiteBody): Promise<Kept> {
  const { version, ...columns } = said;
  return db.asActor(actor, async (tx) => {
    await mustManageTraining(tx, target.consortiumId);
    return keepItem(tx, 'training_site', actor, target, { version, columns });
  });
}

/** A course of a member. Throws `Refusal`: `invalid` with the fields at fault, `stale`, `forbidden`, `not-found`. */
export async function keepCourse(context: Context, actor: Actor, target: ItemTarget, said: CourseBody): Promise<Kept> {
  const { memberId, version, isWithdrawn, ...rest } = said;
  return keepOwn(context, actor, target, memberId, (tx) =>
    keepItem(tx, 'training_course', actor, target, {
      version,
      columns: { ...rest, is_withdrawn: isWithdrawn },
      first: { member_id: memberId },
    }),
  );
}

/**
 * A room of a member. Where it becomes, or no longer is, a shared resource, that is booked for the classes held in it, or given up. Throws as `keepCourse`, and
 * `slot-taken`, `slot-closed`, `resource-withdrawn` where a class is in the way of what is booked.
 */
export async function keepRoom(context: Context, actor: Actor, target: ItemTarget, said: RoomBody): Promise<Kept> {
  const { memberId, version, isWithdrawn, siteId, resourceId, busy, ...rest } = said;
  mustBeSpans(busy);
  const kept = await keepOwn(context, actor, target, memberId, async (tx) => {
    await mustStand(tx, 'training_site', target.consortiumId, [siteId], 'siteId');
    await lockRooms(tx, target.consortiumId, { changes: true });
    if (resourceId !== null) await mustBeOwnResource(tx, target, memberId, resourceId);
    const columns = {
      ...rest,
      site_id: siteId,
      resource_id: resourceId,
      busy: JSON.stringify(busy),
      is_withdrawn: isWithdrawn,
    };
    const first = { member_id: memberId };
    const room = await keepItem(tx, 'training_room', actor, target, { version, columns, first });
    await holdRooms(tx, actor, target.consortiumId, { roomId: target.itemId });
    return room;
  });
  context.db.bus.tell('lianheti_notice', target.consortiumId);
  return kept;
}

/** A teacher of a member. Throws as `keepCourse`. */
export async function keepTeacher(
  context: Context,
  actor: Actor,
  target: ItemTarget,
  said: TeacherBody,
): Promise<Kept> {
  const { memberId, version, isWithdrawn, siteId, courseIds, mostWeeks, busy, name } = said;
  mustBeSpans(busy);
  return keepOwn(context, actor, target, memberId, async (tx) => {
    await mustStand(tx, 'training_site', target.consortiumId, [siteId], 'siteId');
    await mustStand(tx, 'training_course', target.consortiumId, courseIds, 'courseIds');
    const columns = {
      name,
      site_id: siteId,
      course_ids: courseIds,
      most_weeks: mostWeeks,
      busy: JSON.stringify(busy),
      is_withdrawn: isWithdrawn,
    };
    return keepItem(tx, 'training_teacher', actor, target, { version, columns, first: { member_id: memberId } });
  });
}

/** What a member needs, for its own staff or for one of the notice's groups. Throws as `keepCourse`. */
export async function keepNeed(context: Context, actor: Actor, target: ItemTarget, said: NeedBody): Promise<Kept> {
  const { memberId, version, isWithdrawn, audience, kind, courseId, siteId, fromOn, untilOn, shifts, ...rest } = said;
  if ((audience === null) === (kind === null))
    throw new Refusal('invalid', { fields: ['audience'], detail: '请选择本单位职工的培训类型，或培训的群体。' });
  if (audience !== null) mustBeOneOf(audiences(), audience, 'audience');
  if (kind !== null) mustBeOneOf(trainingKinds(), kind, 'kind');
  if (untilOn < fromOn) throw new Refusal('invalid', { fields: ['untilOn'], detail: '最晚日期不能早于最早日期。' });
  if (shifts.some((shift) => shift >= trainingRules().shifts.length))
    throw new Refusal('invalid', { fields: ['shifts'] });
  return keepOwn(context, actor, target, memberId, async (tx) => {
    await mustStand(tx, 'training_site', target.consortiumId, [siteId], 'siteId');
    await mustStand(tx, 'training_course', target.consortiumId, [courseId], 'courseId');
    const columns = {
      ...rest,
      audience,
      kind,
      course_id: courseId,
      site_id: siteId,
      from_on: fromOn,
      until_on: untilOn,
      shifts: [...new Set(shifts)],
      is_withdrawn: isWithdrawn,
    };
    return keepItem(tx, 'training_need', actor, target, { version, columns, first: { member_id: memberId } });
  });
}

/** Whether the actor acts for a member: as its reporter, or as the secretariat for all. */
export const actsFor = ({ manages, own }: TrainingRight, memberId: string) => manages || own.includes(memberId);

async function keepOwn(
  context: Context,
  actor: Actor,
  { consortiumId }: ItemTarget,
  memberId: string,
  keep: (tx: Tx) => Promise<Kept>,
): Promise<Kept> {
  return context.db.asActor(actor, async (tx) => {
    if (!actsFor(await mustKnowTraining(tx, consortiumId), memberId)) throw new Refusal('forbidden');
    await mustBeTrainingMember(context, consortiumId, memberId);
    return keep(tx);
  });
}

type Said = { version: number; columns: Readonly<Record<string, unknown>>; first?: Readonly<Record<string, unknown>> };

/** Writes a row anew where its version is 0, else changes the one of that version. `first`: what stays as it was made. */
async function keepItem(
  tx: Tx,
  table: ItemTable,
  { personId }: Actor,
  { consortiumId, itemId }: ItemTarget,
  { version, columns, first = {} }: Said,
): Promise<Kept> {
  const whose = { consortium_id: consortiumId, id: itemId };
  const made = { ...whose, ...columns, ...first, person_id: personId };
  const refs = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));
  const changes = Object.entries(columns).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  const { numAffectedRows = 0n } = await (version === 0
    ? sql`insert into ${sql.table(table)} (${refs(Object.keys(made))}) values (${sql.join(Object.values(made))}) on conflict do nothing`
    : sql`update ${sql.table(table)} set ${sql.join(changes)}, version = version + 1
        where consortium_id = ${consortiumId} and id = ${itemId} and version = ${version}
          ${'member_id' in first ? sql`and member_id = ${first.member_id}` : sql``}`
  ).execute(tx);
  if (numAffectedRows !== 1n) throw new Refusal('stale', { version });
  await recordAudit(tx, consortiumId, `${table.replace('_', '-')}.kept`, itemId, { version: version + 1 });
  return { version: version + 1 };
}

/** A resource that the room's member lends, and that is no other room. */
async function mustBeOwnResource(
  tx: Tx,
  { consortiumId, itemId }: ItemTarget,
  memberId: string,
  resourceId: string,
): Promise<void> {
  const resource = await tx
    .selectFrom('resource')
    .select('member_id')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', resourceId)
    .executeTakeFirst();
  const fault = (detail: string) => new Refusal('invalid', { fields: ['resourceId'], detail });
  if (resource?.member_id !== memberId) throw fault('请从这个单位的共享资源中选择。');
  const other = await tx
    .selectFrom('training_room')
    .select('name')
    .where('consortium_id', '=', consortiumId)
    .where('resource_id', '=', resourceId)
    .where('is_withdrawn', '=', false)
    .where('id', '<>', itemId)
    .executeTakeFirst();
  if (other) throw fault(`这项共享资源已是场地“${other.name}”，请修改那一条。`);
}

/** Throws `Refusal('invalid')` where one of these is nothing that stands in the consortium. */
export async function mustStand(
  tx: Tx,
  table: ItemTable,
  consortiumId: string,
  ids: readonly string[],
  field: string,
): Promise<void> {
  const wanted = [...new Set(ids)];
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where consortium_id = ${consortiumId} and id = any(${wanted}::uuid[])`.execute(
    tx,
  );
  if (rows.length < wanted.length) throw new Refusal('invalid', { fields: [field], detail: '请从列表中选择。' });
}

function mustBeSpans(busy: readonly { from: string; until: string }[]): void {
  if (busy.some(({ from, until }) => until < from))
    throw new Refusal('invalid', { fields: ['busy'], detail: '占用的结束日期不能早于开始。' });
}
