import type { FieldOf } from '#core/form/field.ts';
import type { FormPart, TableCell, TableRow } from '#core/form/layout.ts';
import { figureCell, labelCell, textCell } from '#core/form/table-cell.ts';
import type { fields, Names } from '#packs/moe-2023-15/fields.ts';

type Row = TableRow<Names['path'], Names['id']>;
type Cell = TableCell<Names['path'], Names['id']>;

/** Fields asked for 2022 and 2023. */
type BothYears = {
  [Id in Names['id']]: (typeof fields)[Id] extends { years: readonly [2022, 2023] } ? Id : never;
}[Names['id']];

/** Single figures of the enterprises. */
type Single = Exclude<FieldOf<typeof fields, 'number'>, BothYears | 'operatingFunds'>;

const years: readonly Cell[] = [labelCell([{ year: 2022 }]), labelCell([{ year: 2023 }])];

/** Both years' figures with the unit printed after them. */
function both(id: BothYears, unit = ''): readonly Cell[] {
  return [figureCell(`${id}.2022`, unit), figureCell(`${id}.2023`, unit)];
}

/** A row whose label names the unit, over the two label columns. */
function unitInLabel(id: BothYears, unit: string): Row {
  return { cells: [labelCell([{ label: id }, { text: `（${unit}）` }], { columns: 2 }), ...both(id)] };
}

function progressRow(id: 'talentPlatformProgress' | 'teachingInnovationProgress'): Row {
  const hint = '（不超过200字）';
  return {
    height: 40,
    cells: [labelCell([{ label: id }], { columns: 2 }), textCell(`${id}.2022`, hint), textCell(`${id}.2023`, hint)],
  };
}

const sharing: readonly Row[] = [
  { cells: [labelCell('资源共建共享', { rows: 12 }), labelCell('项目名称', { columns: 2 }), ...years] },
  ...(
    ['coBuiltMajors', 'coBuiltCourses', 'coBuiltTextbooks', 'coBuiltTrainingBases', 'coBuiltIndustryColleges'] as const
  ).map((id): Row => ({ cells: [labelCell([{ label: id }], { columns: 2 }), ...both(id, '个')] })),
  {
    cells: [
      labelCell('师资共建共享', { rows: 6 }),
      labelCell([{ label: 'enterpriseTeachers' }], { rows: 2 }),
      ...both('enterpriseTeachers', '人次'),
    ],
  },
  { cells: both('enterpriseTeacherHours', '课时数') },
  {
    cells: [labelCell([{ label: 'intercollegiateTeachers' }], { rows: 2 }), ...both('intercollegiateTeachers', '人次')],
  },
  { cells: both('intercollegiateTeacherHours', '课时数') },
  { cells: [labelCell([{ label: 'teacherPracticeMonths' }]), ...both('teacherPracticeMonths', '人月')] },
  {
    height: 20,
    cells: [
      labelCell([{ label: 'teachingTeamAwards' }]),
      textCell('teachingTeamAwards', '（不超过100字）', { columns: 2 }),
    ],
  },
];

const cultivation: readonly Row[] = [
  {
    cells: [
      labelCell('人才培养质量', { rows: 15 }),
      labelCell('联合培养情况', { rows: 4 }),
      labelCell('类 型'),
      ...years,
    ],
  },
  ...(['apprentices', 'fieldEngineers', 'otherJointTrainees'] as const).map(
    (id): Row => ({ cells: [labelCell([{ label: id }]), ...both(id, '人')] }),
  ),
  unitInLabel('demandReports', '个'),
  progressRow('talentPlatformProgress'),
  progressRow('teachingInnovationProgress'),
  unitInLabel('apprenticePositionRate', '％'),
  unitInLabel('internshipMonths', '人月'),
  unitInLabel('secondaryToHigherStudents', '人数'),
  unitInLabel('vocationalToBachelorStudents', '人数'),
  unitInLabel('bachelorAdmissions', '人数'),
  unitInLabel('skillsExamAdmissionRate', '％'),
  unitInLabel('employmentRate', '％'),
  {
    height: 20,
    cells: [
      labelCell([{ label: 'skillsCompetitionAwards' }], { columns: 2 }),
      textCell('skillsCompetitionAwards', '（不超过100字）', { columns: 2 }),
    ],
  },
];

