import { dayFrom } from '#server/example/day-from.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import { markAttendance } from '#server/training/attend.ts';
import { enrolTrainees, scoreTrainee } from '#server/training/enrol-trainees.ts';
import { keepCourse, keepNeed, keepRoom, keepSite, keepTeacher } from '#server/training/keep-catalogue.ts';
import { viewClass } from '#server/training/view-class.ts';
import { actOnClass, openClass } from '#server/training/write-class.ts';
import type { PlatformStage } from './platform-stage.ts';

const courses = [
  { name: '工业机器人操作（中级）', people: 24, weeks: 2, equipment: ['机器人工作站'] },
  { name: '数控车削（中级）', people: 20, weeks: 3, equipment: ['数控车床'] },
  { name: '电工安全作业', people: 30, weeks: 1, equipment: [] },
];

/** Courses, rooms and teachers, needs for a year to be planned from, one class that is over with its certificates, and one that enrols. */
export async function playTraining(stage: PlatformStage): Promise<void> {
  const { context, cast, consortiumId, schools, enterprises } = stage;
  const [school, firm] = [schools[0]?.id ?? '', enterprises[0]?.id ?? ''];
  const target = (kind: string, number: number) => ({ consortiumId, itemId: exampleId(`training-${kind}`, number) });
  const kept = { version: 0, isWithdrawn: false };
  const sites = [
    { name: '青禾产业园', longitude: 120.12, latitude: 30.21 },
    { name: '云泽职教城', longitude: 120.31, latitude: 30.3 },
  ];
  for (const [at, site] of sites.entries())
    await keepSite(context, cast.secretary, target('site', at), { ...site, version: 0 });
  const siteId = (at: number) => target('site', at).itemId;
  const courseId = (at: number) => target('course', at).itemId;
  for (const [at, course] of courses.entries())
    await keepCourse(context, cast.higherVocational, target('course', at), {
      ...{ ...kept, ...course, memberId: school, skills: '按国家职业标准相应等级的操作要求组织教学（虚构）' },
    });
  const rooms = [
    { name: '实训楼101', seats: 30, equipment: ['机器人工作站'] },
    { name: '实训楼203', seats: 24, equipment: ['数控车床'] },
    { name: '培训中心阶梯教室', seats: 60, equipment: [] },
  ];
  for (const [at, room] of rooms.entries())
    await keepRoom(context, cast.higherVocational, target('room', at), {
      ...{ ...kept, ...room, memberId: school, siteId: siteId(1), resourceId: null, busy: [] },
    });
  for (const at of courses.keys())
    await keepTeacher(context, cast.higherVocational, target('teacher', at), {
      ...{ ...kept, memberId: school, siteId: siteId(1), name: `培训教师${at + 1}（虚构）` },
      ...{ courseIds: [courseId(at), courseId((at + 1) % courses.length)], mostWeeks: 16, busy: [] },
    });
  const needs = [
    { course: 0, people: 66, kind: '岗位培训', audience: null, weight: 2 },
    { course: 1, people: 40, kind: '继续教育', audience: null, weight: 1 },
    { course: 2, people: 90, kind: '岗前培训', audience: null, weight: 1 },
  ];
  for (const [at, { course, ...need }] of needs.entries())
    await keepNeed(context, cast.enterprise, target('need', at), {
      ...{ ...kept, ...need, memberId: firm, courseId: courseId(course), siteId: siteId(0), note: '' },
      ...{ fromOn: dayFrom(10), untilOn: dayFrom(300), shifts: [0, 2] },
    });
  await holdClass(stage, { courseId: courseId(0), roomId: target('room', 0).itemId, from: -20, isOver: true });
  await holdClass(stage, { courseId: courseId(1), roomId: target('room', 1).itemId, from: 20, isOver: false });
}

type ExampleClass = { courseId: string; roomId: string; from: number; isOver: boolean };

/** A class of five days for the first enterprise's staff; one that is over was attended and passed by all. */
async function holdClass(stage: PlatformStage, { courseId, roomId, from, isOver }: ExampleClass): Promise<void> {
  const { context, cast, consortiumId, schools, enterprises } = stage;
  const days = [0, 1, 2, 3, 4].map((after) => dayFrom(from + after));
  const { id: classId } = await openClass(context, cast.higherVocational, consortiumId, {
    ...{ memberId: schools[0]?.id ?? '', courseId, needId: null, name: isOver ? '机器人操作第1期' : '数控车削第1期' },
    ...{ kind: '岗位培训', audience: null, isPublic: false, roomId, teacherId: null, seats: 24, days, shift: 0 },
    ...{ attendance: 80, passMark: 60 },
  });
  const target = { consortiumId, classId };
  const names = ['甲', '乙', '丙', '丁', '戊', '己'].map((who) => `示例职工${who}（虚构）`);
  const whose = { enterpriseId: enterprises[0]?.id ?? '', audience: null };
  await enrolTrainees(context, cast.enterprise, target, { ...whose, names }, 'http://localhost');
  if (!isOver) return;
  const { trainees } = await viewClass(context, cast.higherVocational, target);
  const traineeIds = trainees.map(({ id }) => id);
  for (const day of days)
    await markAttendance(context, cast.higherVocational, target, { day, traineeIds, isThere: true });
  const after = await viewClass(context, cast.higherVocational, target);
  for (const [at, { id, version }] of after.trainees.entries())
    await scoreTrainee(context, cast.higherVocational, target, id, { version, score: 72 + at * 4, withdraws: false });
  const { version } = await viewClass(context, cast.higherVocational, target);
  await actOnClass(context, cast.higherVocational, target, { action: 'complete', version, reason: '' });
}
