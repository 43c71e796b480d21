import type { ChangeKind } from '#core/change/change-kind.ts';
import type { StandingRules } from '#core/standing/standing-rules.ts';
import type { CaseRules } from '#core/violation/case-rules.ts';

const inForce = ['cultivated', 'accepted', 'rectifying', 'suspended'] as const;

/** 三.3, and 教职成厅函〔2023〕23号 for 调出. */
export const standings: StandingRules = {
  cultivated: {
    label: '培育中',
    because: '列入培育名单',
    follows: ['cultivated', 'rectifying', 'suspended', 'revoked', 'removed', 'failed'],
    withdraws: [],
  },
  accepted: { label: '通过验收', because: '教育部组织验收', follows: [...inForce, 'failed'], withdraws: [] },
  rectifying: {
    label: '限期整改',
    isPassing: true,
    because: '验收或核查结论',
    follows: [...inForce, 'failed'],
    withdraws: [],
  },
  suspended: {
    label: '暂停资格',
    isPassing: true,
    because: '重大变动或违规行为核查',
    follows: ['cultivated', 'accepted', 'rectifying'],
    withdraws: ['暂停期间的相关政策支持'],
  },
  revoked: {
    label: '取消资格',
    because: '三.3：解散、撤销或其他重大变动、重大违规行为',
    follows: [...inForce, 'failed'],
    withdraws: ['培育单位资格', '相关政策支持'],
  },
  removed: {
    label: '调出',
    because: '连续两年未完成年度建设计划',
    follows: inForce,
    withdraws: ['培育单位资格', '相关政策支持'],
  },
  failed: {
    label: '未通过验收',
    because: '教育部组织验收',
    follows: inForce,
    withdraws: ['以验收情况为依据的相关支持'],
  },
};

/** Which parts of a consortium may become another, and which of them the notice calls 重大变动. */
export const changes: readonly ChangeKind[] = [
  { id: 'park', label: '依托园区', cell: 'park', isMajor: true, because: '三.3：重大变动' },
  { id: 'leadSchool', label: '牵头学校', cell: 'leadSchool', isMajor: true, because: '三.3：重大变动' },
  { id: 'leadEnterprise', label: '牵头企业', cell: 'leadEnterprise', isMajor: true, because: '三.3：重大变动' },
  { id: 'leader', label: '联合体负责人', cell: 'leaderName', isMajor: false, because: '推荐书基本情况' },
  { id: 'secretariat', label: '秘书处所在单位', cell: 'secretariatHost', isMajor: false, because: '推荐书基本情况' },
  { id: 'secretariatHead', label: '秘书处负责人', cell: 'secretariatHead', isMajor: false, because: '推荐书基本情况' },
  { id: 'dissolution', label: '解散', isMajor: true, ends: 'revoked', because: '三.3：解散' },
];

const offices = ['provincial-officer', 'ministry-officer'] as const;

/** Who looks into a case, and what it may end in: a sanction is the ministry's, after the consortium was heard. */
export const cases: CaseRules = {
  origins: {
    strikes: '连续未完成计划',
    province: '省级部门提出',
    audit: '审计发现',
    public: '社会反映',
    change: '重大变动',
  },
  workflow: {
    initial: 'open',
    states: {
      open: { label: '待核查' },
      investigating: { label: '核查中' },
      hearing: { label: '听取陈述申辩' },
      decided: { label: '已办结' },
    },
    actions: {
      investigate: { label: '开始核查' },
      hear: { label: '听取陈述申辩' },
      dismiss: { label: '不予处理' },
      sanction: { label: '作出处理' },
    },
    transitions: [
      { from: 'open', action: 'investigate', to: 'investigating', by: offices },
      { from: 'investigating', action: 'hear', to: 'hearing', by: offices },
      { from: 'hearing', action: 'hear', to: 'hearing', by: offices },
      { from: 'open', action: 'dismiss', to: 'decided', by: offices },
      { from: 'investigating', action: 'dismiss', to: 'decided', by: offices },
      { from: 'hearing', action: 'dismiss', to: 'decided', by: offices },
      { from: 'hearing', action: 'sanction', to: 'decided', by: ['ministry-officer'], guards: ['heard'] },
    ],
  },
  outcomes: {
    dismissed: { label: '不予处理', standing: null, until: 'none' },
    rectification: { label: '限期整改', standing: 'rectifying', until: 'deadline' },
    suspension: { label: '暂停资格', standing: 'suspended', until: 'end' },
    removal: { label: '调出', standing: 'removed', until: 'none' },
    revocation: { label: '取消资格', standing: 'revoked', until: 'none' },
  },
  hearingDays: 10,
  appealDays: 60,
  because: '《行政处罚法》第四十四条、第四十五条（陈述申辩）；《行政复议法》第二十条（六十日内申请复议）',
};
