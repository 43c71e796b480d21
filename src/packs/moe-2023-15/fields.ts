import type { Fields, NamesOf } from '#core/form/field.ts';
import { exampleRegion, regions } from './regions.ts';

/** 2022 is the members' actual total, 2023–2025 what the applicant commits to (说明 三). */
const bothYears = [2022, 2023] as const;

const people = { kind: 'number', unit: '人', decimals: 0 } as const;
const wan = { kind: 'number', unit: '万元', decimals: 4 } as const;
const yearly = { kind: 'number', unit: '个', decimals: 0, years: bothYears } as const;
const rate = { kind: 'number', unit: '％', decimals: 2, max: 100, years: bothYears } as const;
const personMonths = { kind: 'number', unit: '人月', decimals: 2, years: bothYears } as const;
const personDays = { kind: 'number', unit: '人日', decimals: 2, years: bothYears } as const;

const cover = {
  consortiumName: { kind: 'text', label: '联合体名称' },
  province: { kind: 'choice', label: '推荐省份', options: regions, exampleOptions: [exampleRegion] },
  park: { kind: 'text', label: '依托园区' },
  leadSchool: { kind: 'text', label: '牵头学校', help: '须与“联合体成员情况”中的单位名称一致' },
  leadEnterprise: { kind: 'text', label: '牵头企业', help: '须与“联合体成员情况”中的单位名称一致' },
  filledOn: { kind: 'day', label: '填表日期' },
} as const satisfies Fields;

const overview = {
  foundedOn: { kind: 'month', label: '（拟）成立时间' },
  leaderName: { kind: 'text', label: '联合体负责人', help: '指所在产业园区管委会负责同志' },
  leaderContact: { kind: 'text', label: '职务及联系方式' },
  secretariatHost: { kind: 'text', label: '秘书处所在单位' },
  secretariatHead: { kind: 'text', label: '秘书处负责人' },
  officeArea: { kind: 'number', label: '固定办公面积', unit: '㎡', decimals: 2 },
  secretariatPhone: { kind: 'text', label: '联系电话' },
  staffTotal: { ...people, label: '人员总数' },
  staffFullTime: { ...people, label: '专职人数' },
  staffPartTime: { ...people, label: '兼职人数' },
  staffNames: { kind: 'names', label: '人员姓名' },
  members: {
    kind: 'roster',
    label: '联合体成员情况',
    unit: '家',
    countLabel: '数量',
    namesLabel: '单位名称',
    extra: { id: 'students', label: '在校生数', unit: '人' },
    categories: [
      { id: 'secondaryVocational', label: '中职学校', extra: true },
      { id: 'higherVocational', label: '高职院校（含职教本科）', extra: true },
      { id: 'university', label: '普通本科学校', extra: true },
      { id: 'government', label: '政府部门' },
      { id: 'enterprise', label: '企业' },
      { id: 'researchInstitute', label: '科研机构' },
      { id: 'other', label: '其他组织' },
    ],
  },
  operatingFunds: { ...wan, label: '拟投入运行经费总额', years: [2023, 2024, 2025] },
  fundsFromLeadUnits: { ...wan, label: '牵头单位负担' },
  fundsFromGovernment: { ...wan, label: '政府核拨' },
  fundsFromMembers: { ...wan, label: '其他成员负担' },
  fundsFromOthers: { ...wan, label: '其他途径' },
  parkOutput: { kind: 'number', label: '2022年产业园区总产值', unit: '亿元', decimals: 4 },
  leadingIndustries: { kind: 'text', label: '产业园区主导产业情况', limit: 200, lines: 'many' },
  supportPolicies: { kind: 'text', label: '联合体所在地制定支持职业教育政策及落实情况', limit: 500, lines: 'many' },
} as const satisfies Fields;

const sharing = {
  coBuiltMajors: { ...yearly, label: '共建专业' },
  coBuiltCourses: { ...yearly, label: '共建课程' },
  coBuiltTextbooks: { ...yearly, label: '共建教材' },
  coBuiltTrainingBases: { ...yearly, label: '共建实训基地' },
  coBuiltIndustryColleges: { ...yearly, label: '共建产业学院' },
  enterpriseTeachers: { ...yearly, label: '企业兼职教师', unit: '人次' },
  enterpriseTeacherHours: { ...yearly, label: '企业兼职教师课时数', unit: '课时', decimals: 2 },
  intercollegiateTeachers: { ...yearly, label: '校际兼职教师', unit: '人次' },
  intercollegiateTeacherHours: { ...yearly, label: '校际兼职教师课时数', unit: '课时', decimals: 2 },
  teacherPracticeMonths: { ...personMonths, label: '教师企业实践' },
  teachingTeamAwards: { kind: 'text', label: '教师教学团队获国家级奖励情况', limit: 100, lines: 'many' },
} as const satisfies Fields;

