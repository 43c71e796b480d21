import type { AgreementAction, StudentAction } from '#core/apprenticeship/agreement.ts';
import type { Actor } from '#server/access/actor.ts';
import { actOnApprentice, confirmDays } from '#server/apprenticeship/act-on-apprentice.ts';
import { signAsApprentice, tellDay } from '#server/apprenticeship/apprentice-pass.ts';
import { callStudents } from '#server/apprenticeship/call-students.ts';
import { viewApprenticeship } from '#server/apprenticeship/view-apprenticeship.ts';
import { actOnApprenticeship, prepareApprenticeship } from '#server/apprenticeship/write-apprenticeship.ts';
import { dayFrom } from '#server/example/day-from.ts';
import type { PlatformStage } from './platform-stage.ts';

const students = ['甲', '乙', '丙'];

/** An agreement of the first school and the first enterprise, signed by all, whose students have been at their posts for two weeks. */
export async function playApprenticeship({
  context,
  cast,
  consortiumId,
  schools,
  enterprises,
}: PlatformStage): Promise<void> {
  const { higherVocational: teacher, enterprise: mentor } = cast;
  const { id: apprenticeshipId } = await prepareApprenticeship(context, teacher, consortiumId, {
    ...{ kind: 'apprenticeship', schoolId: schools[0]?.id ?? '', enterpriseId: enterprises[0]?.id ?? '' },
    ...{ major: '460305', startsOn: dayFrom(-30), endsOn: dayFrom(330) },
    terms: {
      ...{ post: '智能产线装调学徒', place: '云泽市青禾产业园（虚构）', minutesPerDay: 420, daysPerWeek: 5 },
      ...{ hasNightShift: false, worksHolidays: false, filing: '', staff: 320, postStaff: 40, allowance: 3000 },
      insurance: { policy: '示例保单（虚构）', until: dayFrom(400) },
      ...{ schoolMentor: '学校导师甲（虚构）', enterpriseMentor: '企业导师乙（虚构）' },
      plan: '前三个月学习装配和电气接线，随后轮换示教编程、联调和点检三个工位，每月末由两位导师共同考核。',
    },
  });
  const target = { consortiumId, apprenticeshipId };
  const passes = await callStudents(
    context,
    teacher,
    target,
    {
      students: students.map((who, at) => ({
        name: `示例学徒${who}（虚构）`,
        number: `shili-${at + 1}`,
        bornIn: `${Number(dayFrom(0).slice(0, 4)) - 20}-0${at + 1}`,
      })),
    },
    'http://localhost',
  );
  const act = async (actor: Actor, action: AgreementAction) => {
    const { version } = await viewApprenticeship(context, actor, target);
    await actOnApprenticeship(context, actor, target, { action, version });
  };
  await act(teacher, 'propose');
  for (const { link } of passes) await signAsApprentice(context, tokenOf(link), 1);
  for (const actor of [teacher, mentor]) await act(actor, 'sign');
  for (const { id } of (await viewApprenticeship(context, mentor, target)).students) {
    await step(mentor, id, 'train', dayFrom(-29));
    await step(mentor, id, 'begin', dayFrom(-14));
  }
  for (const { link } of passes)
    for (const day of workingDays())
      await tellDay(context, tokenOf(link), {
        ...{ day, from: 8 * 60 + 30, to: 16 * 60 + 30, rest: 60 },
        log: '在导师指导下完成电气柜接线和点检。',
      });
  const [first] = (await viewApprenticeship(context, mentor, target)).students;
  if (first) await confirmDays(context, mentor, target, first.id, dayFrom(-1));

  async function step(actor: Actor, apprenticeId: string, action: StudentAction, day: string) {
    const seen = await viewApprenticeship(context, actor, target);
    const version = seen.students.find(({ id }) => id === apprenticeId)?.version ?? 0;
    await actOnApprentice(context, actor, target, apprenticeId, { action, version, day, text: '' });
  }
}

const tokenOf = (link: string) => link.split('/').at(-1) ?? '';

/** The working days of the last two weeks. */
function workingDays(): string[] {
  return Array.from({ length: 13 }, (_, at) => dayFrom(at - 13)).filter(
    (day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
  );
}
