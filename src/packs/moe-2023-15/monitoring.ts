import type { MonitoringRules } from '#core/collection/monitoring-rules.ts';
import { defineWorkflow } from '#core/workflow/workflow.ts';
import { acceptance } from './acceptance.ts';
import { quality } from './quality.ts';
import { report } from './report.ts';
import { cases, changes, standings } from './standings.ts';

const levels = {
  consortium: { label: '联合体报送', days: 0, grace: 30 },
  province: { label: '省级审核报部', days: 15, grace: 30 },
  ministry: { label: '部级审核', days: 45, grace: 60 },
} as const;

/**
 * 三.3: the platform on which the construction is monitored. The yearly cycle is that of 教职成厅函〔2023〕23号: plan by 31 January, self-evaluation by 31
 * December, each approved by the province. The notices fix the two papers and their days, but no sections of theirs and no days for the
 * offices: those are what a period begins with.
 */
export const monitoring: MonitoringRules = {
  standings,
  changes,
  cases,
  collections: [
    {
      id: 'plan',
      label: '年度建设计划',
      because: '教职成厅函〔2023〕23号：每年1月31日前报送年度建设计划',
      due: { month: 1, day: 31 },
      levels,
      figures: 'planned',
      texts: [
        { id: 'goals', label: '年度建设目标', limit: 500, required: true },
        { id: 'tasks', label: '重点任务与时间节点', limit: 1500, required: true },
        { id: 'safeguards', label: '保障措施', limit: 500, required: false },
      ],
      explains: { against: ['committed', 'previous'], limit: 300 },
    },
    {
      id: 'self-evaluation',
      label: '自评报告',
      because: '教职成厅函〔2023〕23号：每年12月31日前报送年度自评报告',
      due: { month: 12, day: 31 },
      levels,
      figures: 'actual',
      texts: [
        { id: 'progress', label: '年度建设计划完成情况', limit: 1500, required: true },
        { id: 'results', label: '主要成效与典型做法', limit: 1500, required: true },
        { id: 'problems', label: '存在问题与改进措施', limit: 800, required: true },
      ],
      explains: { against: ['committed', 'planned', 'previous'], limit: 300 },
      judges: 'plan',
    },
    {
      id: 'quarter',
      label: '季度采集',
      because: '三.3：建立信息采集平台，对建设情况进行监测',
      due: { daysAfterQuarter: 15 },
      levels,
      figures: 'actual',
      texts: [
        { id: 'progress', label: '本季度建设进展', limit: 500, required: true },
        { id: 'needs', label: '困难与建议', limit: 300, required: false },
      ],
      explains: { against: [], limit: 300 },
    },
  ],
  workflow: defineWorkflow({
    initial: 'draft',
    states: {
      draft: { label: '填报中' },
      sent: { label: '已报送，待省级审核' },
      returned: { label: '已退回，待修改' },
      approved: { label: '省级审核通过' },
      handed: { label: '已报部，待部级审核' },
      final: { label: '部级审核通过' },
    },
    actions: {
      edit: { label: '填写' },
      send: { label: '报送' },
      approve: { label: '审核通过' },
      return: { label: '退回' },
      unlock: { label: '解锁' },
      hand: { label: '报部' },
      accept: { label: '审核通过' },
    },
    transitions: [
      { from: 'draft', action: 'edit', to: 'draft', by: ['secretariat', 'park-authority'] },
      { from: 'returned', action: 'edit', to: 'returned', by: ['secretariat', 'park-authority'] },
      {
        from: 'draft',
        action: 'send',
        to: 'sent',
        by: ['secretariat', 'park-authority'],
        guards: ['no-errors', 'reasons-given', 'before-closing'],
      },
      {
        from: 'returned',
        action: 'send',
        to: 'sent',
        by: ['secretariat', 'park-authority'],
        guards: ['no-errors', 'reasons-given', 'before-closing'],
      },
      { from: 'sent', action: 'return', to: 'returned', by: ['provincial-officer'], guards: ['remarks-given'] },
      {
        from: 'sent',
        action: 'approve',
        to: 'approved',
        by: ['provincial-officer'],
        guards: ['before-closing', 'plan-judged'],
      },
      { from: 'approved', action: 'unlock', to: 'returned', by: ['provincial-officer'], guards: ['remarks-given'] },
      {
        from: 'approved',
        action: 'hand',
        to: 'handed',
        by: ['provincial-officer'],
        guards: ['before-closing', 'asked-by-ministry'],
      },
      { from: 'handed', action: 'return', to: 'returned', by: ['ministry-officer'], guards: ['remarks-given'] },
      { from: 'handed', action: 'accept', to: 'final', by: ['ministry-officer'], guards: ['before-closing'] },
      { from: 'final', action: 'unlock', to: 'returned', by: ['ministry-officer'], guards: ['remarks-given'] },
    ],
  }),
  quality,
  acceptance,
  strikes: {
    running: 2,
    label: '年度建设计划未完成',
    consequence: '调出培育名单',
    because: '教职成厅函〔2023〕23号：有进有出、动态调整；连续两年未完成建设计划的，予以调出',
  },
  report,
};
