import type { PlanClash } from '#core/training-plan/plan-clashes.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { type PlanTarget, readPlanClasses } from './gather-plan.ts';
import { readCourses, readNeeds } from './view-catalogue.ts';

const said: Readonly<Record<PlanClash['kind'], string>> = {
  seats: '场地座位不够',
  equipment: '场地缺少所需设备',
  far: '场地超出最远距离',
  'room-busy': '场地那时已被占用、预约或不开放',
  teaches: '教师不教这门课程',
  'teacher-busy': '教师那时已有安排',
  time: '不在需求的时间或时段之内',
  room: '场地那时已安排',
  teacher: '教师那时已安排',
  group: '这些学员那时另有课程',
  load: '教师超过一年最多的周数，已安排',
};

/** What is against choices, in words, with the classes that they hit. */
export async function clashTexts(
  context: Context,
  tx: Tx,
  target: PlanTarget,
  clashes: readonly PlanClash[],
): Promise<readonly string[]> {
  const names = await planClassNames(context, tx, target);
  return clashes.map(({ kind, beside }) => {
    const hit = beside.map((id) => `“${names.get(id)?.name ?? ''}”`);
    return said[kind] + (hit.length > 0 ? hit.join('、') : '');
  });
}

/** How classes of a plan are called, and whose they are, by id. */
export async function planClassNames({ directories }: Context, tx: Tx, target: PlanTarget) {
  const { consortiumId } = target;
  const { byId } = await directories.of(consortiumId);
  const courses = new Map((await readCourses(tx, consortiumId)).map((course) => [course.id, course]));
  const needs = new Map((await readNeeds(tx, consortiumId)).map((need) => [need.id, need]));
  const rows = await readPlanClasses(tx, target);
  return new Map(
    rows.map((row) => {
      const need = needs.get(row.need_id);
      const course = courses.get(need?.courseId ?? '');
      const asker = byId.get(need?.member_id ?? '')?.name ?? '';
      const whom = need?.audience ? `${asker}（${need.audience}）` : asker;
      return [
        row.id,
        {
          row,
          name: `${course?.name ?? ''} ${whom}第${row.part}班`,
          course: course?.name ?? '',
          provider: byId.get(course?.member_id ?? '')?.name ?? '',
          asker: whom,
          weeks: course?.weeks ?? 1,
        },
      ];
    }),
  );
}