/** 成果转化率（％）/到账经费（万元）: two figures in one cell, as the official table has them. */
function rateAndFunds(year: 2022 | 2023): Cell {
  return {
    role: 'answer',
    lines: [
      {
        align: 'center',
        inlines: [{ cell: `transformationRate.${year}` }, { cell: `researchFundsReceived.${year}`, before: '/' }],
      },
    ],
  };
}

const service: readonly Row[] = [
  { cells: [labelCell('服务发展能力', { rows: 8 }), labelCell('项目名称', { columns: 2 }), ...years] },
  unitInLabel('technologyPlatforms', '个'),
  {
    cells: [
      labelCell(
        [
          { label: 'transformationRate' },
          { text: '（％）/' },
          { label: 'researchFundsReceived' },
          { text: '（万元）' },
        ],
        { columns: 2 },
      ),
      rateAndFunds(2022),
      rateAndFunds(2023),
    ],
  },
  unitInLabel('researchResults', '个'),
  unitInLabel('skillCertifications', '人次'),
  unitInLabel('masterStudios', '个'),
  unitInLabel('employeeTrainingDays', '人日'),
  unitInLabel('socialTrainingDays', '人日'),
];

function enterpriseRow(id: Single, unit: string, note?: string): Row {
  const label = labelCell([{ label: id }, { text: `（${unit}）` }, ...(note ? [{ note }] : [])], { columns: 2 });
  return { cells: [label, figureCell(id, '', { columns: 2 })] };
}

const enterprises: readonly Row[] = [
  enterpriseRow('enterpriseEmployees', '人'),
  enterpriseRow('enterpriseAssets', '万元'),
  enterpriseRow('enterpriseSales', '万元'),
  enterpriseRow('cooperationBenefit', '万元'),
  enterpriseRow('aboveScaleEnterprises', '个', 'aboveScale'),
  enterpriseRow('aboveQuotaEnterprises', '个', 'aboveQuota'),
].map((row, index) => (index === 0 ? { cells: [labelCell('联合体企业情况', { rows: 6 }), ...row.cells] } : row));

export const results: FormPart<Names> = {
  id: 'results',
  title: '2.办学成效和服务能力',
  blocks: [
    { kind: 'heading' },
    { kind: 'table', widths: [18, 24, 30, 44, 44], rows: [...sharing, ...cultivation, ...service, ...enterprises] },
  ],
  footnotes: {
    aboveScale: '规模以上工业：指年主营业务收入在2000万元及以上的工业企业。',
    aboveQuota:
      '限额以上贸易业：①批发业(包括外贸企业)：年商品销售总额在2000万元以上；②零售业：年商品销售总额在500万元以上；③住宿业：年主营业务收入200万元以上；④餐饮业：年主营业务收入200万元以上。',
  },
  groups: [
    {
      title: '资源共建共享',
      fields: [
        'coBuiltMajors',
        'coBuiltCourses',
        'coBuiltTextbooks',
        'coBuiltTrainingBases',
        'coBuiltIndustryColleges',
      ],
    },
    {
      title: '师资共建共享',
      fields: [
        'enterpriseTeachers',
        'enterpriseTeacherHours',
        'intercollegiateTeachers',
        'intercollegiateTeacherHours',
        'teacherPracticeMonths',
        'teachingTeamAwards',
      ],
    },
    {
      title: '人才培养质量',
      fields: [
        'apprentices',
        'fieldEngineers',
        'otherJointTrainees',
        'demandReports',
        'talentPlatformProgress',
        'teachingInnovationProgress',
        'apprenticePositionRate',
        'internshipMonths',
        'secondaryToHigherStudents',
        'vocationalToBachelorStudents',
        'bachelorAdmissions',
        'skillsExamAdmissionRate',
        'employmentRate',
        'skillsCompetitionAwards',
      ],
    },
    {
      title: '服务发展能力',
      fields: [
        'technologyPlatforms',
        'transformationRate',
        'researchFundsReceived',
        'researchResults',
        'skillCertifications',
        'masterStudios',
        'employeeTrainingDays',
        'socialTrainingDays',
      ],
    },
    {
      title: '联合体企业情况',
      fields: [
        'enterpriseEmployees',
        'enterpriseAssets',
        'enterpriseSales',
        'cooperationBenefit',
        'aboveScaleEnterprises',
        'aboveQuotaEnterprises',
      ],
    },
  ],
};
