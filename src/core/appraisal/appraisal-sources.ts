import type { SourceKind, Subject } from './scheme.ts';

/** What can be measured of whom, in the words of a scheme; `unit` follows a value. */
export const appraisalSources: Readonly<
  Record<SourceKind, { label: string; unit: string; subjects: readonly Subject[]; part: string; whole: string }>
> = {
  figure: { label: '台账数据', unit: '', subjects: ['member', 'staff'], part: '', whole: '' },
  confirmed: { label: '台账确认率', unit: '％', subjects: ['member'], part: '已确认', whole: '填报台账' },
  tasks: { label: '任务按期完成率', unit: '％', subjects: ['member', 'staff'], part: '按期完成', whole: '到期任务' },
  receipts: { label: '制度阅读率', unit: '％', subjects: ['member', 'staff'], part: '已读', whole: '应读制度' },
  hand: { label: '人工评分', unit: '', subjects: ['member', 'staff'], part: '', whole: '' },
};
