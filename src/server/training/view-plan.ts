import { sql } from 'kysely';
import type { z } from 'zod';
import { mondayOf, weeksOf } from '#core/training/plan-calendar.ts';
import { planClashes } from '#core/training-plan/plan-clashes.ts';
import type { Unplaced } from '#core/training-plan/plan-problem.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { clashTexts, planClassNames } from './clash-texts.ts';
import { gatherPlan, type PlanTarget, problemOf, readPlan } from './gather-plan.ts';
import type { PlansView, PlanView } from './plan-views.ts';
import { mustKnowTraining, trainingRules } from './training-right.ts';
import { readRooms, readSites, readTeachers } from './view-catalogue.ts';

const stateLabels = { draft: '编排中', adopted: '已生成班次' } as const;

const reasonLabels: Readonly<Record<Unplaced['reason'], string>> = {
  'no-room': '没有座位、设备和距离都合适的场地',
  'no-teacher': '没有教这门课程的教师',
  'no-time': '场地、教师和学员没有共同的时间',
  travel: '路程的代价大于这些人的需求',
  taken: '合适的时间、场地或教师已安排给其他班次',
};

/** The plans of a consortium, the latest first. Throws `Refusal('not-found')`. */
export async function listPlans(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
): Promise<z.infer<typeof PlansView>> {
  return db.readAs(actor, async (tx) => {
    const { manages } = await mustKnowTraining(tx, consortiumId);
    const { rows } = await sql<{
      id: string;
      year: number;
      state: 'draft' | 'adopted';
      classes: number;
      placed: number;
    }>`
      select p.id, p.year, p.state, count(c.id)::integer as classes, count(c.week)::integer as placed
      from training_plan p left join training_plan_class c on c.consortium_id = p.consortium_id and c.plan_id = p.id
      where p.consortium_id = ${consortiumId} group by p.id, p.year, p.state order by p.year desc`.execute(tx);
    return { manages, items: rows.map(({ state, ...row }) => ({ ...row, stateLabel: stateLabels[state] })) };
  });
}

/** A plan with every class, where, when and by whom, or why not; and what is against what was chosen by now. Throws `Refusal('not-found')`. */
export async function viewPlan(context: Context, actor: Actor, target: PlanTarget): Promise<z.infer<typeof PlanView>> {
  const { consortiumId } = target;
  return context.db.readAs(actor, async (tx) => {
    const { manages } = await mustKnowTraining(tx, consortiumId);
    const plan = await readPlan(tx, target);
    const names = await planClassNames(context, tx, target);
    const rooms = await readRooms(tx, consortiumId);
    const teachers = await readTeachers(tx, consortiumId);
    const sites = new Map((await readSites(tx, consortiumId)).map(({ id, name }) => [id, name]));
    const placed = [...names].flatMap(([id, { row }]) => (row.choice ? [[id, row.choice] as const] : []));
    const against = plan.state === 'draft' ? planClashes(problemOf(await gatherPlan(tx, target)), new Map(placed)) : [];
    const texts = against.length === 0 ? [] : await clashTexts(context, tx, target, against);
    const numbers =
      plan.value !== null && plan.bound !== null ? { value: Number(plan.value), bound: Number(plan.bound) } : null;
    const all = [...names.values()];
    const served = all.filter(({ row }) => row.choice !== null);
    const peopleOf = (some: typeof all) => some.reduce((sum, { row }) => sum + row.people, 0);
    return {
      id: plan.id,
      year: plan.year,
      state: plan.state,
      manages,
      version: plan.version,
      kmPerPerson: plan.km_per_person,
      mostKm: plan.most_km,
      jobId: plan.job_id,
      solvedAt: plan.solved_at?.toISOString() ?? null,
      value: numbers?.value ?? null,
      bound: numbers?.bound ?? null,
      gap: numbers && numbers.bound > 0 ? gapOf(numbers) : null,
      people: { wanted: peopleOf(all), served: peopleOf(served) },
      weeks: Array.from({ length: weeksOf(plan.year) }, (_, week) => mondayOf(plan.year, week)),
      shifts: trainingRules().shifts.map(({ label }) => label),
      rooms: rooms
        .filter(({ is_withdrawn }) => !is_withdrawn)
        .map(({ id, siteId, name }) => ({ id, name: `${sites.get(siteId) ?? ''} ${name}` })),
      teachers: teachers.filter(({ is_withdrawn }) => !is_withdrawn).map(({ id, name }) => ({ id, name })),
      classes: all.map(({ row, ...named }) => ({
        id: row.id,
        ...named,
        people: row.people,
        isPinned: row.is_pinned,
        choice: row.choice && {
          week: row.choice.week,
          shift: row.choice.shift,
          roomId: row.choice.room,
          teacherId: row.choice.teacher,
        },
        reason: row.reason,
        reasonLabel: row.reason && reasonLabels[row.reason],
        clashes: against.flatMap(({ id }, at) => (id === row.id ? (texts[at] ?? []) : [])),
        classId: row.class_id,
      })),
    };
  });
}

const gapOf = ({ value, bound }: { value: number; bound: number }) =>
  Math.max(0, Math.round(((bound - value) / bound) * 10_000) / 100);
