import {
  choice,
  code,
  count,
  day,
  decimal,
  enterprise,
  member,
  members,
  optional,
  startedOn,
  text,
} from '#core/ledger/fields.ts';
import { defineKind } from '#core/ledger/kind.ts';

/** Serving development: form part 2, 服务发展; observation points 5.1–5.4. */

export const technologyPlatform = defineKind({
  id: 'technology-platform',
  label: '共性技术服务平台',
  fields: {
    host: member('依托单位'),
    name: text('平台名称'),
    field: text('服务领域'),
    openedOn: day('启用日期'),
    closedOn: optional(day('停用日期')),
  },
  identity: ['host', 'name'],
  reporter: 'host',
  years: { rule: 'inForce', from: 'openedOn', to: 'closedOn' },
  figures: [{ figure: 'technologyPlatforms', measure: { type: 'one' } }],
  supports: ['5.1'],
  order: [['openedOn', 'closedOn']],
});

export const technologyProject = defineKind({
  id: 'technology-project',
  label: '校企技术研发项目',
  fields: {
    provider: member('研发单位', 'provider'),
    enterprise: member('委托企业', 'enterprise'),
    title: text('项目名称'),
    contractAmount: decimal('合同金额（万元）'),
    contractedOn: day('签约日期'),
    completedOn: optional(day('完成日期')),
    transferredOn: optional(day('转化日期')),
  },
  identity: ['provider', 'enterprise', 'title'],
  reporter: 'provider',
  counterpart: 'enterprise',
  years: { rule: 'on', day: 'completedOn' },
  figures: [
    {
      figure: 'transformationRate',
      measure: { type: 'rate', part: { where: [{ field: 'transferredOn', notAfter: 'yearEnd' }] }, whole: 'one' },
    },
  ],
  supports: ['5.1', '5.2'],
  order: [
    ['contractedOn', 'completedOn'],
    ['contractedOn', 'transferredOn'],
  ],
});

export const technologyReceipt = defineKind({
  id: 'technology-receipt',
  label: '技术服务到账',
  fields: {
    provider: member('收款单位', 'provider'),
    enterprise: member('付款企业', 'enterprise'),
    project: text('项目名称'),
    voucher: text('凭证号'),
    amount: decimal('到账金额（万元）'),
    receivedOn: day('到账日期'),
  },
  identity: ['provider', 'voucher'],
  reporter: 'provider',
  counterpart: 'enterprise',
  years: { rule: 'on', day: 'receivedOn' },
  figures: [{ figure: 'researchFundsReceived', measure: { type: 'sum', field: 'amount' } }],
  supports: ['5.2'],
});

export const researchResult = defineKind({
  id: 'research-result',
  label: '研究成果',
  fields: {
    owner: member('完成单位'),
    kind: choice('类型', '发明专利', '实用新型专利', '教育教学成果奖', '创新创业实践成果奖', '科技创新成果奖', '其他'),
    title: text('名称'),
    certificate: text('证书号'),
    grantedOn: day('授予日期'),
    partners: optional(members('合作单位')),
  },
  identity: ['kind', 'certificate'],
  reporter: 'owner',
  counterpart: 'partners',
  years: { rule: 'on', day: 'grantedOn' },
  figures: [{ figure: 'researchResults', measure: { type: 'one' } }],
  supports: ['5.2'],
});

export const skillCertification = defineKind({
  id: 'skill-certification',
  label: '技能鉴定',
  fields: {
    organiser: member('组织单位'),
    occupation: code('职业（工种）', 'occupation'),
    level: choice('等级', '五级', '四级', '三级', '二级', '一级'),
    candidates: count('鉴定人次'),
    certified: count('取证人次'),
    heldOn: day('日期'),
  },
  identity: ['organiser', 'occupation', 'level', 'heldOn'],
  reporter: 'organiser',
  years: { rule: 'on', day: 'heldOn' },
  figures: [{ figure: 'skillCertifications', measure: { type: 'sum', field: 'candidates' } }],
  supports: ['5.3'],
  within: [['certified', 'candidates']],
});

const training = { topic: text('培训内容'), trainees: count('人数'), days: decimal('天数'), startedOn } as const;

export const employeeTraining = defineKind({
  id: 'employee-training',
  label: '企业员工培训',
  fields: {
    provider: member('培训单位'),
    enterprise,
    kind: choice('类型', '岗前培训', '岗位培训', '继续教育'),
    ...training,
  },
  identity: ['provider', 'enterprise', 'topic', 'startedOn'],
  reporter: 'provider',
  counterpart: 'enterprise',
  years: { rule: 'on', day: 'startedOn' },
  figures: [{ figure: 'employeeTrainingDays', measure: { type: 'product', of: ['trainees', 'days'] } }],
  supports: ['5.3'],
});

export const socialTraining = defineKind({
  id: 'social-training',
  label: '社会培训',
  fields: {
    provider: member('培训单位'),
    audience: choice('对象', '农民工', '退役军人', '下岗职工', '其他'),
    ...training,
  },
  identity: ['provider', 'audience', 'topic', 'startedOn'],
  reporter: 'provider',
  years: { rule: 'on', day: 'startedOn' },
  figures: [{ figure: 'socialTrainingDays', measure: { type: 'product', of: ['trainees', 'days'] } }],
  supports: ['5.3'],
});

export const strategyService = defineKind({
  id: 'strategy-service',
  label: '服务国家战略',
  fields: {
    strategy: choice('战略', '制造强国', '乡村振兴', '共同富裕', '“一带一路”', '其他'),
    project: text('项目'),
    unit: member('实施单位'),
    outcome: text('成效'),
    startedOn,
  },
  identity: ['strategy', 'project', 'unit'],
  reporter: 'unit',
  years: { rule: 'on', day: 'startedOn' },
  figures: [{ figure: 'strategyProjects', label: '服务国家战略项目', unit: '项', measure: { type: 'one' } }],
  supports: ['5.4'],
});
