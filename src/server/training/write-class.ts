import { whyFailed } from '#core/training/training-class.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type ClassTarget, lockClass, passingOf, readTrainees } from './class-row.ts';
import type { ClassActBody, ClassBody, ClassChange } from './class-views.ts';
import { holdRooms, lockRooms } from './hold-rooms.ts';
import { issueToTrainees } from './issue-training-certificate.ts';
import { mustStand } from './keep-catalogue.ts';
import { keepTrainingEntries } from './keep-training-entries.ts';
import { tellMembers } from './tell-members.ts';
import {
  audiences,
  mustBeOneOf,
  mustBeTrainingMember,
  mustKnowTraining,
  mustReportFor,
  trainingKinds,
  trainingRules,
} from './training-right.ts';

/**
 * A class that a member holds; where its room is a shared resource, it is booked for each session. Throws `Refusal`: `invalid` with the fields at fault, also where it
 * holds one of that name already, `slot-taken`, `slot-closed`, `resource-withdrawn`, `forbidden`, `not-found`.
 */
export async function openClass(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, courseId, needId, ...said }: ClassBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await context.db.asActor(actor, async (tx) => {
    mustReportFor(await mustKnowTraining(tx, consortiumId), memberId);
    await mustBeTrainingMember(context, consortiumId, memberId);
    await mustStand(tx, 'training_course', consortiumId, [courseId], 'courseId');
    if (needId !== null) await mustStand(tx, 'training_need', consortiumId, [needId], 'needId');
    await mustBeNewName(tx, { consortiumId, classId: id }, memberId, said.name);
    await lockRooms(tx, consortiumId, { changes: false });
    await tx
      .insertInto('training_class')
      .values({
        consortium_id: consortiumId,
        id,
        member_id: memberId,
        course_id: courseId,
        need_id: needId,
        person_id: actor.personId,
        ...(await columnsOf(tx, consortiumId, said)),
      })
      .execute();
    await holdRooms(tx, actor, consortiumId, { classIds: [id] });
    await recordAudit(tx, consortiumId, 'training-class.opened', id, { name: said.name });
  });
  context.db.bus.tell('lianheti_notice', consortiumId);
  return { id };
}

/** Changes a class that is not over. Throws as `openClass`, and `stale`, `action-not-possible`. */
export async function changeClass(
  { db }: Context,
  actor: Actor,
  target: ClassTarget,
  { version, ...said }: ClassChange,
): Promise<{ version: number }> {
  await db.asActor(actor, async (tx) => {
    const row = await lockClass(tx, target, version);
    if (row.state !== 'open') throw new Refusal('action-not-possible', { state: row.state });
    await mustBeNewName(tx, target, row.member_id, said.name);
    const trainees = await readTrainees(tx, target);
    const enrolled = trainees.filter(({ state }) => state !== 'withdrawn').length;
    if (said.seats < enrolled)
      throw new Refusal('invalid', { fields: ['seats'], detail: `已有${enrolled}人报名，名额不能少于人数。` });
    const came = trainees.flatMap(({ days }) => days).find((day) => !said.days.includes(day));
    if (came !== undefined)
      throw new Refusal('invalid', { fields: ['days'], detail: `${came}已有人签到，不能去掉这一天。` });
    await lockRooms(tx, target.consortiumId, { changes: false });
    await updateClass(tx, target)
      .set({ ...(await columnsOf(tx, target.consortiumId, said)), version: version + 1 })
      .execute();
    await holdRooms(tx, actor, target.consortiumId, { classIds: [target.classId] });
    await recordAudit(tx, target.consortiumId, 'training-class.changed', target.classId, {});
  });
  db.bus.tell('lianheti_notice', target.consortiumId);
  return { version: version + 1 };
}

/**
 * Ends a class: whoever came often enough, and has the mark where one is asked for, has passed and gets a certificate; the days of those who came stand in the
 * ledgers. Or cancels one to which nobody has come. Throws `Refusal`: `action-not-possible`, `stale`, `forbidden`, `not-found`, and as `keepEntries`.
 */
