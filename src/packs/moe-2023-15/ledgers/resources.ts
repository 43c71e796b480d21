import {
  choice,
  count,
  day,
  decimal,
  endedOn,
  enterprises,
  major,
  member,
  members,
  optional,
  person,
  school,
  startedOn,
  text,
} from '#core/ledger/fields.ts';
import { defineKind } from '#core/ledger/kind.ts';

/** Shared resources: form part 2, 共建共享; observation points 3.1–3.4. */

export const coBuiltMajor = defineKind({
  id: 'co-built-major',
  label: '共建专业',
  fields: { school, major, enterprises, startedOn, endedOn },
  identity: ['school', 'major'],
  reporter: 'school',
  counterpart: 'enterprises',
  years: { rule: 'inForce', from: 'startedOn', to: 'endedOn' },
  figures: [{ figure: 'coBuiltMajors', measure: { type: 'one' } }],
  supports: ['3.1', '3.3'],
  order: [['startedOn', 'endedOn']],
});

export const coBuiltCourse = defineKind({
  id: 'co-built-course',
  label: '共建课程',
  fields: { school, name: text('课程名称'), enterprises, hours: decimal('学时'), startedOn, endedOn },
  identity: ['school', 'name'],
  reporter: 'school',
  counterpart: 'enterprises',
  years: { rule: 'inForce', from: 'startedOn', to: 'endedOn' },
  figures: [{ figure: 'coBuiltCourses', measure: { type: 'one' } }],
  supports: ['3.1', '4.3'],
  order: [['startedOn', 'endedOn']],
});

export const coBuiltTextbook = defineKind({
  id: 'co-built-textbook',
  label: '共建教材',
  fields: {
    school,
    title: text('教材名称'),
    isbn: { ...optional(text('ISBN')), check: 'isbn' },
    enterprises,
    publishedOn: day('出版日期'),
    withdrawnOn: optional(day('停用日期')),
  },
  identity: ['school', 'title'],
  reporter: 'school',
  counterpart: 'enterprises',
  years: { rule: 'inForce', from: 'publishedOn', to: 'withdrawnOn' },
  figures: [{ figure: 'coBuiltTextbooks', measure: { type: 'one' } }],
  supports: ['3.1', '3.2'],
  order: [['publishedOn', 'withdrawnOn']],
});

export const trainingBase = defineKind({
  id: 'training-base',
  label: '共建实训基地',
  fields: {
    host: member('依托单位'),
    name: text('基地名称'),
    partners: members('共建单位'),
    area: decimal('面积（㎡）'),
    workplaces: count('工位数'),
    equipmentValue: decimal('设备总值（万元）'),
    openedOn: day('启用日期'),
    closedOn: optional(day('停用日期')),
  },
  identity: ['host', 'name'],
  reporter: 'host',
  counterpart: 'partners',
  years: { rule: 'inForce', from: 'openedOn', to: 'closedOn' },
  figures: [{ figure: 'coBuiltTrainingBases', measure: { type: 'one' } }],
  supports: ['3.3'],
  order: [['openedOn', 'closedOn']],
});

export const industryCollege = defineKind({
  id: 'industry-college',
  label: '共建产业学院',
  fields: {
    school,
    name: text('学院名称'),
    enterprises,
    foundedOn: day('成立日期'),
    closedOn: optional(day('撤销日期')),
  },
  identity: ['school', 'name'],
  reporter: 'school',
  counterpart: 'enterprises',
  years: { rule: 'inForce', from: 'foundedOn', to: 'closedOn' },
  figures: [{ figure: 'coBuiltIndustryColleges', measure: { type: 'one' } }],
  supports: ['3.3'],
  order: [['foundedOn', 'closedOn']],
});

export const masterStudio = defineKind({
  id: 'master-studio',
  label: '大师工作室',
  fields: {
    host: member('依托单位'),
    name: text('工作室名称'),
    master: person('领衔人'),
    foundedOn: day('成立日期'),
    closedOn: optional(day('撤销日期')),
  },
  identity: ['host', 'name'],
  reporter: 'host',
  years: { rule: 'inForce', from: 'foundedOn', to: 'closedOn' },
  figures: [{ figure: 'masterStudios', measure: { type: 'one' } }],
  supports: ['3.4', '5.1'],
  order: [['foundedOn', 'closedOn']],
});

export const teachingInnovation = defineKind({
  id: 'teaching-innovation',
  label: '四新进课堂',
  fields: {
    school,
    enterprise: member('企业', 'enterprise'),
    kind: choice('类型', '新方法', '新技术', '新工艺', '新标准'),
    course: text('课程'),
    introducedOn: day('引入日期'),
  },
  identity: ['school', 'course', 'kind'],
  reporter: 'school',
  counterpart: 'enterprise',
  years: { rule: 'on', day: 'introducedOn' },
  figures: [
    {
      figure: 'teachingInnovations',
      label: '四新进课堂',
      unit: '项',
      measure: { type: 'one' },
      listedFor: 'teachingInnovationProgress',
      listedAs: '{school}与{enterprise}在《{course}》引入{kind}',
    },
  ],
  supports: ['4.3'],
});
