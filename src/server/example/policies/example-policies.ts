import type { PolicyCondition } from '#core/support-policy/policy-rules.ts';

type ExampleClause = {
  clause: string;
  measure: string;
  beneficiaries: string;
  conditions: readonly PolicyCondition[];
  limits?: string;
  howToApply: string;
  contact: string;
  /** Days from today. */
  applies?: readonly [from: number, until: number];
};

/** A made-up policy. Days are counted from today; `granted` names a clause by its place, and the account whose member it was granted to. */
export type ExamplePolicy = {
  field: string;
  title: string;
  number: string;
  issuer: string;
  issued: number;
  clauses: readonly ExampleClause[];
  granted?: readonly {
    clause: number;
    to: 'enterprise' | 'higherVocational';
    on: number;
    amountWan: string | null;
    what: string;
    voucher: string;
    isShown: boolean;
    proof?: true;
  }[];
  applied?: { clause: number; by: 'enterprise' | 'higherVocational'; text: string };
};

const enterprises = { about: 'category', of: ['enterprise'] } as const;
const schools = { about: 'category', of: ['secondaryVocational', 'higherVocational'] } as const;

export const examplePolicies: readonly ExamplePolicy[] = [
  {
    field: '财政',
    title: '产教融合发展专项资金管理细则（虚构）',
    number: '示财教〔示例〕11号',
    issuer: '示例市财政局（虚构）',
    issued: -240,
    clauses: [
      {
        clause: '第六条',
        measure: '接收学徒的企业，按每生每年2000元给予培养补助',
        beneficiaries: '联合体内接收中国特色学徒制学徒的企业',
        conditions: [enterprises, { about: 'trait', trait: 'sector', of: ['工业'] }],
        limits: '每家企业每年不超过20万元',
        howToApply: '在本页提交申请，附学徒名册和培养协议；秘书处汇总后报市财政局。',
        contact: '示例市财政局教科文科（虚构）',
        applies: [-200, 45],
      },
      {
        clause: '第九条',
        measure: '新建实训基地，按设备投入的15%给予一次性补助',
        beneficiaries: '联合体内职业学校',
        conditions: [schools],
        limits: '单个基地不超过50万元',
        howToApply: '基地启用后在本页提交申请，附设备清单和验收材料。',
        contact: '示例市财政局教科文科（虚构）',
      },
    ],
    granted: [
      {
        ...{ clause: 1, to: 'higherVocational', on: -90, amountWan: '36.5', what: '实训基地设备补助' },
        ...{ voucher: '国库回单示例0031', isShown: true, proof: true },
      },
      {
        ...{ clause: 0, to: 'enterprise', on: -75, amountWan: '4.2', what: '学徒培养补助' },
        ...{ voucher: '国库回单示例0047', isShown: false },
      },
    ],
  },
  {
    field: '税费',
    title: '产教融合型企业教育费附加抵免实施办法（虚构）',
    number: '示税发〔示例〕5号',
    issuer: '示例市税务局（虚构）',
    issued: -180,
    clauses: [
      {
        clause: '第三条',
        measure: '兴办职业教育的投资，按30%抵免当年应缴的教育费附加和地方教育附加',
        beneficiaries: '纳入产教融合型企业建设培育范围的企业',
        conditions: [enterprises, { about: 'size', trait: 'employees', atLeast: '100', atMost: null }],
        howToApply: '先在本页提交申请，经秘书处出具投资证明后向主管税务机关申报。',
        contact: '示例市税务局所得税科（虚构）',
      },
    ],
    applied: { clause: 0, by: 'enterprise', text: '本年度投入实训设备120万元，申请出具投资证明（虚构）。' },
  },
  {
    field: '金融',
    title: '产教融合项目贷款贴息办法（虚构）',
    number: '示金〔示例〕8号',
    issuer: '示例市金融工作部门（虚构）',
    issued: -120,
    clauses: [
      {
        clause: '第四条',
        measure: '校企共同研发并取得发明专利的中小企业，给予一年期贷款贴息2个百分点',
        beneficiaries: '联合体内中小企业',
        conditions: [
          enterprises,
          { about: 'size', trait: 'employees', atLeast: null, atMost: '1000' },
          {
            about: 'records',
            kind: 'research-result',
            only: { field: 'kind', is: '发明专利' },
            period: 'three-years',
            atLeast: '1',
          },
        ],
        limits: '贴息本金不超过500万元',
        howToApply: '在本页提交申请，附贷款合同和专利证书。',
        contact: '示例市金融工作部门（虚构）',
        applies: [10, 100],
      },
      {
        clause: '第五条',
        measure: '上一年度接收学徒5人以上的企业，优先纳入产教融合信贷名单',
        beneficiaries: '联合体内接收学徒的企业',
        conditions: [enterprises, { about: 'figure', figure: 'apprentices', period: 'last-year', atLeast: '5' }],
        howToApply: '在本页提交申请，附培养协议。',
        contact: '示例市金融工作部门（虚构）',
      },
    ],
  },
  {
    field: '就业',
    title: '企业新录用毕业生培训补贴办法（虚构）',
    number: '示人社〔示例〕21号',
    issuer: '示例市人力资源社会保障局（虚构）',
    issued: -300,
    clauses: [
      {
        clause: '第二条',
        measure: '对开展岗前培训的企业，按每人每天60元给予培训补贴',
        beneficiaries: '联合体内企业',
        conditions: [enterprises],
        howToApply: '培训结束后30日内在本页提交申请，附学员名单。',
        contact: '示例市职业能力建设科（虚构）',
        applies: [-200, -20],
      },
      {
        clause: '第四条',
        measure: '新录用联合体内学校应届毕业生满半年的企业，按每人1000元给予一次性补贴',
        beneficiaries: '联合体内企业',
        conditions: [enterprises],
        limits: '每家企业每年不超过10万元',
        howToApply: '在本页提交申请，附劳动合同和参保证明。',
        contact: '示例市就业服务中心（虚构）',
        applies: [-10, 60],
      },
    ],
    granted: [
      {
        ...{ clause: 0, to: 'enterprise', on: -40, amountWan: '1.8', what: '岗前培训补贴' },
        ...{ voucher: '社保回单示例0102', isShown: true },
      },
    ],
  },
];
