import type { BatchRules } from '#core/pack/pack.ts';

/**
 * 三.2: at most three a province, by 29 May 2023 (the day included); 一: targets of the whole undertaking. The notice gives the stages of 三 but
 * no days after the recommendation, and no number of readers: those are a batch's own, and stand here as what it begins with.
 */
export const batch: BatchRules = {
  quota: 3,
  readers: 5,
  deadline: '2023-05-29T23:59:59+08:00',
  stages: [
    { id: 'application', label: '园区申报', by: 'secretariat', days: 0 },
    { id: 'recommendation', label: '省级核实推荐', by: 'provincial-officer', days: 0 },
    { id: 'formal-review', label: '材料审查', by: 'ministry-officer', days: 14 },
    { id: 'reading', label: '专家审阅', by: 'expert', days: 35 },
    { id: 'site-visit', label: '实地考察', by: 'ministry-officer', days: 56 },
    { id: 'selection', label: '遴选', by: 'ministry-officer', days: 70 },
    { id: 'publicity', label: '公示', by: 'ministry-officer', days: 77 },
    { id: 'list', label: '公布培育名单', by: 'ministry-officer', days: 84 },
  ],
  targets: [
    { by: '2023-12-31', total: 50 },
    { by: '2024-12-31', total: 100 },
    { by: '2025-12-31', total: 150 },
  ],
};
