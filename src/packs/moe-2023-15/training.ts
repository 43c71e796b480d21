import type { TrainingRules } from '#core/training/training-rules.ts';

/** Observation point 5.3 (技能培训与技能等级认定); the form's 面向企业员工、面向农民工、退役军人、下岗职工等开展培训数（人日）, 技能鉴定量（人次）. */
export const training: TrainingRules = {
  employees: 'employee-training',
  groups: 'social-training',
  certification: 'skill-certification',
  room: 'base',
  shifts: [
    { label: '工作日白天', weekdays: [1, 2, 3, 4, 5], from: 8 * 60 + 30, to: 17 * 60 },
    { label: '工作日晚间', weekdays: [1, 2, 3, 4, 5], from: 18 * 60 + 30, to: 21 * 60 },
    { label: '周末', weekdays: [6, 7], from: 8 * 60 + 30, to: 17 * 60 },
  ],
};
