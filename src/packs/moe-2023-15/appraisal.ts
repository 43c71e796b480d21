import type { AppraisalRules } from '#core/appraisal/appraisal-rules.ts';
import type { Grading } from '#core/appraisal/scheme.ts';
import { defineWorkflow } from '#core/workflow/workflow.ts';

const grading: Grading = {
  by: 'points',
  grades: [
    { label: '优秀', from: '90' },
    { label: '良好', from: '75' },
    { label: '合格', from: '60' },
    { label: '不合格', from: '0' },
  ],
};

/**
 * 2.3: 构建人员聘用及评价体系、绩效考核体系、运营质量保障体系. The notice leaves indicators, weights and grades to each consortium: what stands here is only where a new scheme
 * begins, and each of them is changed by its secretariat.
 */
export const appraisal: AppraisalRules = {
  workflow: defineWorkflow({
    initial: 'draft',
    states: {
      draft: { label: '评分' },
      discarded: { label: '已作废' },
      published: { label: '已公布，可提出异议' },
      final: { label: '已确定' },
    },
    actions: { publish: { label: '公布结果' }, discard: { label: '作废' }, finish: { label: '确定结果' } },
    transitions: [
      { from: 'draft', action: 'publish', to: 'published', by: ['secretariat'], guards: ['scored'] },
      { from: 'draft', action: 'discard', to: 'discarded', by: ['secretariat'] },
      { from: 'published', action: 'finish', to: 'final', by: ['secretariat'], guards: ['settled', 'over'] },
    ],
  }),
  subjects: {
    member: {
      label: '成员单位',
      suggested: {
        indicators: [
          {
            id: 'tasks',
            title: '任务按期完成',
            weight: '40',
            source: { kind: 'tasks' },
            rule: { kind: 'goal', goal: '100' },
            absent: 'full',
          },
          {
            id: 'confirmed',
            title: '台账经对方确认',
            weight: '30',
            source: { kind: 'confirmed' },
            rule: { kind: 'goal', goal: '100' },
            absent: 'none',
          },
          {
            id: 'contribution',
            title: '参与联合体工作',
            weight: '30',
            source: { kind: 'hand' },
            rule: { kind: 'hand' },
            absent: 'none',
          },
        ],
        grading,
        shows: 'place',
        objectionDays: 5,
      },
    },
    staff: {
      label: '秘书处人员',
      suggested: {
        indicators: [
          {
            id: 'tasks',
            title: '任务按期完成',
            weight: '40',
            source: { kind: 'tasks' },
            rule: { kind: 'goal', goal: '100' },
            absent: 'full',
          },
          {
            id: 'goals',
            title: '年度目标完成情况',
            weight: '60',
            source: { kind: 'hand' },
            rule: { kind: 'hand' },
            absent: 'none',
          },
        ],
        grading,
        shows: 'own',
        objectionDays: 5,
      },
    },
  },
  points: ['2.3'],
  because: '建设指标2.3：构建市域产教联合体人员聘用及评价体系、绩效考核体系、运营质量保障体系等',
};
