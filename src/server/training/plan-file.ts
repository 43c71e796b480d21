import type { z } from 'zod';
import { writeTable } from '#documents/xlsx/write-table.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { PlanTarget } from './gather-plan.ts';
import type { PlanView } from './plan-views.ts';
import { viewPlan } from './view-plan.ts';

/** A year's plan as Excel, or as a PDF across. Throws `Refusal('not-found')`. */
export async function planFile(
  context: Context,
  actor: Actor,
  target: PlanTarget,
  document: 'plan.xlsx' | 'plan.pdf',
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const plan = await viewPlan(context, actor, target);
  const title = `${plan.year}年度培训计划`;
  const { placed, unplaced } = rowsOf(plan);
  if (document === 'plan.xlsx')
    return {
      bytes: Buffer.from(
        await writeTable({
          title,
          columns: heads.map((head) => ({ title: head })),
          rows: [
            ...placed,
            ...unplaced.map(([course, asker, people, reason]) => ['未安排', '', course, asker, people, '', '', reason]),
          ].map((row) => row.map((cell) => cell ?? '')),
        }),
      ),
      name: `${title}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    };
  const pdf = await context.documents.official({
    title,
    isLandscape: true,
    body: [
      { kind: 'paragraph', text: summaryOf(plan) },
      { kind: 'table', head: heads, widths: [12, 12, 20, 22, 6, 20, 10, 8], rows: placed },
      ...(unplaced.length === 0
        ? []
        : [
            { kind: 'heading' as const, text: '未能安排的班次' },
            { kind: 'table' as const, head: ['课程', '需求', '人数', '原因'], widths: [25, 30, 8, 37], rows: unplaced },
          ]),
    ],
  });
  return { bytes: Buffer.from(pdf), name: `${title}.pdf`, mediaType: 'application/pdf' };
}

const heads = ['开始周', '时段', '课程', '需求', '人数', '场地', '教师', '周数'];

function rowsOf({ classes, weeks, shifts, rooms, teachers }: z.infer<typeof PlanView>) {
  const nameIn = (all: readonly { id: string; name: string }[], id: string) =>
    all.find((each) => each.id === id)?.name ?? '';
  const held = classes.flatMap((one) => (one.choice ? [{ ...one, choice: one.choice }] : []));
  return {
    placed: held
      .toSorted((one, other) => one.choice.week - other.choice.week || one.choice.shift - other.choice.shift)
      .map(({ choice, course, asker, people, weeks: length }) => [
        weeks[choice.week] ?? '',
        shifts[choice.shift] ?? '',
        course,
        asker,
        String(people),
        nameIn(rooms, choice.roomId),
        nameIn(teachers, choice.teacherId),
        String(length),
      ]),
    unplaced: classes
      .filter(({ choice }) => choice === null)
      .map(({ course, asker, people, reasonLabel }) => [course, asker, String(people), reasonLabel ?? '还没有编排']),
  };
}

function summaryOf({ people, classes, gap }: z.infer<typeof PlanView>): string {
  const held = classes.filter(({ choice }) => choice !== null).length;
  const near = gap === null ? '' : gap === 0 ? '，已是理论上限' : `，与理论上限相差不超过${gap}％`;
  return `共${classes.length}个班次，安排${held}个；需求${people.wanted}人，安排${people.served}人${near}。`;
}
