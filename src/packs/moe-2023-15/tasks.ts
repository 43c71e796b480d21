import type { TaskRules } from '#core/task/task-rules.ts';
import { defineWorkflow } from '#core/workflow/workflow.ts';

/**
 * Condition 2 (教育部门会同其他有关部门建立密切配合的协调联动机制); observation points 1.3 (duties, key tasks and time nodes of the departments) and 2.4 (council, secretariat and executing bodies at work). The notice
 * sets no days for reminders: these are what a secretariat needs.
 */
export const tasks: TaskRules = {
  departments: ['教育', '发展改革', '工业和信息化', '财政', '人力资源社会保障', '国资', '其他'],
  ledger: 'coordination-task',
  points: { every: ['2.4'], department: ['1.3'] },
  plans: { cell: 'constructionPlan', collection: 'plan', text: 'tasks' },
  workflow: defineWorkflow({
    initial: 'open',
    states: {
      open: { label: '待开始' },
      doing: { label: '进行中' },
      submitted: { label: '待验收' },
      done: { label: '已完成' },
      dropped: { label: '已取消' },
    },
    actions: {
      start: { label: '开始办理' },
      submit: { label: '提交完成' },
      finish: { label: '验收完成' },
      return: { label: '退回继续办理' },
      reopen: { label: '重新办理' },
      drop: { label: '取消任务' },
    },
    transitions: [
      { from: 'open', action: 'start', to: 'doing', by: ['member-reporter', 'secretariat'] },
      { from: 'open', action: 'submit', to: 'submitted', by: ['member-reporter'], guards: ['checked', 'ready'] },
      { from: 'doing', action: 'submit', to: 'submitted', by: ['member-reporter'], guards: ['checked', 'ready'] },
      { from: 'open', action: 'finish', to: 'done', by: ['secretariat'], guards: ['checked', 'ready'] },
      { from: 'doing', action: 'finish', to: 'done', by: ['secretariat'], guards: ['checked', 'ready'] },
      { from: 'submitted', action: 'finish', to: 'done', by: ['secretariat'], guards: ['checked', 'ready'] },
      { from: 'submitted', action: 'return', to: 'doing', by: ['secretariat'], guards: ['reasoned'] },
      { from: 'done', action: 'reopen', to: 'doing', by: ['secretariat'], guards: ['reasoned'] },
      { from: 'open', action: 'drop', to: 'dropped', by: ['secretariat'], guards: ['reasoned'] },
      { from: 'doing', action: 'drop', to: 'dropped', by: ['secretariat'], guards: ['reasoned'] },
    ],
  }),
  reminders: [
    { id: 'week-before', days: -7, to: ['owner'], label: '还有一周到期' },
    { id: 'day-before', days: -1, to: ['owner'], label: '明天到期' },
    { id: 'overdue', days: 1, to: ['owner', 'secretariat'], label: '已经逾期' },
    { id: 'escalated', days: 7, to: ['owner', 'secretariat', 'park-authority'], label: '逾期一周，报园区管委会' },
  ],
};
