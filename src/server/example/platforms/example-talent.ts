import type { PositionKind } from '#core/talent/position.ts';

/** Occupations with their codes of the national list, majors with theirs. */
const turner = '6-18-01-01 车工';
const welder = '6-18-02-04 焊工';
const electrician = '6-31-01-03 电工';
const operator = '6-30-99-00 工业机器人系统操作员';

export type ExamplePosition = {
  /** Which enterprise of the consortium, by number from 0. */
  of: number;
  kind: PositionKind;
  title: string;
  occupation: string;
  level: string;
  skills: string[];
  headcount: number;
  pay: { from: number; to: number } | null;
  /** Days from today to its last one. */
  expires: number;
  isPublic: boolean;
};

export const examplePositions: readonly ExamplePosition[] = [
  {
    ...{ of: 0, kind: 'job', title: '工业机器人操作调整工', occupation: operator, level: '高职', headcount: 12 },
    ...{ skills: ['机器人示教编程', '电气控制'], pay: { from: 6500, to: 8500 }, expires: 120, isPublic: true },
  },
  {
    ...{ of: 0, kind: 'apprenticeship', title: '智能产线装调学徒', occupation: operator, level: '中职', headcount: 20 },
    ...{ skills: ['电气控制', '机械装配'], pay: { from: 2800, to: 3200 }, expires: 60, isPublic: true },
  },
  {
    ...{ of: 1, kind: 'job', title: '数控车工', occupation: turner, level: '高职', headcount: 8 },
    ...{ skills: ['数控编程', '精密测量'], pay: { from: 7000, to: 9000 }, expires: 90, isPublic: true },
  },
  {
    ...{ of: 1, kind: 'internship', title: '数控加工岗位实习', occupation: turner, level: '中职', headcount: 15 },
    ...{ skills: ['数控编程'], pay: { from: 2600, to: 2600 }, expires: 45, isPublic: false },
  },
  {
    ...{ of: 2, kind: 'job', title: '焊接机器人编程员', occupation: welder, level: '高职', headcount: 5 },
    ...{ skills: ['焊接工艺', '机器人示教编程'], pay: { from: 7500, to: 9500 }, expires: 75, isPublic: true },
  },
  {
    ...{
      of: 2,
      kind: 'teacher-practice',
      title: '焊接工艺教师实践岗',
      occupation: welder,
      level: '高职',
      headcount: 3,
    },
    ...{ skills: ['焊接工艺'], pay: null, expires: 150, isPublic: false },
  },
  {
    ...{ of: 3, kind: 'job', title: '设备维修电工', occupation: electrician, level: '中职', headcount: 6 },
    ...{ skills: ['电气控制', '设备维护'], pay: { from: 5800, to: 7200 }, expires: 100, isPublic: true },
  },
];

export type ExampleDemand = { of: number; position: string; occupation: string; level: string; headcounts: number[] };

/** Forecasts from this year on. */
export const exampleDemands: readonly ExampleDemand[] = [
  { of: 0, position: '机器人操作调整工', occupation: operator, level: '高职', headcounts: [12, 15, 18, 20, 24] },
  { of: 1, position: '数控车工', occupation: turner, level: '高职', headcounts: [8, 8, 10, 10, 12] },
  { of: 2, position: '焊接机器人编程员', occupation: welder, level: '高职', headcounts: [5, 6, 6, 8, 8] },
  { of: 3, position: '设备维修电工', occupation: electrician, level: '中职', headcounts: [6, 6, 5, 5, 4] },
];

export type ExampleProgramme = { major: string; sizes: number[]; skills: string[]; trainsFor: string[] };

/** Cohorts of three-year programmes of the first higher vocational school: who graduates this year, next year and the year after. */
export const exampleProgrammes: readonly ExampleProgramme[] = [
  { major: '460305', sizes: [42, 45, 50], skills: ['机器人示教编程', '电气控制'], trainsFor: [operator, welder] },
  { major: '460103', sizes: [80, 78, 75], skills: ['数控编程', '精密测量'], trainsFor: [turner] },
  { major: '460306', sizes: [60, 60, 55], skills: ['电气控制', '设备维护'], trainsFor: [electrician] },
];
