/**
 * What the nation's forms are written with. `{word}` is one of the consortium's own words, `{12-40}` a number drawn between both. Between two
 * of them stand few characters, so that no two consortia write the same by chance.
 */
export type Theme = { titles: readonly string[]; sentences: readonly string[] };

export const features: readonly Theme[] = [
  {
    titles: ['“一园一院一平台”实体化运作', '{park}园区实体化办联合体', '理事会领导下的实体化治理'],
    sentences: [
      '{park}园区管委会腾出{12-46}00平方米场地，{enterprise}投入{product}等设备{30-95}台套，{school}派驻教师{12-48}人，三方按约共管。',
      '理事会{9-21}席中企业占{4-8}席，{city}市分管副市长任理事长，每年召开全体会议{2-4}次，{12-30}项议题按章程表决。',
      '秘书处设在{secretariat}，专职{staff}人，经费单列，由{city}市审计部门每{1-2}年审计一次，结果向{members}家成员公开。',
      '{enterprise}与{school}共同出资{300-980}万元注册运营公司，{trade}企业按股派员，{position}岗位由园区统一招聘。',
      '设立{subject}、{subject2}等{3-7}个工作组，由{partner}负责人牵头，任务按月列单，{city}市教育局每季通报。',
    ],
  },
  {
    titles: ['岗位学徒贯穿培养全程', '“双主体、四段式”学徒培养', '{position}岗位学徒制'],
    sentences: [
      '学生第一年在{school}学基础，第二年进{park}实训中心练{subject}，第三年到{enterprise}轮{3-6}个岗位，最后回真实项目综合考核。',
      '2022年在岗学徒{apprentices}人，{position}岗位占{22-48}％，师徒签约{160-540}对，{trade}企业为每名学徒购买工伤保险。',
      '学徒评价由{partner}师傅与教师各占{4-5}成，以{product}实物交件计分，{subject}不合格者须回中心补训{2-6}周。',
      '{enterprise}每年公布{position}、{position2}等学徒岗位{60-240}个，留园就业率{61-88}％，首年月薪达到{42-68}00元。',
      '现场工程师班由{school}与{partner}单独组班，开设{major}方向，{18-36}名学员带着{product}的{5-14}个现场问题入学。',
    ],
  },
  {
    titles: ['中高本贯通一张培养方案', '{major}专业贯通培养', '学段衔接、学分互认'],
    sentences: [
      '{secondary}、{school}与{university}共商{major}培养方案，{22-46}门课程按三段排开，重复内容压减{12-31}％。',
      '{university}面向{trade}企业一线员工单列计划{20-90}人，{position}的{product}改进成果可折算{4-12}学分。',
      '“文化素质＋职业技能”考试增设{subject}实操站，{park}园区{9-26}名技师参与命题评分，考点就在{enterprise}车间。',
      '{city}市建成学分银行，{3-9}所成员学校的{major}等{6-19}个专业互认{subject}等课程{14-52}门。',
      '每届选拔{24-80}名{major}学生由{secondary}直接升入{school}，{subject2}课程由{partner}派师傅跟班讲授。',
    ],
  },
  {
    titles: ['技术服务“揭榜—攻关—转化”', '围绕{product}的协同攻关', '共性技术平台服务{trade}企业'],
    sentences: [
      '{platforms}个共性技术服务平台按季发布{trade}需求，2022年{28-96}支校企队伍揭榜，{product}良率提高{2-9}个百分点。',
      '到账经费{funds}万元，成果转化率{transformation}％，{enterprise}采用{subject}成果后停机时间缩短{11-38}％。',
      '{university}在{park}设{product}中试线{1-4}条，{partner}以设备入股，{trade2}企业按小时预约，利用率{63-94}％。',
      '{masters}个大师工作室承接{product}返修与改良{36-160}项，{position}带徒{20-88}名，其中{3-15}人获省级称号。',
      '检测共享平台对{trade}企业开放{140-460}台仪器，{subject}检测费减半，2022年出具报告{900-4800}份。',
    ],
  },
  {
    titles: ['人才供需“月月算、年年调”', '以岗定专业的动态调整', '{trade}岗位画像指导办学'],
    sentences: [
      '供需平台归集{park}园区{120-480}家企业的{position}、{position2}等岗位{18-72}00个，按{subject}技能点逐一画像。',
      '2022年发布需求报告{reports}份，{school}据此新增{major}等专业{2-6}个，停招{1-4}个，与{industry}匹配度{76-93}％。',
      '{school}设专业调整预警线，就业低于{82-90}％的方向由{enterprise}参与会诊，{city}市教育局{1-3}个月内批复。',
      '{partner}把未来{2-3}年的{product}扩产计划提前告知学校，{major2}方向相应增招{40-160}人。',
      '平台还为{city}市{3-9}个区县的待业青年推送{subject}短训，{62-88}％在{park}园区上岗。',
    ],
  },
  {
    titles: ['实训基地开放共享', '校中厂、厂中校', '{product}生产线搬进学校'],
    sentences: [
      '{bases}个共建实训基地按{product}真实产线布局，{subject}工位{80-360}个，{school}与{secondary}按课表错峰使用。',
      '{enterprise}在{school}建{trade}车间，日产{product}{40-900}件，学生参与{subject2}工序，计件报酬{20-38}元一小时。',
      '基地面向{city}市中小学开放劳动教育{30-120}场，{position}现场演示{product}，接待{24-98}00人次。',
      '{colleges}个产业学院由{partner}等{3-8}家企业轮值，{major}专业群{12-40}门课程在产线上完成。',
      '设备维护由{enterprise}与{school}按{3-6}比{4-7}分担，{subject}耗材由园区集中采购，年省{46-190}万元。',
    ],
  },
  {
    titles: ['数据一次采集、双方确认', '用台账说话', '联合体运行全程留痕'],
    sentences: [
      '{members}家成员在台账中逐次登记授课、实践和培训，由{partner}等对方单位确认，2022年累计{32-98}00条。',
      '{subject}课程的{hours}课时由教务系统与{enterprise}考勤互相印证，差异在{3-10}个工作日内说明。',
      '{city}市教育、人社部门每年抽查{4-12}％的记录，2022年更正{3-19}条，{park}园区向{position}公开结果。',
      '{school}按台账向{city}市{24-96}名兼职教师发放酬金，平均{8-20}天到账，{major}专业最先试行。',
    ],
  },
];

