import {
  choice,
  count,
  day,
  endedOn,
  enterprise,
  major,
  member,
  school,
  startedOn,
  text,
  year,
} from '#core/ledger/fields.ts';
import { defineKind } from '#core/ledger/kind.ts';

/** Joint training: form part 2, 人才培养; observation points 3.1, 3.5, 4.2, 4.4, 4.5. */

const jointTraining = {
  identity: ['school', 'enterprise', 'major', 'startedOn'],
  reporter: 'school',
  counterpart: 'enterprise',
  years: { rule: 'during', from: 'startedOn', to: 'endedOn' },
  order: [['startedOn', 'endedOn']],
} as const;

export const apprenticeship = defineKind({
  id: 'apprenticeship',
  label: '中国特色学徒制培养',
  fields: { school, enterprise, major, headcount: count('学徒人数'), startedOn, endedOn },
  ...jointTraining,
  figures: [{ figure: 'apprentices', measure: { type: 'sum', field: 'headcount' } }],
  supports: ['3.1', '4.4'],
});

export const fieldEngineerTraining = defineKind({
  id: 'field-engineer-training',
  label: '现场工程师培养',
  fields: { school, enterprise, major, headcount: count('培养人数'), startedOn, endedOn },
  ...jointTraining,
  figures: [{ figure: 'fieldEngineers', measure: { type: 'sum', field: 'headcount' } }],
  supports: ['3.1'],
});

export const otherJointTraining = defineKind({
  id: 'other-joint-training',
  label: '其他联合培养',
  fields: { school, enterprise, major, headcount: count('培养人数'), startedOn, endedOn, form: text('培养形式') },
  ...jointTraining,
  figures: [{ figure: 'otherJointTrainees', measure: { type: 'sum', field: 'headcount' } }],
  supports: ['3.1'],
});

export const internship = defineKind({
  id: 'internship',
  label: '实习实训',
  fields: { school, enterprise, major, headcount: count('学生人数'), startedOn, endedOn: day('结束日期') },
  ...jointTraining,
  figures: [
    { figure: 'internshipMonths', measure: { type: 'months', from: 'startedOn', to: 'endedOn', times: 'headcount' } },
  ],
  supports: ['3.5', '4.4'],
});

export const studentDevelopment = defineKind({
  id: 'student-development',
  label: '协作育人活动',
  fields: { school, enterprise, activity: text('活动'), participants: count('参与学生数'), heldOn: day('日期') },
  identity: ['school', 'enterprise', 'activity', 'heldOn'],
  reporter: 'school',
  counterpart: 'enterprise',
  years: { rule: 'on', day: 'heldOn' },
  figures: [
    {
      figure: 'developmentParticipants',
      label: '协作育人活动参与学生',
      unit: '人次',
      measure: { type: 'sum', field: 'participants' },
    },
  ],
  supports: ['4.2'],
});

export const articulation = defineKind({
  id: 'articulation',
  label: '贯通衔接培养',
  fields: {
    fromSchool: member('输送学校', 'school'),
    toSchool: member('接收学校', 'school'),
    path: choice('类型', '中高职贯通', '中高本衔接'),
    major,
    headcount: count('人数'),
    year: year('年度'),
  },
  identity: ['fromSchool', 'toSchool', 'path', 'major', 'year'],
  reporter: 'fromSchool',
  counterpart: 'toSchool',
  years: { rule: 'year', field: 'year' },
  figures: [
    {
      figure: 'secondaryToHigherStudents',
      measure: { type: 'sum', field: 'headcount' },
      where: [[{ field: 'path', is: '中高职贯通' }]],
    },
    {
      figure: 'vocationalToBachelorStudents',
      measure: { type: 'sum', field: 'headcount' },
      where: [[{ field: 'path', is: '中高本衔接' }]],
    },
  ],
  supports: ['4.5'],
});

export const bachelorAdmission = defineKind({
  id: 'bachelor-admission',
  label: '本科及专硕招收',
  fields: {
    university: member('高校', 'school'),
    source: choice('生源', '中高职毕业生', '企业一线优秀员工'),
    level: choice('层次', '本科', '专业学位研究生'),
    headcount: count('人数'),
    year: year('年度'),
  },
  identity: ['university', 'source', 'level', 'year'],
  reporter: 'university',
  years: { rule: 'year', field: 'year' },
  figures: [{ figure: 'bachelorAdmissions', measure: { type: 'sum', field: 'headcount' } }],
  supports: ['4.5'],
});

export const skillsExamAdmission = defineKind({
  id: 'skills-exam-admission',
  label: '职教高考升学',
  fields: { school, year: year('年度'), candidates: count('参考人数'), admitted: count('录取人数') },
  identity: ['school', 'year'],
  reporter: 'school',
  years: { rule: 'year', field: 'year' },
  figures: [
    {
      figure: 'skillsExamAdmissionRate',
      measure: { type: 'rate', part: { field: 'admitted' }, whole: { field: 'candidates' } },
    },
  ],
  supports: ['4.5'],
  within: [['admitted', 'candidates']],
});

export const graduateEmployment = defineKind({
  id: 'graduate-employment',
  label: '毕业生就业',
  fields: { school, year: year('年度'), graduates: count('毕业人数'), employed: count('就业人数') },
  identity: ['school', 'year'],
  reporter: 'school',
  years: { rule: 'year', field: 'year' },
  figures: [
    { figure: 'employmentRate', measure: { type: 'rate', part: { field: 'employed' }, whole: { field: 'graduates' } } },
  ],
  supports: ['4.2'],
  within: [['employed', 'graduates']],
});

export const skillsCompetitionAward = defineKind({
  id: 'skills-competition-award',
  label: '技能大赛获奖',
  fields: {
    school,
    competition: text('赛项'),
    level: choice('级别', '世界级', '国家级', '省级'),
    prize: text('奖次'),
    students: count('获奖学生数'),
    awardedOn: day('获奖日期'),
  },
  identity: ['school', 'competition', 'prize', 'awardedOn'],
  reporter: 'school',
  years: { rule: 'on', day: 'awardedOn' },
  figures: [
    {
      figure: 'competitionAwards',
      label: '职业院校技能大赛获奖',
      unit: '项',
      measure: { type: 'one' },
      listedFor: 'skillsCompetitionAwards',
      listedAs: '{school}：{competition}{level}{prize}',
    },
  ],
  supports: ['4.2'],
});