const cultivation = {
  apprentices: { ...yearly, label: '中国特色学徒制培养', unit: '人' },
  fieldEngineers: { ...yearly, label: '现场工程师培养', unit: '人' },
  otherJointTrainees: { ...yearly, label: '其他联合培养', unit: '人' },
  demandReports: { ...yearly, label: '发布人才需求报告' },
  talentPlatformProgress: {
    kind: 'text',
    label: '搭建人才供需信息平台，完善职业教育专业动态调整机制情况',
    limit: 200,
    lines: 'many',
    years: bothYears,
  },
  teachingInnovationProgress: {
    kind: 'text',
    label: '联合体各类主体深入合作，及时把新方法、新技术、新工艺、新标准引入教育教学实践情况',
    limit: 200,
    lines: 'many',
    years: bothYears,
  },
  apprenticePositionRate: { ...rate, label: '联合体内企业设立学徒岗位占岗位总量的比例' },
  internshipMonths: { ...personMonths, label: '联合体内企业为学生提供实习实训量' },
  secondaryToHigherStudents: { ...yearly, label: '中高职贯通培养', unit: '人' },
  vocationalToBachelorStudents: { ...yearly, label: '中高本衔接培养', unit: '人' },
  bachelorAdmissions: {
    ...yearly,
    label: '联合体内普通本科学校招收中高职毕业生和企业一线优秀员工就读本科和专业学位研究生',
    unit: '人',
  },
  skillsExamAdmissionRate: { ...rate, label: '通过“文化素质+职业技能”考试招生学生升学比例' },
  employmentRate: { ...rate, label: '联合体学校整体就业率' },
  skillsCompetitionAwards: { kind: 'text', label: '职业院校技能大赛获奖情况', limit: 100, lines: 'many' },
} as const satisfies Fields;

const service = {
  technologyPlatforms: { ...yearly, label: '共性技术服务平台' },
  transformationRate: { ...rate, label: '校企合作开展技术研发的成果转化率' },
  researchFundsReceived: { ...yearly, label: '到账经费', unit: '万元', decimals: 4 },
  researchResults: { ...yearly, label: '研究成果数量' },
  skillCertifications: { ...yearly, label: '技能鉴定量', unit: '人次' },
  masterStudios: { ...yearly, label: '大师工作室数量' },
  employeeTrainingDays: { ...personDays, label: '面向企业员工开展培训数' },
  socialTrainingDays: { ...personDays, label: '面向农民工、退役军人、下岗职工等培训数' },
} as const satisfies Fields;

const enterprises = {
  enterpriseEmployees: { ...people, label: '企业职工总数' },
  enterpriseAssets: { ...wan, label: '企业资产总额' },
  enterpriseSales: { ...wan, label: '2022年企业销售总额' },
  cooperationBenefit: { ...wan, label: '2022年校企合作产生的直接经济效益' },
  aboveScaleEnterprises: {
    kind: 'number',
    label: '规模以上企业数',
    unit: '个',
    decimals: 0,
    help: '规模以上工业：指年主营业务收入在2000万元及以上的工业企业',
  },
  aboveQuotaEnterprises: {
    kind: 'number',
    label: '限额以上企业数',
    unit: '个',
    decimals: 0,
    help: '批发业年商品销售总额2000万元以上；零售业500万元以上；住宿业、餐饮业年主营业务收入200万元以上',
  },
} as const satisfies Fields;

const texts = {
  features: { kind: 'text', label: '特色与创新', limit: 2000, lines: 'many' },
  noViolations: {
    kind: 'confirmation',
    label: '近3年内未发生过违法或重大违规事件',
    statement: '产教联合体各成员单位近3年内在招生、就业、安全等领域未发生过违法或重大违规事件。',
  },
  constructionPlan: { kind: 'text', label: '建设规划', limit: 1000, lines: 'many' },
} as const satisfies Fields;

/** Every field of 市域产教联合体推荐书 (annex 3), in the form's order. */
export const fields = {
  ...cover,
  ...overview,
  ...sharing,
  ...cultivation,
  ...service,
  ...enterprises,
  ...texts,
} as const;

export type Names = NamesOf<typeof fields>;