export const plan = {
  goals: [
    '到2025年，{park}园区{industry}技术技能人才缺口缩小{38-62}％，共建专业达到{majors25}个，{position}学徒规模达到每年{apprentices25}人。',
    '三年内把{city}市建成{industry}人才高地：学徒每年{apprentices25}人，共建专业{majors25}个，{subject}等标准输出{3-9}项。',
    '围绕{product}等{4-9}条产品线，2025年学徒达到{apprentices25}人、共建专业{majors25}个，{trade}企业参与面超过{71-92}％。',
  ],
  steps: [
    [
      '2023年6月：修订章程，{enterprise}增补为副理事长单位，{city}市六部门印发{18-42}项责任清单。',
      '2023年7月：{school}牵头完成{major}等{6-16}个专业对{trade}岗位的比对，形成问题清单{24-70}条。',
    ],
    [
      '2023年12月：供需平台接入{trade}企业{60-240}家；{product}中试线{1-3}条投用；产业学院增至{colleges23}个。',
      '2023年12月：到账经费{funds23}万元；{subject}、{subject2}两个大师工作室挂牌，收徒{18-60}名。',
    ],
    [
      '2024年6月：{secondary}与{school}联合招收{major}学生{60-180}人；{partner}建成{subject}考评站。',
      '2024年6月：{park}园区{4-9}号厂房改造为{trade2}实训区，增加{subject2}工位{60-200}个。',
    ],
    [
      '2024年12月：共性技术服务平台增至{platforms24}个，{product}检测能力通过认可；{enterprise}年培训员工{22-70}00人次。',
      '2024年12月：{university}招收{trade}一线员工{40-120}人，{position}岗位持证率提高到{72-95}％。',
    ],
    [
      '2025年12月：建成开放型实践中心{1-3}个，{subject}等学徒标准{3-8}项在{city}市以外推广；{enterprise}岗位学徒占比达到{8-14}％。',
      '2025年12月：{city}市{industry}产业图谱与{major}等{5-14}个专业图谱对照发布，{trade}企业满意度{90-98}％。',
    ],
  ],
  support: [
    '保障。三年经费{fundsTotal}万元，由牵头单位、{city}市财政和成员单位分担；实行月调度、季通报，{park}园区年度考核占{5-12}分。',
    '保障。投入{fundsTotal}万元，{enterprise}设备投入另计；{city}市设专班{6-15}人，进度落后{2-3}个月的任务由理事长约谈。',
  ],
} as const;

