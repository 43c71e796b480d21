import { sql } from 'kysely';
import { classDays } from '#core/training/plan-calendar.ts';
import { type PlanClash, planClashes } from '#core/training-plan/plan-clashes.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beginJob } from '#server/job/begin-job.ts';
import { lockResources } from '#server/resource/book-for-classes.ts';
import { clashTexts, planClassNames } from './clash-texts.ts';
import { gatherPlan, keepPlanClasses, type PlanTarget, problemOf, readPlan, readPlanClasses } from './gather-plan.ts';
import { holdRooms, lockRooms } from './hold-rooms.ts';
import type { PinBody, PlanBody, PlanChange } from './plan-views.ts';
import { mustManageTraining, trainingKinds, trainingRules } from './training-right.ts';
import { readCourses, readNeeds, readRooms } from './view-catalogue.ts';

/** The plan of a year, of all its needs. Throws `Refusal`: `invalid` where the year has one, `forbidden`, `not-found`. */
export async function preparePlan(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  { year, kmPerPerson, mostKm }: PlanBody,
): Promise<{ id: string }> {
  const planId = crypto.randomUUID();
  await db.asActor(actor, async (tx) => {
    await mustManageTraining(tx, consortiumId);
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('training_plan')
      .values({
        consortium_id: consortiumId,
        id: planId,
        year,
        km_per_person: kmPerPerson,
        most_km: mostKm,
        person_id: actor.personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n)
      throw new Refusal('invalid', { fields: ['year'], detail: `${year}年已有计划，请在那一份上编排。` });
    await keepPlanClasses(tx, { consortiumId, planId }, year);
    await recordAudit(tx, consortiumId, 'training-plan.prepared', planId, { year });
  });
  return { id: planId };
}

/** Solves a plan anew, with the needs as they stand and around what was chosen by hand, as a job. Throws `Refusal`: `action-not-possible`, `stale`, `forbidden`, `not-found`. */
export async function beginSolution(
  context: Context,
  actor: Actor,
  target: PlanTarget,
  { version, kmPerPerson, mostKm }: PlanChange,
): Promise<{ jobId: string; version: number }> {
  const { consortiumId, planId } = target;
  await context.db.asActor(actor, async (tx) => {
    const { year } = await lockPlan(tx, target, version);
    await keepPlanClasses(tx, target, year);
    await updatePlan(tx, target)
      .set({ km_per_person: kmPerPerson, most_km: mostKm, version: version + 1 })
      .execute();
    await recordAudit(tx, consortiumId, 'training-plan.solved', planId, { year });
  });
  const jobId = await beginJob(context, actor, { consortiumId, kind: 'training-plan', parameters: { planId } });
  await context.db.asActor(actor, (tx) => updatePlan(tx, target).set({ job_id: jobId }).execute());
  return { jobId, version: version + 1 };
}

/**
 * Puts a class of a plan to a week, shift, room and teacher by hand, or leaves it to the next solution. Throws `Refusal`: `plan-clash` with what is against it,
 * `action-not-possible`, `stale`, `forbidden`, `not-found`.
 */
export async function pinClass(
  context: Context,
  actor: Actor,
  target: PlanTarget,
  planClassId: string,
  { version, choice }: PinBody,
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    await lockPlan(tx, target, version);
    const rows = await readPlanClasses(tx, target);
    if (!rows.some(({ id }) => id === planClassId)) throw new Refusal('not-found');
    if (choice !== null) {
      const problem = problemOf(await gatherPlan(tx, target));
      const chosen = { week: choice.week, shift: choice.shift, room: choice.roomId, teacher: choice.teacherId };
      const isKnown = (all: readonly { id: string }[], id: string) => all.some((each) => each.id === id);
      if (!isKnown(problem.rooms, chosen.room) || !isKnown(problem.teachers, chosen.teacher))
        throw new Refusal('invalid', { fields: ['choice'], detail: '请从列表中选择场地和教师。' });
      const choices = new Map(rows.flatMap((row) => (row.choice ? [[row.id, row.choice] as const] : [])));
      const clashes = planClashes(problem, choices.set(planClassId, chosen)).filter(({ id }) => id === planClassId);
      if (clashes.length > 0) {
        const texts = await clashTexts(context, tx, target, clashes);
        throw new Refusal('plan-clash', { fields: ['choice'], detail: texts.join('；') });
      }
    }
    await tx
      .updateTable('training_plan_class')
      .set(
        choice === null
          ? { is_pinned: false }
          : {
              is_pinned: true,
              week: choice.week,
              shift: choice.shift,
              room_id: choice.roomId,
              teacher_id: choice.teacherId,
              reason: null,
            },
      )
      .where('consortium_id', '=', target.consortiumId)
      .where('id', '=', planClassId)
      .execute();
    await updatePlan(tx, target)
      .set({ version: version + 1 })
      .execute();
    await recordAudit(tx, target.consortiumId, 'training-plan.changed', target.planId, { pinned: choice !== null });
    return { version: version + 1 };
  });
}

/**
 * The plan holds: what is placed in it becomes classes of the members that teach, and the shared resources that their rooms are become theirs for each session.
 * Throws `Refusal`: `plan-clash` with the classes that something is in the way of by now, `action-not-possible`, `stale`, `forbidden`, `not-found`.
 */
