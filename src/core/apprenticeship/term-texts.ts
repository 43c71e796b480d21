import type { Terms } from './agreement.ts';

/** Terms in words, as an agreement's page and an amendment name them. */
export function termTexts(terms: Terms): readonly (readonly [label: string, text: string])[] {
  return [
    ['岗位', terms.post],
    ['地点', terms.place],
    ['时间', `每天${terms.minutesPerDay / 60}小时，每周${terms.daysPerWeek}天`],
    ['夜班', terms.hasNightShift ? '有' : '无'],
    ['休息日、节假日', terms.worksHolidays ? '工作' : '休息'],
    ['备案', terms.filing === '' ? '无' : terms.filing],
    ['报酬', `${terms.allowance}元/月`],
    ['学校导师', terms.schoolMentor],
    ['企业导师', terms.enterpriseMentor],
    ['在岗职工', `企业${terms.staff}人，同类岗位${terms.postStaff}人`],
    ['实习责任保险', terms.insurance ? `${terms.insurance.policy}，至${terms.insurance.until}` : '未登记'],
    ['培养内容', terms.plan],
  ];
}
