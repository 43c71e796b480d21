import type { Actor } from '#server/access/actor.ts';
import { actOnAppraisal } from '#server/appraisal/act-on-appraisal.ts';
import { type AppraisalKey, readAppraisal, readSubjects } from '#server/appraisal/appraisal-row.ts';
import { acceptResult, decideObjection, objectToScore } from '#server/appraisal/object.ts';
import { appraisalRules } from '#server/appraisal/scheme.ts';
import { openScheme } from '#server/appraisal/schemes.ts';
import { scoreByHand } from '#server/appraisal/score-by-hand.ts';
import { startAppraisal } from '#server/appraisal/start-appraisal.ts';
import type { Context } from '#server/context.ts';
import type { ExampleMember } from '#server/example/example-members.ts';
import type { ExampleUnits } from '#server/example/make-example-units.ts';
import { recordHonour } from '#server/honour/honours.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { applyForPost } from '#server/post/apply-for-post.ts';
import { appoint } from '#server/post/appoint.ts';
import { callPost } from '#server/post/call-post.ts';
import { hireStaff } from '#server/staff/staff.ts';

type Cast = {
  consortiumId: string;
  secretary: Actor;
  park: Actor;
  teacher: Actor;
  firm: Actor;
  school: ExampleMember;
  enterprise: ExampleMember;
};

/** Gives the first consortium its staff, posts and a finished appraisal with an objection and the honours that followed, by the commands that people use. */
export async function playPeople(
  context: Context,
  units: ExampleUnits,
  members: readonly ExampleMember[],
): Promise<void> {
  const school = members.find(({ category }) => category === 'higherVocational');
  const enterprise = members.find(({ category }) => category === 'enterprise');
  const [consortiumId] = units.consortia;
  if (!school || !enterprise || consortiumId === undefined) return;
  const [secretary, park, teacher, firm] = ['secretariat1', 'park1', 'member1', 'firm1'].map((name) =>
    units.actor(`${name}@shili.example`),
  );
  if (!secretary || !park || !teacher || !firm) return;
  const cast = { consortiumId, secretary, park, teacher, firm, school, enterprise };
  await hire(context, cast);
  await fillPosts(context, cast);
  await honour(context, cast, await appraise(context, cast));
  await appraiseAgain(context, cast);
}

async function hire(context: Context, { consortiumId, secretary, school }: Cast): Promise<void> {
  const people = [
    ['秘书甲（虚构）', 'full-time', school.id, '秘书处日常工作、台账和任务', secretary.personId],
    ['联络员乙（虚构）', 'full-time', null, '企业联络、供需对接', null],
    ['财务丙（虚构）', 'part-time', school.id, '经费预算和决算', null],
  ] as const;
  for (const [name, employment, memberId, duty, accountId] of people)
    await hireStaff(context, secretary, consortiumId, {
      ...{ name, employment, memberId, duty, accountId },
      unit: '园区管理委员会（虚构）',
      fromDay: '2024-03-01',
    });
}

async function fillPosts(context: Context, { consortiumId, secretary, firm, school, enterprise }: Cast): Promise<void> {
  const call = { kind: '流动岗', memberId: school.id, conditions: '高级技师，五年以上一线经验（虚构）' };
  const filled = await callPost(context, secretary, consortiumId, {
    ...call,
    title: '智能制造实训指导教师（虚构）',
    places: 2,
    course: '智能产线装调（虚构）',
    closesOn: dayFrom(-200),
  });
  await appoint(
    context,
    secretary,
    { consortiumId, postId: filled.id },
    {
      memberId: enterprise.id,
      name: '技师丁（虚构）',
      application: null,
      hours: '48',
      fromDay: dayFrom(-180),
      toDay: dayFrom(185),
    },
  );
  const open = await callPost(context, secretary, consortiumId, {
    ...call,
    kind: '固定岗',
    title: '产业教授（虚构）',
    places: 1,
    course: '工业机器人应用（虚构）',
    closesOn: dayFrom(30),
  });
  await applyForPost(
    context,
    firm,
    { consortiumId, postId: open.id },
    { memberId: enterprise.id, name: '工程师戊（虚构）', statement: '主持过两条产线的改造（虚构）' },
  );
}

