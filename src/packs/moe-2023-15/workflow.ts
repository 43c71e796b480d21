import type { ApplicationWorkflow } from '#core/workflow/application-workflow.ts';
import { defineWorkflow } from '#core/workflow/workflow.ts';

/**
 * 三.1 园区申报: the secretariat fills in and submits, the three lead units confirm. 三.2 省级核实推荐: the province gives each figure its verdict,
 * returns or recommends. 三.3 组织遴选: the ministry checks the form of what was recommended, and publishes who is on the cultivation list.
 */
export const workflow: ApplicationWorkflow = defineWorkflow({
  initial: 'draft',
  states: {
    draft: { label: '填报中' },
    submitted: { label: '已提交，待牵头单位确认' },
    confirmed: { label: '牵头单位已确认，待省级核实' },
    returned: { label: '省级退回，待修改' },
    verified: { label: '省级已核实' },
    recommended: { label: '省级已推荐，待形式审查' },
    admitted: { label: '形式审查通过' },
    rejected: { label: '形式审查未通过' },
    listed: { label: '列入培育名单' },
    unlisted: { label: '未列入培育名单' },
  },
  actions: {
    edit: { label: '填写' },
    submit: { label: '提交' },
    confirm: { label: '确认' },
    return: { label: '退回' },
    verify: { label: '核实' },
    recommend: { label: '推荐' },
    admit: { label: '形式审查通过' },
    reject: { label: '形式审查不通过' },
    list: { label: '列入培育名单' },
    unlist: { label: '不列入培育名单' },
  },
  transitions: [
    { from: 'draft', action: 'edit', to: 'draft', by: ['secretariat', 'park-authority'] },
    { from: 'returned', action: 'edit', to: 'returned', by: ['secretariat', 'park-authority'] },
    {
      from: 'draft',
      action: 'submit',
      to: 'submitted',
      by: ['secretariat', 'park-authority'],
      guards: ['no-errors', 'reasons-given', 'before-deadline'],
    },
    {
      from: 'returned',
      action: 'submit',
      to: 'submitted',
      by: ['secretariat', 'park-authority'],
      guards: ['no-errors', 'reasons-given', 'before-deadline'],
    },
    {
      from: 'submitted',
      action: 'confirm',
      to: 'confirmed',
      by: ['park-authority', 'lead-school', 'lead-enterprise'],
      guards: ['all-leads-confirmed'],
    },
    { from: 'submitted', action: 'confirm', to: 'submitted', by: ['park-authority', 'lead-school', 'lead-enterprise'] },
    { from: 'submitted', action: 'return', to: 'returned', by: ['provincial-officer'], guards: ['remarks-given'] },
    { from: 'confirmed', action: 'return', to: 'returned', by: ['provincial-officer'], guards: ['remarks-given'] },
    { from: 'verified', action: 'return', to: 'returned', by: ['provincial-officer'], guards: ['remarks-given'] },
    { from: 'confirmed', action: 'verify', to: 'verified', by: ['provincial-officer'], guards: ['verdicts-given'] },
    {
      from: 'verified',
      action: 'recommend',
      to: 'recommended',
      by: ['provincial-officer'],
      guards: ['within-quota', 'before-deadline'],
    },
    { from: 'recommended', action: 'admit', to: 'admitted', by: ['ministry-officer'] },
    { from: 'rejected', action: 'admit', to: 'admitted', by: ['ministry-officer'] },
    { from: 'recommended', action: 'reject', to: 'rejected', by: ['ministry-officer'], guards: ['remarks-given'] },
    { from: 'admitted', action: 'reject', to: 'rejected', by: ['ministry-officer'], guards: ['remarks-given'] },
    { from: 'admitted', action: 'list', to: 'listed', by: ['ministry-officer'] },
    { from: 'admitted', action: 'unlist', to: 'unlisted', by: ['ministry-officer'] },
  ],
});
