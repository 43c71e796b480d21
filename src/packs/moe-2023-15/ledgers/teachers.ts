import {
  choice,
  day,
  decimal,
  endedOn,
  enterprise,
  member,
  person,
  school,
  startedOn,
  text,
} from '#core/ledger/fields.ts';
import { defineKind } from '#core/ledger/kind.ts';

/** Teachers who move between schools and enterprises: form part 2, 共建共享; observation points 3.4, 3.5, 4.4. */

const appointedOn = day('聘任日期');
const course = text('承担课程');
const hours = decimal('课时数');

export const enterpriseTeacher = defineKind({
  id: 'enterprise-teacher',
  label: '企业兼职教师',
  fields: {
    school,
    enterprise,
    person: person('姓名'),
    post: choice('岗位类型', '固定岗', '流动岗'),
    course,
    hours,
    startedOn: appointedOn,
    endedOn,
  },
  identity: ['school', 'enterprise', 'person', 'course', 'startedOn'],
  reporter: 'school',
  counterpart: 'enterprise',
  years: { rule: 'on', day: 'startedOn' },
  figures: [
    { figure: 'enterpriseTeachers', measure: { type: 'one' } },
    { figure: 'enterpriseTeacherHours', measure: { type: 'sum', field: 'hours' } },
  ],
  supports: ['3.4'],
  order: [['startedOn', 'endedOn']],
});

export const intercollegiateTeacher = defineKind({
  id: 'intercollegiate-teacher',
  label: '校际兼职教师',
  fields: {
    school: member('聘任学校', 'school'),
    homeSchool: member('所在学校', 'school'),
    person: person('姓名'),
    course,
    hours,
    startedOn: appointedOn,
    endedOn,
  },
  identity: ['school', 'homeSchool', 'person', 'course', 'startedOn'],
  reporter: 'school',
  counterpart: 'homeSchool',
  years: { rule: 'on', day: 'startedOn' },
  figures: [
    { figure: 'intercollegiateTeachers', measure: { type: 'one' } },
    { figure: 'intercollegiateTeacherHours', measure: { type: 'sum', field: 'hours' } },
  ],
  supports: ['3.4'],
  order: [['startedOn', 'endedOn']],
});

export const teacherPractice = defineKind({
  id: 'teacher-practice',
  label: '教师企业实践',
  fields: { school, enterprise, person: person('姓名'), startedOn, endedOn: day('结束日期') },
  identity: ['school', 'enterprise', 'person', 'startedOn'],
  reporter: 'school',
  counterpart: 'enterprise',
  years: { rule: 'during', from: 'startedOn', to: 'endedOn' },
  figures: [{ figure: 'teacherPracticeMonths', measure: { type: 'months', from: 'startedOn', to: 'endedOn' } }],
  supports: ['3.5', '4.4'],
  order: [['startedOn', 'endedOn']],
});

export const teachingTeamAward = defineKind({
  id: 'teaching-team-award',
  label: '教师教学团队奖励',
  fields: {
    school,
    team: text('团队名称'),
    award: text('奖项名称'),
    level: choice('级别', '国家级', '省部级'),
    awardedOn: day('获奖日期'),
  },
  identity: ['school', 'team', 'award'],
  reporter: 'school',
  years: { rule: 'on', day: 'awardedOn' },
  figures: [
    {
      figure: 'nationalTeamAwards',
      label: '教师教学团队获国家级奖励',
      unit: '项',
      measure: { type: 'one' },
      where: [[{ field: 'level', is: '国家级' }]],
      listedFor: 'teachingTeamAwards',
      listedAs: '{school}{team}：{award}',
    },
  ],
  supports: ['3.1', '6.3'],
});
