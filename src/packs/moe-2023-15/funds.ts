import type { FundRules } from '#core/fund/fund-rules.ts';
import { defineWorkflow } from '#core/workflow/workflow.ts';

const leads = ['lead-school', 'lead-enterprise'] as const;
const approvers = ['secretariat', 'park-authority', ...leads] as const;

const review = {
  id: 'review',
  label: '牵头单位或秘书处审核',
  by: ['secretariat', ...leads],
  needsResolution: false,
} as const;
const authority = { id: 'authority', label: '园区管委会审批', by: ['park-authority'], needsResolution: false } as const;
const resolution = {
  id: 'council',
  label: '理事会决议',
  by: ['secretariat', 'park-authority', ...leads],
  needsResolution: true,
} as const;

/**
 * The form's 拟投入运行经费 and its four sources (part 1); condition 5 (规范运行) asks for rules of operation. The notice sets no amounts above which more
 * people approve: these are usual in a consortium's own rules.
 */
export const funds: FundRules = {
  ledger: 'fund',
  sources: ['牵头单位负担', '政府核拨', '其他成员负担', '其他途径'],
  budget: [
    { id: 'secretariat', label: '秘书处负责人', by: ['secretariat'], upTo: '100000', needsResolution: false },
    { id: 'council', label: '理事会', by: [...approvers], upTo: null, needsResolution: true },
  ],
  approvals: [
    { upTo: '10000', steps: [review] },
    { upTo: '500000', steps: [review, authority] },
    { upTo: null, steps: [review, authority, resolution] },
  ],
  workflow: defineWorkflow({
    initial: 'asked',
    states: {
      asked: { label: '审批中' },
      approved: { label: '已批准，待支付' },
      declined: { label: '未批准' },
      paid: { label: '已支付' },
      cancelled: { label: '已撤销' },
    },
    actions: {
      approve: { label: '同意' },
      decline: { label: '不同意' },
      pay: { label: '登记支付' },
      cancel: { label: '撤销' },
    },
    transitions: [
      {
        from: 'asked',
        action: 'approve',
        to: 'approved',
        by: [...approvers],
        guards: ['another', 'turn', 'vouchers', 'last', 'budget'],
      },
      {
        from: 'asked',
        action: 'approve',
        to: 'asked',
        by: [...approvers],
        guards: ['another', 'turn', 'vouchers', 'more'],
      },
      { from: 'asked', action: 'decline', to: 'declined', by: [...approvers], guards: ['another', 'turn', 'reasoned'] },
      { from: 'asked', action: 'cancel', to: 'cancelled', by: ['secretariat', ...leads], guards: ['own', 'reasoned'] },
      { from: 'approved', action: 'pay', to: 'paid', by: ['secretariat'] },
      { from: 'approved', action: 'cancel', to: 'cancelled', by: ['secretariat'], guards: ['reasoned'] },
    ],
  }),
  reminders: {
    promised: [
      { id: 'due', days: 1, to: ['secretariat', 'payer'], label: '已到约定日期，尚未足额到位' },
      { id: 'overdue', days: 30, to: ['secretariat', 'payer', 'park-authority'], label: '逾期一个月，尚未足额到位' },
    ],
    waiting: [
      { id: 'waiting', days: 3, to: ['approver'], label: '已等待审批三天' },
      { id: 'waiting-long', days: 7, to: ['approver', 'secretariat'], label: '已等待审批一周' },
    ],
  },
  because: '推荐书一：拟投入运行经费总额及来源；建设指标1.4',
};
