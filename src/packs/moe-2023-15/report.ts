import type { ReportRules } from '#core/monitoring-report/report-rules.ts';

/** 三.3: what the platform says of a year. The notices fix no form of such a report: this is what an office begins with. */
export const report: ReportRules = {
  title: '{name}{year}建设监测报告',
  years: 4,
  trends: ['apprentices', 'fieldEngineers', 'coBuiltMajors', 'operatingFunds'],
  sections: [
    {
      title: '总体情况',
      scopes: ['consortium'],
      counts: 'members',
      lead: {
        none: '{name}的成员单位尚未登记。以下数据由各方填报的台账汇总，截至{day}。',
        one: '{name}有成员单位{members}。以下数据由各方填报的台账汇总，截至{day}。',
        more: '{name}有成员单位{members}，分类如下。以下数据由各方填报的台账汇总，截至{day}。',
      },
      shows: ['members'],
    },
    {
      title: '总体情况',
      scopes: ['province', 'nation'],
      counts: 'consortia',
      lead: {
        none: '{name}尚没有纳入监测的市域产教联合体。',
        one: '{name}有纳入监测的市域产教联合体{consortia}，成员单位{members}。以下数据由台账汇总，截至{day}。',
        more: '{name}有纳入监测的市域产教联合体{consortia}，成员单位共{members}，各联合体情况如下。以下数据由台账汇总，截至{day}。',
      },
      shows: ['consortia'],
    },
    {
      title: '{year}建设数据',
      scopes: ['consortium', 'province', 'nation'],
      counts: 'figures',
      lead: {
        none: '{year}还没有已填报的建设数据。',
        one: '{year}有已填报的建设数据{figures}，近年情况如下。',
        more: '{year}有已填报的建设数据{figures}，近年情况如下。',
      },
      shows: ['figures', 'trends'],
    },
    {
      title: '承诺兑现情况',
      scopes: ['consortium', 'province', 'nation'],
      counts: 'short',
      lead: {
        none: '{year}有可比承诺的数据{promised}，没有未达到承诺的。',
        one: '{year}有可比承诺的数据{promised}，达到承诺{kept}，未达到{short}：{shortest}。',
        more: '{year}有可比承诺的数据{promised}，达到承诺{kept}，未达到{short}，差距较大的有{shortest}。',
      },
      shows: ['fulfilment'],
    },
    {
      title: '报送情况',
      scopes: ['consortium', 'province', 'nation'],
      counts: 'late',
      lead: {
        none: '{year}的各项采集没有逾期未报。',
        one: '{year}的各项采集中逾期{late}：{latest}。',
        more: '{year}的各项采集中逾期{late}，逾期最久的是{latest}，逐份列出如下。',
      },
      shows: ['late'],
    },
  ],
};