export async function actOnClass(
  context: Context,
  actor: Actor,
  target: ClassTarget,
  { action, version, reason }: ClassActBody,
): Promise<{ version: number }> {
  const { consortiumId, classId } = target;
  await context.db.asActor(actor, async (tx) => {
    const row = await lockClass(tx, target, version);
    const trainees = await readTrainees(tx, target);
    const came = trainees.some(({ days }) => days.length > 0);
    if (row.state !== 'open' || (action === 'cancel') === came)
      throw new Refusal('action-not-possible', { state: row.state });
    if (action === 'cancel') {
      await lockRooms(tx, consortiumId, { changes: false });
      await updateClass(tx, target)
        .set({ state: 'cancelled', version: version + 1 })
        .execute();
      await holdRooms(tx, actor, consortiumId, { classIds: [classId] }, '培训班次已取消');
      await recordAudit(tx, consortiumId, 'training-class.cancelled', classId, {});
      return;
    }
    const last = row.days.at(-1) ?? '';
    if (last > beijingToday())
      throw new Refusal('action-not-possible', { detail: `最后一天是${last}，到那一天之后再办理结业。` });
    const passing = passingOf(row);
    const enrolled = trainees.filter(({ state }) => state === 'enrolled');
    const results = enrolled.map(({ id, days, score }) => ({
      id,
      state: whyFailed(passing, { came: days.length, score }) === undefined ? 'passed' : 'failed',
    }));
    for (const state of ['passed', 'failed'] as const) {
      const ids = results.filter((each) => each.state === state).map(({ id }) => id);
      if (ids.length > 0)
        await tx
          .updateTable('training_trainee')
          .set((eb) => ({ state, version: eb('version', '+', 1) }))
          .where('consortium_id', '=', consortiumId)
          .where('id', 'in', ids)
          .execute();
    }
    await updateClass(tx, target)
      .set({ state: 'completed', enrol_hash: null, version: version + 1 })
      .execute();
    await issueToTrainees(
      context,
      tx,
      target,
      row,
      new Set(results.flatMap((one) => (one.state === 'passed' ? [one.id] : []))),
    );
    await keepTrainingEntries(context, tx, actor, { ...target, row, reason });
    await tellMembers(tx, target, `“${row.name}”已结业，请核对并确认本单位职工的出勤`);
    await recordAudit(tx, consortiumId, 'training-class.completed', classId, { trainees: enrolled.length });
  });
  context.db.bus.tell('lianheti_notice', consortiumId);
  return { version: version + 1 };
}

export function updateClass(tx: Tx, { consortiumId, classId }: ClassTarget) {
  return tx.updateTable('training_class').where('consortium_id', '=', consortiumId).where('id', '=', classId);
}

async function mustBeNewName(tx: Tx, { consortiumId, classId }: ClassTarget, memberId: string, name: string) {
  const twin = await tx
    .selectFrom('training_class')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('member_id', '=', memberId)
    .where('name', '=', name)
    .where('id', '<>', classId)
    .executeTakeFirst();
  if (twin) throw new Refusal('invalid', { fields: ['name'], detail: '本单位已有同名的班次，请加上期次。' });
}

async function columnsOf(tx: Tx, consortiumId: string, said: Omit<ClassChange, 'version'>) {
  const { name, kind, audience, isPublic, roomId, teacherId, seats, days, shift, attendance, passMark } = said;
  mustBeOneOf(trainingKinds(), kind, 'kind');
  if (audience !== null) mustBeOneOf(audiences(), audience, 'audience');
  if (isPublic && audience === null)
    throw new Refusal('invalid', { fields: ['isPublic'], detail: '面向群体的班次才能公布；请先选定面向的群体。' });
  if (shift >= trainingRules().shifts.length) throw new Refusal('invalid', { fields: ['shift'] });
  if (roomId !== null) await mustStand(tx, 'training_room', consortiumId, [roomId], 'roomId');
  if (teacherId !== null) await mustStand(tx, 'training_teacher', consortiumId, [teacherId], 'teacherId');
  return {
    name,
    kind,
    audience,
    is_public: isPublic,
    room_id: roomId,
    teacher_id: teacherId,
    seats,
    days: [...new Set(days)].sort(),
    shift,
    attendance,
    pass_mark: passMark,
  };
}
