import type { EntryValues } from '#core/ledger/entry.ts';

/** Counted by hand from the rules: kind, what the case shows, the entry, its facts up to 2024 (a rate as part/whole). */
export type LedgerCase = readonly [kind: string, shows: string, values: EntryValues, facts: readonly string[]];

const school = '高职';
const enterprise = '企业甲';
const enterprises = ['企业甲', '企业乙'];
const major = '460101';
const pair = { school, enterprise };
const joint = { ...pair, major };
const teacher = { ...pair, person: '虚构甲', post: '固定岗', course: '数控编程', hours: '32.5' };

/** Resources, teachers, joint training, demand, admission, awards. */
export const teachingCases: readonly LedgerCase[] = [
  [
    'co-built-major',
    'in force on 31 December itself, then ended',
    { school, major, enterprises, startedOn: '2021-12-31', endedOn: '2022-12-31' },
    ['coBuiltMajors 2021 1', 'coBuiltMajors 2022 1'],
  ],
  [
    'co-built-major',
    'ended a day before the year did',
    { school, major, enterprises, startedOn: '2021-01-01', endedOn: '2022-12-30' },
    ['coBuiltMajors 2021 1'],
  ],
  [
    'co-built-course',
    'begun and ended within one year: on no 31 December',
    { school, name: '课程甲', enterprises, hours: '64', startedOn: '2022-02-01', endedOn: '2022-07-01' },
    [],
  ],
  [
    'co-built-course',
    'open end',
    { school, name: '课程甲', enterprises, hours: '64', startedOn: '2023-01-01' },
    ['coBuiltCourses 2023 1', 'coBuiltCourses 2024 1'],
  ],
  [
    'co-built-textbook',
    'published long before the years that are kept',
    { school, title: '教材甲', enterprises, publishedOn: '1999-05-01', withdrawnOn: '2020-06-30' },
    ['coBuiltTextbooks 2018 1', 'coBuiltTextbooks 2019 1'],
  ],
  [
    'training-base',
    'a base counts once, however many partners it has',
    {
      host: '企业甲',
      name: '基地甲',
      partners: ['高职', '中职'],
      area: '1200.5',
      workplaces: 80,
      equipmentValue: '350',
      openedOn: '2022-09-01',
      closedOn: '2024-03-01',
    },
    ['coBuiltTrainingBases 2022 1', 'coBuiltTrainingBases 2023 1'],
  ],
  [
    'industry-college',
    'founded on 31 December',
    { school, name: '学院甲', enterprises, foundedOn: '2022-12-31', closedOn: '2023-01-01' },
    ['coBuiltIndustryColleges 2022 1'],
  ],
  [
    'enterprise-teacher',
    'counts in the year of appointment only',
    { ...teacher, startedOn: '2021-12-31', endedOn: '2023-06-30' },
    ['enterpriseTeachers 2021 1', 'enterpriseTeacherHours 2021 32.5'],
  ],
  [
    'intercollegiate-teacher',
    'year of appointment',
    { school, homeSchool: '大学', person: '虚构乙', course: '高等数学', hours: '48', startedOn: '2022-03-01' },
    ['intercollegiateTeachers 2022 1', 'intercollegiateTeacherHours 2022 48'],
  ],
  [
    'teacher-practice',
    'months across a year border: 31 days are 1.0 (1.033), 60 days are 2.0',
    { ...pair, person: '虚构甲', startedOn: '2021-12-01', endedOn: '2022-03-01' },
    ['teacherPracticeMonths 2021 1', 'teacherPracticeMonths 2022 2'],
  ],
  [
    'teacher-practice',
    'one day is 0.0333, rounded to 0',
    { ...pair, person: '虚构甲', startedOn: '2022-05-05', endedOn: '2022-05-05' },
    ['teacherPracticeMonths 2022 0'],
  ],
  [
    'teacher-practice',
    '2 days are 0.0667, rounded to 0.1',
    { ...pair, person: '虚构甲', startedOn: '2022-05-05', endedOn: '2022-05-06' },
    ['teacherPracticeMonths 2022 0.1'],
  ],
  [
    'teacher-practice',
    'a leap year has 366 days: 12.2',
    { ...pair, person: '虚构甲', startedOn: '2020-01-01', endedOn: '2020-12-31' },
    ['teacherPracticeMonths 2020 12.2'],
  ],
  [
    'teaching-team-award',
    'national awards count',
    { school, team: '团队甲', award: '奖项甲', level: '国家级', awardedOn: '2022-01-01' },
    ['nationalTeamAwards 2022 1'],
  ],
  [
    'teaching-team-award',
    'provincial awards are kept and do not',
    { school, team: '团队甲', award: '奖项甲', level: '省部级', awardedOn: '2022-01-01' },
    [],
  ],
  [
    'apprenticeship',
    'during: any day of the year counts all its apprentices',
    { ...joint, headcount: 30, startedOn: '2021-12-31', endedOn: '2023-01-01' },
    ['apprentices 2021 30', 'apprentices 2022 30', 'apprentices 2023 30'],
  ],
  [
    'field-engineer-training',
    'open end',
    { ...joint, headcount: 12, startedOn: '2023-09-01' },
    ['fieldEngineers 2023 12', 'fieldEngineers 2024 12'],
  ],
  [
    'other-joint-training',
    'one day',
    { ...joint, headcount: 0, form: '订单班', startedOn: '2022-06-01', endedOn: '2022-06-01' },
    ['otherJointTrainees 2022 0'],
  ],
  [
    'talent-demand-report',
    'year of publication',
    { publisher: '研究院', title: '报告甲', publishedOn: '2022-12-31' },
    ['demandReports 2022 1'],
  ],
  [
    'major-adjustment',
    'year of decision',
    { school, major, action: '新增', decidedOn: '2023-01-01', basis: '人才需求报告' },
    ['majorAdjustments 2023 1'],
  ],
  [
    'teaching-innovation',
    'year of introduction',
    { ...pair, kind: '新工艺', course: '课程甲', introducedOn: '2021-03-01' },
    ['teachingInnovations 2021 1'],
  ],
  [
    'enterprise-positions',
    'numerator and denominator apart',
    { enterprise, year: 2022, total: 300, apprentice: 45, internship: 60, teacher: 5 },
    ['apprenticePositionRate 2022 45/300'],
  ],
  [
    'enterprise-positions',
    'nothing of nothing',
    { enterprise, year: 2022, total: 0, apprentice: 0, internship: 0, teacher: 0 },
    ['apprenticePositionRate 2022 0/0'],
  ],
  [
    'internship',
    'months are rounded before they are multiplied: 35 days are 1.1667, so 1.2 × 7',
    { ...joint, headcount: 7, startedOn: '2022-03-01', endedOn: '2022-04-04' },
    ['internshipMonths 2022 8.4'],
  ],
  [
    'internship',
    'each year by itself: 16 days are 0.5 (0.533), 15 days 0.5',
    { ...joint, headcount: 100, startedOn: '2021-12-16', endedOn: '2022-01-15' },
    ['internshipMonths 2021 50', 'internshipMonths 2022 50'],
  ],
  [
    'articulation',
    'from secondary to higher',
    { fromSchool: '中职', toSchool: '高职', path: '中高职贯通', major, headcount: 90, year: 2022 },
    ['secondaryToHigherStudents 2022 90'],
  ],
  [
    'articulation',
    'on to a bachelor degree',
    { fromSchool: '高职', toSchool: '大学', path: '中高本衔接', major, headcount: 40, year: 2023 },
    ['vocationalToBachelorStudents 2023 40'],
  ],
  [
    'bachelor-admission',
    'year field',
    { university: '大学', source: '企业一线优秀员工', level: '专业学位研究生', headcount: 6, year: 2021 },
    ['bachelorAdmissions 2021 6'],
  ],
  [
    'skills-exam-admission',
    'numerator and denominator apart',
    { school: '中职', year: 2022, candidates: 210, admitted: 180 },
    ['skillsExamAdmissionRate 2022 180/210'],
  ],
  [
    'graduate-employment',
    'numerator and denominator apart',
    { school, year: 2022, graduates: 1000, employed: 957 },
    ['employmentRate 2022 957/1000'],
  ],
  [
    'skills-competition-award',
    'an award counts once, however many students share it',
    { school, competition: '赛项甲', level: '国家级', prize: '一等奖', students: 3, awardedOn: '2022-06-01' },
    ['competitionAwards 2022 1'],
  ],
  [
    'student-development',
    'participants',
    { ...pair, activity: '企业开放日', participants: 260, heldOn: '2022-05-20' },
    ['developmentParticipants 2022 260'],
  ],
];
