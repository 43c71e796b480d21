/** The fictional rules of the example's first consortium: what each version says, article by article, and how far it came. */
export type ExampleDocument = {
  kind: string;
  title: string;
  /** Of each version: what is new in it, its articles, how it came in, and from when it holds; without a day it is submitted or a draft. */
  versions: readonly ExampleVersion[];
};

export type ExampleVersion = {
  note: string;
  articles: readonly string[];
  as: 'typed' | 'word' | 'pdf';
  goes: 'draft' | 'submitted' | { effectiveOn: string; resolution: string };
};

const charter = [
  '联合体名称为青禾市域产教联合体（虚构），由青禾高新区管委会、牵头学校和牵头企业发起，成员单位自愿加入。',
  '联合体以服务园区主导产业、培养技术技能人才为宗旨，实行理事会领导下的秘书处负责制。',
  '理事会由政府、企业、学校、科研机构的代表组成，共二十五席：政府五席，企业十席，学校八席，科研机构二席；每届任期三年，可以连任。',
  '理事会全体会议每年召开两次，由理事长召集并主持；三分之一以上理事提议的，应当召开临时会议。',
  '会议须有三分之二以上理事出席，且各方均有代表出席方为有效；理事可书面委托其他理事代为出席，一人受托不超过一人。',
  '一般事项由出席理事过半数通过；章程的修改、成员单位的除名、年度预算须由全体理事三分之二以上通过。',
  '秘书处设在青禾高新区管委会，负责日常工作，向理事会报告；专职人员不少于三人。',
  '成员单位享有参加活动、提出议案、共享资源的权利，承担如实填报台账、落实合作协议、保守秘密的义务。',
  '联合体经费由牵头单位、政府核拨、成员单位和其他途径共同负担，单独核算，每年向理事会报告收支。',
  '本章程由理事会负责解释，自通过之日起施行。',
];
const revised = charter.map((article, at) =>
  at === 3
    ? '理事会全体会议每年召开四次，由理事长召集并主持，可以采用线上方式；三分之一以上理事提议的，应当召开临时会议。'
    : at === 6
      ? `${article.replace('三人', '五人')}秘书处每季度公布任务完成情况。`
      : article,
);
const appraisal = [
  '绩效考核坚持目标导向、数据说话、公开透明，数据以台账为准，不另行填报。',
  '对成员单位按贡献考核：学徒培养、岗位供给、实训基地、技术服务、经费投入各占二十分。',
  '对秘书处人员按目标考核，年初签订目标，年末由理事会评议。',
  '考核结果分优秀、良好、合格、不合格四等，公示五个工作日；被考核人可在公示期内申诉。',
  '连续两年优秀的成员单位，优先推荐承担项目和评优；不合格的约谈其负责人。',
];

