import type { LedgerCase } from './ledger-cases-teaching.ts';

const school = '高职';
const enterprise = '企业甲';
const profile = { enterprise, year: 2022, employees: 120, assets: '3000.5', cooperationBenefit: '45.25' };
const profileFacts = (sales: string) => [
  'enterpriseEmployees 2022 120',
  'enterpriseAssets 2022 3000.5',
  `enterpriseSales 2022 ${sales}`,
  'cooperationBenefit 2022 45.25',
];

/** Technology, training, profiles, funds, council. */
export const serviceCases: readonly LedgerCase[] = [
  [
    'technology-platform',
    'in force',
    { host: '研究院', name: '平台甲', field: '材料', openedOn: '2021-05-01', closedOn: '2023-12-31' },
    ['technologyPlatforms 2021 1', 'technologyPlatforms 2022 1', 'technologyPlatforms 2023 1'],
  ],
  ...(
    [
      [
        'transferred by the end of the year of completion',
        { completedOn: '2022-06-01', transferredOn: '2022-12-31' },
        ['transformationRate 2022 1/1'],
      ],
      [
        'transferred a year later: not by the end of that year',
        { completedOn: '2022-06-01', transferredOn: '2023-01-01' },
        ['transformationRate 2022 0/1'],
      ],
      [
        'transferred before it was completed',
        { completedOn: '2022-06-01', transferredOn: '2021-11-01' },
        ['transformationRate 2022 1/1'],
      ],
      ['completed and not transferred', { completedOn: '2022-06-01' }, ['transformationRate 2022 0/1']],
      ['not completed: in no year', { transferredOn: '2022-06-01' }, []],
    ] as const
  ).map(
    ([shows, days, expected]) =>
      [
        'technology-project',
        shows,
        { provider: '研究院', enterprise, title: '项目甲', contractAmount: '80', contractedOn: '2020-01-01', ...days },
        expected,
      ] as const,
  ),
  [
    'technology-receipt',
    'to the last hundredth',
    { provider: school, enterprise, project: '项目甲', voucher: '0012', amount: '12.3456', receivedOn: '2022-12-31' },
    ['researchFundsReceived 2022 12.3456'],
  ],
  [
    'research-result',
    'year of grant; partners are optional',
    { owner: '大学', kind: '发明专利', title: '一种夹具', certificate: 'ZL000', grantedOn: '2023-02-03' },
    ['researchResults 2023 1'],
  ],
  [
    'skill-certification',
    'candidates, not certificates',
    {
      organiser: school,
      occupation: '6-18-02-04',
      level: '三级',
      candidates: 150,
      certified: 120,
      heldOn: '2022-10-10',
    },
    ['skillCertifications 2022 150'],
  ],
  [
    'master-studio',
    'in force',
    { host: enterprise, name: '工作室甲', master: '虚构甲', foundedOn: '2024-12-31' },
    ['masterStudios 2024 1'],
  ],
  [
    'employee-training',
    'people × days',
    {
      provider: school,
      enterprise,
      kind: '岗位培训',
      topic: '安全',
      trainees: 35,
      days: '2.5',
      startedOn: '2022-12-30',
    },
    ['employeeTrainingDays 2022 87.5'],
  ],
  [
    'social-training',
    'people × days, exactly',
    { provider: school, audience: '退役军人', topic: '焊接', trainees: 3, days: '0.3333', startedOn: '2021-04-01' },
    ['socialTrainingDays 2021 0.9999'],
  ],
  [
    'enterprise-profile',
    'industry at the threshold is above scale',
    { ...profile, sector: '工业', sales: '100', mainRevenue: '2000' },
    [...profileFacts('100'), 'aboveScaleEnterprises 2022 1'],
  ],
  [
    'enterprise-profile',
    'industry below it is not',
    { ...profile, sector: '工业', sales: '9000', mainRevenue: '1999.9999' },
    profileFacts('9000'),
  ],
  [
    'enterprise-profile',
    'wholesale at 2000 of sales is above quota',
    { ...profile, sector: '批发业', sales: '2000', mainRevenue: '0' },
    [...profileFacts('2000'), 'aboveQuotaEnterprises 2022 1'],
  ],
  [
    'enterprise-profile',
    'wholesale below 2000 is not, whatever its revenue',
    { ...profile, sector: '批发业', sales: '1999.99', mainRevenue: '5000' },
    profileFacts('1999.99'),
  ],
  [
    'enterprise-profile',
    'retail at 500 of sales',
    { ...profile, sector: '零售业', sales: '500', mainRevenue: '0' },
    [...profileFacts('500'), 'aboveQuotaEnterprises 2022 1'],
  ],
  [
    'enterprise-profile',
    'accommodation at 200 of revenue',
    { ...profile, sector: '住宿业', sales: '0', mainRevenue: '200' },
    [...profileFacts('0'), 'aboveQuotaEnterprises 2022 1'],
  ],
  [
    'enterprise-profile',
    'catering below 200 of revenue',
    { ...profile, sector: '餐饮业', sales: '9000', mainRevenue: '199.9' },
    profileFacts('9000'),
  ],
  [
    'enterprise-profile',
    'any other sector is neither',
    { ...profile, sector: '其他', sales: '9000', mainRevenue: '9000' },
    profileFacts('9000'),
  ],
  [
    'school-profile',
    'counted in all and by the school’s category',
    { school: '大学', year: 2022, enrolled: 12_000 },
    ['enrolledStudents 2022 12000', 'enrolledStudents.university 2022 12000'],
  ],
  ['park-profile', 'output', { park: '示例园区', year: 2022, output: '102.5', rank: 3 }, ['parkOutput 2022 102.5']],
  ...(
    [
      ['牵头单位负担', 'fundsFromLeadUnits'],
      ['政府核拨', 'fundsFromGovernment'],
      ['其他成员负担', 'fundsFromMembers'],
      ['其他途径', 'fundsFromOthers'],
    ] as const
  ).map(
    ([source, figure]) =>
      [
        'fund',
        `planned ${source}`,
        { source, payer: '示例单位', year: 2023, planned: '100', received: '60' },
        ['operatingFunds 2023 100', `${figure} 2023 100`, 'fundsReceived 2023 60'],
      ] as const,
  ),
  [
    'support-policy',
    'year of issue',
    {
      field: '土地',
      title: '文件甲',
      number: '示政〔2022〕1号',
      issuer: '示例市',
      issuedOn: '2022-01-01',
      measures: '举措',
      implementation: '已落实',
    },
    ['supportPolicyCount 2022 1'],
  ],
  ...(
    [
      ['done on the day', { doneOn: '2022-06-30' }, ['coordinationTaskRate 2022 1/1']],
      ['done a day late', { doneOn: '2022-07-01' }, ['coordinationTaskRate 2022 0/1']],
      ['not done', {}, ['coordinationTaskRate 2022 0/1']],
    ] as const
  ).map(
    ([shows, done, expected]) =>
      [
        'coordination-task',
        shows,
        { department: '教育', duty: '统筹', task: '任务甲', dueOn: '2022-06-30', ...done },
        expected,
      ] as const,
  ),
  [
    'appraisal-inclusion',
    'year field',
    { scheme: '产业园区工作考核', year: 2022, number: '示〔2022〕2号', weight: '2.5' },
    ['appraisalInclusions 2022 1'],
  ],
  [
    'council-seat',
    'term that ends on 31 December',
    { party: '企业', organisation: '企业甲', person: '虚构甲', role: '理事', from: '2021-05-01', to: '2022-12-31' },
    ['councilSeats 2021 1', 'councilSeats 2022 1'],
  ],
  [
    'council-meeting',
    'meetings, and attendance as numerator and denominator',
    { name: '第一次会议', heldOn: '2022-03-03', present: 23, seats: 27, resolutions: '通过章程' },
    ['councilMeetings 2022 1', 'councilAttendanceRate 2022 23/27'],
  ],
  [
    'governing-document',
    'in force until it is replaced',
    { kind: '章程', title: '章程', version: '第一版', effectiveOn: '2022-01-01', repealedOn: '2023-06-01' },
    ['governingDocuments 2022 1'],
  ],
  [
    'strategy-service',
    'year of beginning',
    { strategy: '“一带一路”', project: '项目甲', unit: school, outcome: '成效', startedOn: '2023-12-31' },
    ['strategyProjects 2023 1'],
  ],
  [
    'honour',
    'year of award',
    { title: '荣誉甲', awarder: '示例厅', level: '省部级', kind: '典型案例', awardedOn: '2022-08-08' },
    ['honours 2022 1'],
  ],
  [
    'core-product',
    'in force',
    { enterprise, name: '产品甲', field: '装备', listedOn: '2023-05-01' },
    ['coreProducts 2023 1', 'coreProducts 2024 1'],
  ],
  [
    'technology-need',
    'closed within its year',
    { enterprise, title: '需求甲', field: '材料', budget: '30', publishedOn: '2023-05-01', closedOn: '2023-12-30' },
    [],
  ],
  [
    'talent-need',
    'headcount',
    { enterprise, position: '装调工', occupation: '6-20-03-01', level: '高职', headcount: 15, year: 2023 },
    ['talentNeeds 2023 15'],
  ],
  [
    'incident',
    'year of occurrence',
    { kind: '安全', unit: enterprise, occurredOn: '2022-11-11', description: '情况', handling: '已整改' },
    ['incidents 2022 1'],
  ],
];
