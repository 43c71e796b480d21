import type { AcceptanceRules } from '#core/acceptance/acceptance-rules.ts';
import { defineWorkflow } from '#core/workflow/workflow.ts';

/**
 * 三.3: batch one is accepted early in 2024, and its outcome feeds three later decisions, named here in the notice's words. The notice gives no
 * criteria, thresholds or days: they stand here as what an acceptance begins with, and the office sets its own when it opens one.
 */
export const acceptance: AcceptanceRules = {
  stages: [
    { id: 'application', label: '自评报告', by: 'secretariat', days: 0 },
    { id: 'recommendation', label: '省级意见', by: 'provincial-officer', days: 14 },
    { id: 'reading', label: '专家审阅', by: 'expert', days: 35 },
    { id: 'site-visit', label: '实地考察', by: 'ministry-officer', days: 56 },
    { id: 'selection', label: '作出结论', by: 'ministry-officer', days: 70 },
    { id: 'publicity', label: '公示', by: 'ministry-officer', days: 77 },
    { id: 'list', label: '公布验收结果', by: 'ministry-officer', days: 84 },
  ],
  criteria: [
    {
      id: 'commitments',
      kind: 'commitments',
      label: '承诺完成情况',
      unit: '%',
      threshold: 80,
      fulfilled: 90,
      failing: 40,
    },
    { id: 'points', kind: 'points', label: '观测点有据可查', unit: '%', threshold: 80 },
    { id: 'returns', kind: 'returns', label: '信息采集按时报送', unit: '天', threshold: 0 },
    { id: 'quality', kind: 'quality', label: '数据质量', unit: '分', threshold: 60 },
    {
      id: 'standing',
      kind: 'standing',
      label: '没有查实的违规事件',
      unit: '件',
      threshold: 0,
      barred: ['suspended', 'revoked', 'removed', 'failed'],
    },
  ],
  workflow: defineWorkflow({
    initial: 'reporting',
    states: {
      reporting: { label: '填写自评报告' },
      opinion: { label: '已自评，待省级意见' },
      review: { label: '审阅和考察' },
      passed: { label: '通过' },
      rectifying: { label: '限期整改' },
      rectified: { label: '已报送整改报告，待复核' },
      failed: { label: '不通过' },
    },
    actions: {
      report: { label: '报送自评报告' },
      opine: { label: '出具意见' },
      pass: { label: '通过' },
      rectify: { label: '限期整改' },
      fail: { label: '不通过' },
      'send-rectification': { label: '报送整改报告' },
    },
    transitions: [
      {
        from: 'reporting',
        action: 'report',
        to: 'opinion',
        by: ['secretariat', 'park-authority'],
        guards: ['before-deadline'],
      },
      {
        from: 'opinion',
        action: 'opine',
        to: 'review',
        by: ['provincial-officer'],
        guards: ['before-deadline'],
      },
      // Who never reported, or on whom its province said nothing, is decided by the record.
      { from: 'reporting', action: 'pass', to: 'passed', by: ['ministry-officer'], guards: ['published'] },
      { from: 'reporting', action: 'rectify', to: 'rectifying', by: ['ministry-officer'], guards: ['published'] },
      { from: 'reporting', action: 'fail', to: 'failed', by: ['ministry-officer'], guards: ['published'] },
      { from: 'opinion', action: 'pass', to: 'passed', by: ['ministry-officer'], guards: ['published'] },
      { from: 'opinion', action: 'rectify', to: 'rectifying', by: ['ministry-officer'], guards: ['published'] },
      { from: 'opinion', action: 'fail', to: 'failed', by: ['ministry-officer'], guards: ['published'] },
      { from: 'review', action: 'pass', to: 'passed', by: ['ministry-officer'], guards: ['published'] },
      { from: 'review', action: 'rectify', to: 'rectifying', by: ['ministry-officer'], guards: ['published'] },
      { from: 'review', action: 'fail', to: 'failed', by: ['ministry-officer'], guards: ['published'] },
      {
        from: 'rectifying',
        action: 'send-rectification',
        to: 'rectified',
        by: ['secretariat', 'park-authority'],
        guards: ['before-deadline'],
      },
      { from: 'rectifying', action: 'fail', to: 'failed', by: ['ministry-officer'], guards: ['second-look'] },
      { from: 'rectified', action: 'pass', to: 'passed', by: ['ministry-officer'], guards: ['second-look'] },
      { from: 'rectified', action: 'fail', to: 'failed', by: ['ministry-officer'], guards: ['second-look'] },
      { from: 'failed', action: 'pass', to: 'passed', by: ['ministry-officer'], guards: ['appealed'] },
      { from: 'failed', action: 'rectify', to: 'rectifying', by: ['ministry-officer'], guards: ['appealed'] },
      { from: 'passed', action: 'fail', to: 'failed', by: ['ministry-officer'], guards: ['appealed'] },
    ],
  }),
  outcomes: {
    pass: { label: '通过', standing: 'accepted' },
    rectify: { label: '限期整改', standing: 'rectifying' },
    fail: { label: '不通过', standing: 'failed' },
  },
  texts: [
    { id: 'summary', label: '建设总体情况', limit: 1500 },
    { id: 'shortfalls', label: '未完成承诺的原因和措施', limit: 1000 },
    { id: 'next', label: '下一步打算', limit: 800 },
  ],
  rectificationDays: 90,
  uses: [
    { id: 'outstanding-places', label: '职业教育改革成效明显地方' },
    { id: 'double-high', label: '“双高计划”建设' },
    { id: 'quality-funds', label: '现代职业教育质量提升计划资金分配' },
  ],
};
