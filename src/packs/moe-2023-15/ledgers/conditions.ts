import { choice, count, day, decimal, enterprise, member, optional, school, text, year } from '#core/ledger/fields.ts';
import { defineKind } from '#core/ledger/kind.ts';
import { funds } from '#packs/moe-2023-15/funds.ts';
import { tasks } from '#packs/moe-2023-15/tasks.ts';

/** What the consortium stands on: form parts 1 and 2; observation points 1.1–1.4, and 7. */

export const enterpriseProfile = defineKind({
  id: 'enterprise-profile',
  label: '企业年度概况',
  fields: {
    enterprise,
    year: year('年度'),
    sector: choice('行业', '工业', '批发业', '零售业', '住宿业', '餐饮业', '其他'),
    employees: count('职工总数'),
    assets: decimal('资产总额（万元）'),
    sales: decimal('销售总额（万元）'),
    mainRevenue: decimal('主营业务收入（万元）'),
    cooperationBenefit: decimal('校企合作直接经济效益（万元）'),
  },
  identity: ['enterprise', 'year'],
  reporter: 'enterprise',
  years: { rule: 'year', field: 'year' },
  figures: [
    { figure: 'enterpriseEmployees', measure: { type: 'sum', field: 'employees' } },
    { figure: 'enterpriseAssets', measure: { type: 'sum', field: 'assets' } },
    { figure: 'enterpriseSales', label: '企业销售总额', measure: { type: 'sum', field: 'sales' } },
    {
      figure: 'cooperationBenefit',
      label: '校企合作产生的直接经济效益',
      measure: { type: 'sum', field: 'cooperationBenefit' },
    },
    // 规模以上工业: main business revenue of 20 million yuan a year or more (the form's last notes).
    {
      figure: 'aboveScaleEnterprises',
      measure: { type: 'one' },
      where: [
        [
          { field: 'sector', is: '工业' },
          { field: 'mainRevenue', atLeast: 2000 },
        ],
      ],
    },
    // 限额以上贸易业: wholesale 20, retail 5, accommodation and catering 2 million yuan a year or more.
    {
      figure: 'aboveQuotaEnterprises',
      measure: { type: 'one' },
      where: [
        [
          { field: 'sector', is: '批发业' },
          { field: 'sales', atLeast: 2000 },
        ],
        [
          { field: 'sector', is: '零售业' },
          { field: 'sales', atLeast: 500 },
        ],
        [
          { field: 'sector', is: '住宿业' },
          { field: 'mainRevenue', atLeast: 200 },
        ],
        [
          { field: 'sector', is: '餐饮业' },
          { field: 'mainRevenue', atLeast: 200 },
        ],
      ],
    },
  ],
  supports: ['1.1'],
});

export const schoolProfile = defineKind({
  id: 'school-profile',
  label: '学校年度概况',
  fields: { school, year: year('年度'), enrolled: count('在校生数') },
  identity: ['school', 'year'],
  reporter: 'school',
  years: { rule: 'year', field: 'year' },
  figures: [
    {
      figure: 'enrolledStudents',
      label: '在校生数',
      unit: '人',
      measure: { type: 'sum', field: 'enrolled' },
      split: 'school',
    },
  ],
  supports: ['1.1'],
});

export const parkProfile = defineKind({
  id: 'park-profile',
  label: '园区年度概况',
  fields: { park: text('园区'), year: year('年度'), output: decimal('总产值（亿元）'), rank: count('省内位次') },
  identity: ['park', 'year'],
  years: { rule: 'year', field: 'year' },
  figures: [{ figure: 'parkOutput', label: '产业园区总产值', measure: { type: 'sum', field: 'output' } }],
  supports: ['1.1'],
});

const fromSource = (figure: string, label: string, is: string) =>
  ({
    figure,
    label,
    measure: { type: 'sum', field: 'planned' },
    where: [[{ field: 'source', is }]],
    planned: true,
  }) as const;