export const exampleDocuments: readonly ExampleDocument[] = [
  {
    kind: '章程',
    title: '青禾市域产教联合体章程（虚构）',
    versions: [
      {
        note: '成立时通过',
        articles: charter,
        as: 'typed',
        goes: { effectiveOn: '2023-03-15', resolution: '青联决〔2023〕1号' },
      },
      {
        note: '增加会议次数和专职人员',
        articles: revised,
        as: 'typed',
        goes: { effectiveOn: '2025-01-01', resolution: '青联决〔2024〕9号' },
      },
    ],
  },
  {
    kind: '运营管理制度',
    title: '青禾联合体理事会议事规则（虚构）',
    versions: [
      {
        note: '',
        articles: [
          '会议议题由秘书处汇总，会前十日连同材料送达全体理事；紧急事项可缩短至三日。',
          '理事凭签到码签到，中途离席即不计入法定人数；法定人数不足时停止表决。',
          '与议题有利害关系的理事应当主动说明并回避，不计入该议题的表决基数。',
          '人事事项采用无记名投票，其他事项记名或举手表决；书面传签须全体理事收到材料。',
          '会议纪要于会后五日内送出席理事确认，决议统一编号，由秘书处督办。',
        ],
        as: 'typed',
        goes: { effectiveOn: '2023-04-15', resolution: '青联决〔2023〕2号' },
      },
    ],
  },
  {
    kind: '运营管理制度',
    title: '青禾联合体秘书处工作规则（虚构）',
    versions: [
      {
        note: '',
        articles: [
          '秘书处设综合、产教合作、数据三组，各组明确一名负责人。',
          '每周召开工作例会，每月向理事长报告重点任务和时间节点的完成情况。',
          '成员单位填报的台账，秘书处在五个工作日内核对；有争议的与双方核实后裁定。',
          '印章、合同和档案由专人管理，对外文件须经秘书长签发。',
        ],
        as: 'word',
        goes: { effectiveOn: '2023-05-15', resolution: '青联决〔2023〕3号' },
      },
    ],
  },
  {
    kind: '人员聘用及评价',
    title: '青禾联合体人员聘用及评价办法（虚构）',
    versions: [
      {
        note: '',
        articles: [
          '秘书处岗位分固定岗和流动岗；固定岗由依托单位选派，流动岗面向成员单位公开征集。',
          '流动岗聘期一至二年，聘期内人事关系不变，工作量由双方单位共同认定。',
          '聘期考核以岗位目标和服务对象评价为依据，结果反馈派出单位，作为职称评聘的参考。',
          '企业骨干到学校任教、教师到企业实践的，按实际课时和时长记入个人业绩。',
        ],
        as: 'pdf',
        goes: { effectiveOn: '2023-06-15', resolution: '青联决〔2023〕4号' },
      },
    ],
  },
  {
    kind: '绩效考核',
    title: '青禾联合体绩效考核办法（虚构）',
    versions: [
      {
        note: '',
        articles: appraisal,
        as: 'typed',
        goes: { effectiveOn: '2023-07-15', resolution: '青联决〔2023〕5号' },
      },
      {
        note: '经费投入改为企业岗位供给的附加分',
        articles: appraisal.map((article, at) =>
          at === 1
            ? '对成员单位按贡献考核：学徒培养、岗位供给、实训基地、技术服务各占二十五分，经费投入另加不超过十分。'
            : article,
        ),
        as: 'typed',
        goes: 'submitted',
      },
    ],
  },
  {
    kind: '运营质量保障',
    title: '青禾联合体运营质量保障办法（虚构）',
    versions: [
      {
        note: '',
        articles: [
          '建立年度质量报告制度，报告须经理事会审议，向成员单位公开。',
          '对毕业生就业、企业满意度开展跟踪调查，样本不少于当年毕业生的三成。',
          '数据质量实行双方确认：学校填报、企业确认，不一致的列入争议，不计入对外数据。',
          '对发现的问题建立清单，明确责任单位和整改期限，整改完成前每月通报。',
        ],
        as: 'word',
        goes: { effectiveOn: '2023-08-15', resolution: '青联决〔2023〕6号' },
      },
    ],
  },
  {
    kind: '其他',
    title: '青禾联合体经费管理办法（虚构）',
    versions: [
      {
        note: '',
        articles: [
          '经费按来源单独核算：牵头单位负担、政府核拨、成员单位负担和其他途径。',
          '支出实行预算管理，五万元以上的由理事长批准；经办人不得批准自己提出的支出。',
          '年末结余经理事会同意后结转下年使用，任何单位不得挪用。',
        ],
        as: 'pdf',
        goes: { effectiveOn: '2023-09-15', resolution: '青联决〔2023〕7号' },
      },
    ],
  },
  {
    kind: '其他',
    title: '青禾联合体档案管理办法（虚构）',
    versions: [
      {
        note: '征求意见中',
        articles: [
          '会议纪要、决议、协议和台账的证据材料按年度归档，保存三十年。',
          '涉及个人信息的档案实行专柜保管，查阅须经秘书长批准并登记。',
        ],
        as: 'typed',
        goes: 'draft',
      },
    ],
  },
];