export async function adoptPlan(
  context: Context,
  actor: Actor,
  target: PlanTarget,
  version: number,
): Promise<{ opened: number }> {
  const { consortiumId, planId } = target;
  return context.db.asActor(actor, async (tx) => {
    const { year } = await lockPlan(tx, target, version);
    const rows = (await readPlanClasses(tx, target)).flatMap((row) =>
      row.choice ? [{ ...row, choice: row.choice }] : [],
    );
    if (rows.length === 0) throw new Refusal('action-not-possible', { detail: '还没有安排任何班次，请先编排。' });
    await lockRooms(tx, consortiumId, { changes: false });
    const resourceOf = new Map((await readRooms(tx, consortiumId)).map(({ id, resourceId }) => [id, resourceId]));
    // Whoever books one of them meanwhile waits, and then finds it taken.
    await lockResources(
      tx,
      rows.flatMap(({ choice }) => resourceOf.get(choice.room) ?? []),
    );
    const problem = problemOf(await gatherPlan(tx, target));
    const clashes = planClashes(problem, new Map(rows.map(({ id, choice }) => [id, choice])));
    if (clashes.length > 0) throw await notAdopted(context, tx, target, clashes);
    const needs = new Map((await readNeeds(tx, consortiumId)).map((need) => [need.id, need]));
    const courses = new Map((await readCourses(tx, consortiumId)).map((course) => [course.id, course]));
    const { byId } = await context.directories.of(consortiumId);
    const opened = rows.flatMap(({ id, choice, people, part, need_id }) => {
      const need = needs.get(need_id);
      const course = courses.get(need?.courseId ?? '');
      const shift = trainingRules().shifts[choice.shift];
      if (!need || !course || !shift) return [];
      const whom = need.audience ?? byId.get(need.member_id)?.name ?? '';
      return [
        {
          planClass: id,
          id: crypto.randomUUID(),
          member_id: course.member_id,
          course_id: course.id,
          need_id,
          // The same need may be planned in the year before; the week tells the classes apart.
          name: `${course.name}${year}年（${whom}第${part}班，第${choice.week + 1}周）`.slice(0, 100),
          kind: need.kind ?? trainingKinds()[0] ?? '',
          audience: need.audience,
          room_id: choice.room,
          teacher_id: choice.teacher,
          seats: people,
          days: [...classDays(year, choice.week, course.weeks, shift)],
          shift: choice.shift,
        },
      ];
    });
    await tx
      .insertInto('training_class')
      .values(
        opened.map(({ planClass: _, ...columns }) => ({
          consortium_id: consortiumId,
          person_id: actor.personId,
          ...columns,
        })),
      )
      .execute();
    const links = JSON.stringify(opened.map(({ planClass, id }) => ({ planClass, id })));
    await sql`
      update training_plan_class c set class_id = o.id from jsonb_to_recordset(${links}) as o("planClass" uuid, id uuid)
      where c.consortium_id = ${consortiumId} and c.plan_id = ${planId} and c.id = o."planClass"`.execute(tx);
    await holdRooms(tx, actor, consortiumId, { classIds: opened.map(({ id }) => id) });
    await updatePlan(tx, target)
      .set({ state: 'adopted', version: version + 1 })
      .execute();
    await recordAudit(tx, consortiumId, 'training-plan.adopted', planId, { classes: opened.length });
    return { opened: opened.length };
  });
}

/** Which classes cannot be held as planned, and what to do. */
async function notAdopted(
  context: Context,
  tx: Tx,
  target: PlanTarget,
  clashes: readonly PlanClash[],
): Promise<Refusal> {
  const names = await planClassNames(context, tx, target);
  const texts = await clashTexts(context, tx, target, clashes);
  const byClass = Map.groupBy(clashes.entries(), ([, { id }]) => id);
  const shown = [...byClass].slice(0, 5).map(([id, all]) => {
    return `“${names.get(id)?.name ?? ''}”${all.map(([at]) => texts[at]).join('、')}`;
  });
  const more = byClass.size > shown.length ? `等${byClass.size}个班次` : '';
  return new Refusal('plan-clash', {
    classes: byClass.size,
    detail: `${shown.join('；')}${more}。请重新编排，编排会避开已占用的时间；手工选定的班次请在下表中另选。`,
  });
}

function updatePlan(tx: Tx, { consortiumId, planId }: PlanTarget) {
  return tx.updateTable('training_plan').where('consortium_id', '=', consortiumId).where('id', '=', planId);
}

/** A plan that the secretariat changes, and that is not adopted. */
async function lockPlan(tx: Tx, target: PlanTarget, version: number) {
  await mustManageTraining(tx, target.consortiumId);
  await sql`select pg_advisory_xact_lock(hashtextextended('training plan ' || ${target.planId}::text, 0))`.execute(tx);
  const plan = await readPlan(tx, target);
  if (plan.version !== version) throw new Refusal('stale', { version: plan.version });
  if (plan.state !== 'draft') throw new Refusal('action-not-possible', { state: plan.state });
  return plan;
}