export const fund = defineKind({
  id: 'fund',
  label: '运行经费',
  fields: {
    source: choice('来源', ...funds.sources),
    payer: text('出资单位'),
    year: year('年度'),
    planned: decimal('拟投入（万元）'),
    received: decimal('到位（万元）'),
  },
  identity: ['source', 'payer', 'year'],
  years: { rule: 'year', field: 'year' },
  figures: [
    {
      figure: 'operatingFunds',
      measure: { type: 'sum', field: 'planned' },
      planned: true,
      fulfilledBy: 'fundsReceived',
    },
    fromSource('fundsFromLeadUnits', '拟投入运行经费：牵头单位负担', '牵头单位负担'),
    fromSource('fundsFromGovernment', '拟投入运行经费：政府核拨', '政府核拨'),
    fromSource('fundsFromMembers', '拟投入运行经费：其他成员负担', '其他成员负担'),
    fromSource('fundsFromOthers', '拟投入运行经费：其他途径', '其他途径'),
    { figure: 'fundsReceived', label: '到位运行经费', unit: '万元', measure: { type: 'sum', field: 'received' } },
  ],
  supports: ['1.4'],
});

export const supportPolicy = defineKind({
  id: 'support-policy',
  label: '支持政策',
  fields: {
    field: choice('领域', '金融', '财政', '税费', '土地', '信用', '就业', '收入分配'),
    title: text('文件名称'),
    number: text('文号'),
    issuer: text('发文单位'),
    issuedOn: day('发文日期'),
    measures: text('举措'),
    implementation: text('落实情况'),
  },
  identity: ['number', 'title'],
  years: { rule: 'on', day: 'issuedOn' },
  figures: [
    {
      figure: 'supportPolicyCount',
      label: '支持政策',
      unit: '项',
      measure: { type: 'one' },
      listedFor: 'supportPolicies',
      listedAs: '{title}（{number}）：{measures}',
    },
  ],
  supports: ['1.4'],
});

export const coordinationTask = defineKind({
  id: 'coordination-task',
  label: '部门协同任务',
  fields: {
    department: choice('部门', ...tasks.departments),
    duty: text('职责'),
    task: text('重点任务'),
    dueOn: day('时间节点'),
    doneOn: optional(day('完成日期')),
  },
  identity: ['department', 'task'],
  years: { rule: 'on', day: 'dueOn' },
  figures: [
    {
      figure: 'coordinationTaskRate',
      label: '部门协同任务按期完成率',
      unit: '％',
      measure: { type: 'rate', part: { where: [{ field: 'doneOn', notAfter: 'dueOn' }] }, whole: 'one' },
    },
  ],
  supports: ['1.3'],
});

export const appraisalInclusion = defineKind({
  id: 'appraisal-inclusion',
  label: '纳入考核',
  fields: {
    scheme: choice('考核', '产业园区工作考核', '职业教育工作目标考核'),
    year: year('年度'),
    number: text('文号'),
    weight: decimal('分值'),
  },
  identity: ['scheme', 'year'],
  years: { rule: 'year', field: 'year' },
  figures: [{ figure: 'appraisalInclusions', label: '纳入考核', unit: '项', measure: { type: 'one' } }],
  supports: ['1.2'],
});

export const honour = defineKind({
  id: 'honour',
  label: '荣誉与推广',
  fields: {
    title: text('名称'),
    awarder: text('授予单位'),
    level: choice('级别', '国家级', '省部级', '市级'),
    kind: choice('类型', '表彰奖励', '典型案例', '经验推广', '媒体报道'),
    awardedOn: day('日期'),
  },
  identity: ['title', 'awarder'],
  years: { rule: 'on', day: 'awardedOn' },
  figures: [{ figure: 'honours', label: '荣誉与推广', unit: '项', measure: { type: 'one' } }],
  supports: ['6.1', '6.2', '6.3'],
});

export const incident = defineKind({
  id: 'incident',
  label: '违法违规事件',
  fields: {
    kind: choice('领域', '招生', '就业', '安全', '其他'),
    unit: member('涉事单位'),
    occurredOn: day('发生日期'),
    description: text('情况'),
    handling: text('处理结果'),
  },
  identity: ['unit', 'kind', 'occurredOn'],
  reporter: 'unit',
  years: { rule: 'on', day: 'occurredOn' },
  figures: [{ figure: 'incidents', label: '违法违规事件', unit: '起', measure: { type: 'one' } }],
  supports: ['7'],
});
