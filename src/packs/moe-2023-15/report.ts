import type { ReportRules } from '#core/monitoring-report/report-rules.ts';

/** 三.3: what the platform says of a year. The notices fix no form of such a report: this is what an office begins with. */
export const report: ReportRules = {
  title: '{name}{year}建设监测报告',
  sources: {
    ledger: '由各方填报的台账汇总，截至{day}',
    approved: '为信息采集中部级核定的数据，核定后冻结，不随台账变动',
  },
  years: 4,
  trends: ['apprentices', 'fieldEngineers', 'coBuiltMajors', 'operatingFunds'],
  sections: [
    {
      title: '总体情况',
      scopes: ['consortium'],
      counts: 'members',
      lead: {
        none: '{name}的成员单位尚未登记。以下数据{source}。',
        one: '{name}有成员单位{members}。以下数据{source}。',
        more: '{name}有成员单位{members}，分类如下。以下数据{source}。',
      },
      shows: ['members'],
    },
    {
      title: '总体情况',
      scopes: ['province', 'nation'],
      counts: 'consortia',
      lead: {
        none: '{name}尚没有纳入监测的市域产教联合体。',
        one: '{name}有纳入监测的市域产教联合体{consortia}，成员单位{members}。以下数据{source}。',
        more: '{name}有纳入监测的市域产教联合体{consortia}，成员单位共{members}，各联合体情况如下。以下数据{source}。',
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
      title: '数据质量',
      scopes: ['consortium'],
      counts: 'checked',
      lead: {
        none: '{year}还没有检查过数据质量。',
        one: '{year}的数据质量得分{points}，各组成部分如下。',
        more: '{year}的数据质量得分{points}，各组成部分如下。',
      },
      shows: ['quality'],
    },
    {
      title: '数据质量',
      scopes: ['province', 'nation'],
      counts: 'checked',
      lead: {
        none: '{year}还没有检查过数据质量。',
        one: '{year}检查过数据质量的联合体{checked}，得分{points}。',
        more: '{year}检查过数据质量的联合体{checked}，得分的中位数为{points}，各家得分见总体情况。',
      },
      shows: [],
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
