import type { DemandReportRules } from '#core/talent-report/demand-report-rules.ts';

/** The form's 发布人才需求报告. The notice fixes no form of it: this is the draft that an office begins with. */
export const demandReport: DemandReportRules = {
  ledger: 'talent-demand-report',
  title: '{name}{year}人才需求报告',
  most: 8,
  methods: {
    trend: '以渐弱趋势推算，回测中它的误差比沿用上年小',
    naive: '沿用上年的需求，回测中渐弱趋势的误差不比它小',
    years: '往年数据太少，只沿用上年的需求，不宜单独作为决策依据',
    cases: '可回测的例数太少，没有给出区间。',
  },
  sections: [
    {
      id: 'overview',
      title: '总体情况',
      counts: 'occupations',
      lead: {
        none: '截至{day}，{name}有企业成员{enterprises}、学校成员{schools}，还没有填报{year}的需求和应届毕业生。',
        one: '截至{day}，{name}有企业成员{enterprises}、学校成员{schools}。{year}人才需求{demand}，{demandChange}；应届毕业生{supply}，{supplyChange}；总体满足率{coverage}。需求涉及职业{occupations}，按学历分列如下。',
        more: '截至{day}，{name}有企业成员{enterprises}、学校成员{schools}。{year}人才需求{demand}，{demandChange}；应届毕业生{supply}，{supplyChange}；总体满足率{coverage}。需求和供给涉及职业{occupations}，按学历分列如下。',
      },
      shows: ['levels'],
    },
    {
      id: 'shortage',
      title: '紧缺职业',
      counts: 'short',
      lead: {
        none: '{year}没有供不应求的职业。各职业的供需如下。',
        one: '{year}供不应求的职业{short}：{shortest}。各职业的供需如下。',
        more: '{year}供不应求的职业{short}，缺口较大的有：{shortest}。各职业的供需如下。',
      },
      shows: ['gaps', 'occupations'],
    },
    {
      id: 'surplus',
      title: '供大于求的职业',
      counts: 'surplus',
      lead: {
        none: '{year}没有供大于求的职业。',
        one: '{year}供大于求的职业{surplus}：{mostSurplus}。',
        more: '{year}供大于求的职业{surplus}，较多的有：{mostSurplus}。',
      },
      shows: ['surpluses'],
    },
    {
      id: 'industry',
      title: '行业需求',
      counts: 'industries',
      lead: {
        none: '企业所属行业尚未登记，没有按行业的数据。',
        one: '{year}的需求来自行业{industries}：{neediest}。',
        more: '{year}的需求涉及行业{industries}，需求较多的有：{neediest}。',
      },
      shows: ['industries'],
    },
    {
      id: 'pay',
      title: '薪酬水平',
      counts: 'paid',
      lead: {
        none: '{year}没有岗位数足够的职业，不列薪酬。',
        one: '{year}岗位数足够、可以列出薪酬的职业{paid}。表中为岗位月薪中值的四分位数。',
        more: '{year}岗位数足够、可以列出薪酬的职业{paid}。表中为岗位月薪中值的四分位数。',
      },
      shows: ['pay'],
    },
    {
      id: 'forecast',
      title: '需求推算',
      counts: 'foretold',
      lead: {
        none: '还没有往年的需求，无法推算。',
        one: '推算{nextYear}需求{foretold}。{method}。{spans}',
        more: '推算{nextYear}各职业需求合计{foretold}。{method}。{spans}',
      },
      shows: ['years', 'forecast', 'tests'],
    },
    {
      id: 'majors',
      title: '专业预警',
      counts: 'warned',
      lead: {
        none: '按供需、就业、报到和与主导产业的匹配判断，没有需要预警的专业。',
        one: '按供需、就业、报到和与主导产业的匹配判断，需要预警的专业{warned}，情形如下。',
        more: '按供需、就业、报到和与主导产业的匹配判断，需要预警的专业{warned}，情形如下。',
      },
      shows: ['warnings'],
    },
    {
      id: 'advice',
      title: '建议',
      counts: 'short',
      lead: {
        none: '建议各学校保持现有培养规模，继续跟踪企业需求的变化。',
        one: '建议相关学校围绕紧缺职业（{shortest}）与企业商定招生和培养安排；供大于求的，控制招生规模或转向相近的紧缺职业。',
        more: '建议相关学校围绕紧缺职业（{shortest}）与企业商定招生和培养安排；供大于求的，控制招生规模或转向相近的紧缺职业。',
      },
      shows: [],
    },
    {
      id: 'method',
      title: '数据来源和方法',
      counts: 'occupations',
      lead: {
        none: '需求取自企业填报的年度需求预测和发布的就业岗位，供给取自学校登记的应届毕业生。',
        one: '需求取自企业填报的年度需求预测和发布的就业岗位，同一企业同一职业、学历取较大者，不重复计算；供给取自学校登记的应届毕业生，一个专业对应多个职业的平均分配，按行业的供给依各行业对该职业的需求占比分配。推算的误差由回测得出，与沿用上年的误差并列。',
        more: '需求取自企业填报的年度需求预测和发布的就业岗位，同一企业同一职业、学历取较大者，不重复计算；供给取自学校登记的应届毕业生，一个专业对应多个职业的平均分配，按行业的供给依各行业对该职业的需求占比分配。推算的误差由回测得出，与沿用上年的误差并列。',
      },
      shows: [],
    },
  ],
};
