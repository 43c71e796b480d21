import type { ApplicationWorkflow } from '#core/workflow/application-workflow.ts';
import { defineWorkflow } from '#core/workflow/workflow.ts';

/** 三.1 园区申报: the secretariat fills in and submits, the three lead units confirm, the province may return. */
export const workflow: ApplicationWorkflow = defineWorkflow({
  initial: 'draft',
  states: {
    draft: { label: '填报中' },
    submitted: { label: '已提交，待牵头单位确认' },
    confirmed: { label: '牵头单位已确认，待省级核实' },
    returned: { label: '省级退回，待修改' },
  },
  actions: {
    edit: { label: '填写' },
    submit: { label: '提交' },
    confirm: { label: '确认' },
    return: { label: '退回' },
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
  ],
});