export const overview = {
  leading: [
    '{park}园区以{trade}、{trade2}为主导，2022年总产值{output}亿元，占{city}市工业的{18-42}％；集聚规上企业{70-240}家，{product}等{3-9}种产品省内领先，{position}年缺口约{9-46}00人。（虚构示例）',
    '主导产业为{industry}，{trade}链条基本完整，2022年产值{output}亿元，年增{6-17}％。{enterprise}等{4-12}家龙头带动{120-420}家配套企业，{product}本地配套率{51-86}％，急需{position}、{position2}等{8-30}00人。（虚构示例）',
  ],
  policies: [
    [
      '{city}市把联合体列入{park}园区考核（{4-9}分）和职教目标责任书，{trade}链长每{3-6}个月督办，已督办{2-9}次。',
      '市委深改委会议审议通过{park}联合体方案，六部门{24-56}项任务写入{city}市年度考核。',
    ],
    [
      '财政：2022年拨付实训基地补助{420-1900}万元；{trade}企业每接收一名学徒补{16-32}00元，已兑现{120-760}万元。',
      '财政：设{industry}产教融合专项{600-2400}万元，{product}产线捐赠给学校的按原值{8-20}％奖补。',
    ],
    [
      '土地、税费：{park}园区预留教育用地{60-210}亩；{12-48}家产教融合型企业抵免教育费附加{90-620}万元。',
      '土地、税费：{trade2}企业举办{subject}培训的用房按{city}市工业用地价供应，已供{20-90}亩；抵免附加{80-540}万元。',
    ],
    [
      '金融、信用：{city}市{3-8}家银行授信{2-9}亿元；{position}学徒接收量计入企业信用加{2-6}分。',
      '金融、信用：“{park}贷”按学徒人数定额度，已放款{1200-9800}万元；失信{trade}企业不得参与。',
    ],
    [
      '就业、收入分配：{position}首席技师月津贴{6-15}00元；{school}可从{subject}服务收入中提取{50-80}％用于奖励。',
      '就业、收入分配：{enterprise}高技能人才可评{major}副高职称，已有{4-28}人；学徒落户{city}市不设年限。',
    ],
  ],
  platform2022: [
    '建成平台一期，归集{trade}等企业岗位{14-58}00个、{3-9}所学校专业{40-130}个；据此新增{major}等{2-5}个专业，停招{1-4}个，匹配度{71-86}％。（虚构示例）',
    '{city}市供需平台上线，{position}等{30-90}类岗位逐月更新；{school}按{subject}技能点调整{12-40}门课程，停招{1-3}个低就业方向。（虚构示例）',
  ],
  platform2023: [
    '平台二期打通{enterprise}用工系统，{position2}岗位需求按周到校；发布报告{reports23}份，匹配度提高到{84-95}％，{major}设预警线。（虚构示例）',
    '接入{park}园区{140-460}家企业，岗位、专业、{subject}课程三级对应；年发布报告{reports23}份，{city}市据此核定招生。（虚构示例）',
  ],
  teaching2022: [
    '引入{subject}等新技术{6-18}项、{product}新工艺{3-9}项，转化{enterprise}标准{4-14}项，覆盖课程{20-56}门。（虚构示例）',
    '{partner}{12-40}名技师进课堂，{subject}、{subject2}改为项目教学，{product}案例{18-70}个入库。（虚构示例）',
  ],
  teaching2023: [
    '再引入{subject2}等新技术{8-20}项、新标准{5-15}项，{major}课程{30-70}门更新，{trade}真实项目库达{60-160}个。（虚构示例）',
    '{school}与{university}共研{product}新工艺{4-12}项，{position}操作规范写进教材{6-18}本。（虚构示例）',
  ],
  teamAwards: [
    '国家级职业教育教师教学创新团队{1-2}个（{major}），{school}获国家级教学成果二等奖{1-3}项。（虚构示例）',
    '{major}课程思政教学团队{1-2}个；{school}教师获国家级教学能力比赛奖{1-5}项。（虚构示例）',
  ],
  competitionAwards: [
    '全国职业院校技能大赛{subject}等赛项一等奖{1-3}项、二等奖{2-6}项，省级一等奖{8-26}项。（虚构示例）',
    '{school}获全国职业院校技能大赛奖{3-11}项，其中{major}赛项{1-3}项；{secondary}获{2-6}项。（虚构示例）',
  ],
} as const;