/** Last year's: everything in it, and final. */
async function appraise(context: Context, cast: Cast): Promise<AppraisalKey> {
  const { consortiumId, secretary, park, teacher, firm, school, enterprise } = cast;
  const { suggested } = appraisalRules().subjects.member;
  const scheme = await openScheme(context, secretary, consortiumId, {
    subject: 'member',
    title: '成员单位年度考核办法（虚构）',
    content: { ...suggested, shows: 'all' },
  });
  const year = Number(beijingToday().slice(0, 4)) - 1;
  const { id } = await startAppraisal(context, secretary, {
    consortiumId,
    schemeId: scheme.id,
    title: `${year}年成员单位考核（虚构）`,
    fromDay: `${year}-01-01`,
    toDay: `${year}-12-31`,
    subjects: [school.id, enterprise.id],
  });
  const key = { consortiumId, appraisalId: id };
  await scoreAll(context, secretary, key, ['27', '24.5']);
  await actOnAppraisal(context, secretary, key, { version: 1, action: 'publish' });
  const subjects = await context.db.readAs(secretary, (tx) => readSubjects(tx, key));
  const ofFirm = subjects.find(({ member_id }) => member_id === enterprise.id);
  const ofSchool = subjects.find(({ member_id }) => member_id === school.id);
  if (!ofFirm || !ofSchool) return key;
  const objection = await objectToScore(context, firm, key, {
    subjectId: ofFirm.id,
    indicator: 'contribution',
    text: '去年承办的两次供需对接会没有计入（虚构）。',
  });
  await decideObjection(
    context,
    park,
    { ...key, objectionId: objection.id },
    { version: 1, outcome: 'changed', points: '29', text: '经核对，补计两次对接会（虚构）。' },
  );
  await acceptResult(context, firm, key, ofFirm.id);
  await acceptResult(context, teacher, key, ofSchool.id);
  await actOnAppraisal(context, secretary, key, { version: 2, action: 'finish' });
  return key;
}

/** This year's, still to be scored: where the secretariat would go on. */
async function appraiseAgain(context: Context, { consortiumId, secretary }: Cast): Promise<void> {
  const { suggested } = appraisalRules().subjects.staff;
  const scheme = await openScheme(context, secretary, consortiumId, {
    subject: 'staff',
    title: '秘书处人员考核办法（虚构）',
    content: suggested,
  });
  const year = beijingToday().slice(0, 4);
  await startAppraisal(context, secretary, {
    consortiumId,
    schemeId: scheme.id,
    title: `${year}年秘书处人员考核（虚构）`,
    fromDay: `${year}-01-01`,
    toDay: `${year}-12-31`,
  });
}

async function scoreAll(
  context: Context,
  secretary: Actor,
  key: AppraisalKey,
  points: readonly string[],
): Promise<void> {
  const subjects = await context.db.readAs(secretary, (tx) => readSubjects(tx, key));
  for (const [at, { id, version }] of subjects.entries())
    await scoreByHand(context, secretary, key, {
      subjectId: id,
      indicator: 'contribution',
      version,
      points: points[at] ?? '20',
      reason: '参加理事会议、承办活动（虚构）',
    });
}

async function honour(context: Context, { consortiumId, secretary }: Cast, key: AppraisalKey): Promise<void> {
  const { row, best } = await context.db.readAs(secretary, async (tx) => ({
    row: await readAppraisal(tx, key),
    best: (await readSubjects(tx, key))[0],
  }));
  if (best?.member_id && row.state === 'final')
    await recordHonour(context, secretary, consortiumId, {
      recipient: 'member',
      title: '年度突出贡献单位（虚构）',
      merit: '在年度工作中按期完成任务、积极参与联合体建设（虚构）',
      memberId: best.member_id,
      name: '',
      appraisalId: key.appraisalId,
      decision: '',
      awardedOn: beijingToday(),
    });
  await recordHonour(context, secretary, consortiumId, {
    recipient: 'consortium',
    title: '产教融合典型案例（虚构）',
    awarder: '示例省教育厅（虚构）',
    level: '省部级',
    kind: '典型案例',
    merit: '',
    awardedOn: dayFrom(-60),
  });
}

/** A day so many days from today in Beijing. */
function dayFrom(days: number): string {
  return beijingToday(new Date(Date.now() + days * 86_400_000));
}
