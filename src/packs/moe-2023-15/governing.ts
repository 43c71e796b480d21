import type { DocumentRules } from '#core/governing-document/document-rules.ts';
import { defineWorkflow } from '#core/workflow/workflow.ts';

const everybody = ['secretariat', 'park-authority', 'lead-school', 'lead-enterprise', 'member-reporter'] as const;
const leads = ['secretariat', 'park-authority', 'lead-school', 'lead-enterprise'] as const;
const either = ['council', 'secretariat'] as const;

/**
 * 2.3: 建立市域产教联合体章程、运营管理制度等，构建人员聘用及评价体系、绩效考核体系、运营质量保障体系等; 2.4 asks that council, secretariat and branches work by
 * clear rules. The notice does not say who approves them: a charter is the council's by its nature, the others are either's.
 */
export const governing: DocumentRules = {
  kinds: [
    { label: '章程', approvedBy: ['council'], readers: everybody, points: ['2.3', '2.4'], isCharter: true },
    { label: '运营管理制度', approvedBy: either, readers: everybody, points: ['2.3', '2.4'] },
    { label: '人员聘用及评价', approvedBy: either, readers: leads, points: ['2.3'] },
    { label: '绩效考核', approvedBy: either, readers: everybody, points: ['2.3'] },
    { label: '运营质量保障', approvedBy: either, readers: everybody, points: ['2.3'] },
    { label: '其他', approvedBy: either, readers: leads, points: ['2.3'] },
  ],
  workflow: defineWorkflow({
    initial: 'draft',
    states: {
      draft: { label: '草案' },
      discarded: { label: '已作废的草案' },
      submitted: { label: '送审' },
      approved: { label: '已批准' },
      repealed: { label: '已废止' },
    },
    actions: {
      submit: { label: '送审' },
      discard: { label: '作废草案' },
      return: { label: '退回修改' },
      'approve-by-council': { label: '记录理事会通过' },
      'approve-by-secretariat': { label: '秘书处批准' },
      repeal: { label: '废止' },
    },
    transitions: [
      { from: 'draft', action: 'submit', to: 'submitted', by: ['secretariat'] },
      { from: 'draft', action: 'discard', to: 'discarded', by: ['secretariat'] },
      { from: 'submitted', action: 'return', to: 'draft', by: ['secretariat'] },
      { from: 'submitted', action: 'approve-by-council', to: 'approved', by: ['secretariat'], guards: ['kind'] },
      {
        from: 'submitted',
        action: 'approve-by-secretariat',
        to: 'approved',
        by: ['secretariat'],
        guards: ['kind', 'another'],
      },
      { from: 'approved', action: 'repeal', to: 'repealed', by: ['secretariat'] },
    ],
  }),
  because: '建设指标2.3：建立市域产教联合体章程、运营管理制度等，构建人员聘用及评价、绩效考核、运营质量保障体系',
};
