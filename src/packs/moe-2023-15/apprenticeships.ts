import type { ApprenticeshipRules } from '#core/apprenticeship/apprenticeship-rules.ts';

/**
 * Condition 3 (校企联合招生、联合培养、岗位成才的中国特色学徒制，接收实习实训); observation points 3.1, 3.5, 4.4. The limits are those of 《职业学校学生实习管理规定》
 * （教职成〔2021〕4号）, of 国务院关于职工工作时间的规定 for hours, and of the law on minors for nights; holidays after 全国年节及纪念日放假办法.
 */
export const apprenticeships: ApprenticeshipRules = {
  kinds: [
    { ledger: 'apprenticeship', label: '中国特色学徒制', counts: 'people' },
    { ledger: 'field-engineer-training', label: '现场工程师', counts: 'people' },
    { ledger: 'internship', label: '岗位实习', counts: 'months' },
  ],
  limits: {
    minutesPerDay: { is: 480, clause: '实习管理规定（不得安排加班）；职工工作时间的规定：每日8小时' },
    minutesPerWeek: { is: 2400, clause: '实习管理规定（不得安排加班）；职工工作时间的规定：每周40小时' },
    night: { is: { from: 22, until: 6 }, clause: '实习管理规定：不得安排学生加班和上夜班' },
    holidays: {
      is: [
        ...['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'],
        ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-04-05', '2026-06-19', '2026-09-25'],
        ...['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-04-05', '2027-06-09', '2027-09-15'],
      ],
      clause: '实习管理规定：不得安排学生在休息日、法定节假日实习',
    },
    youngest: { is: 16, clause: '实习管理规定第十六条：不得安排、接收未满16周岁的学生进行岗位实习' },
    adult: { is: 18, clause: '未成年人保护法：未满十八周岁' },
    percentOfStaff: { is: 10, clause: '实习管理规定：一般不超过实习单位在岗职工总数的10％' },
    percentOfPost: { is: 20, clause: '实习管理规定：一般不高于同类岗位在岗职工总人数的20％' },
    insurance: { clause: '实习管理规定：应当投保实习责任保险' },
    training: { clause: '实习管理规定：未经安全教育培训或未通过考核的学生不得参加实习' },
  },
  template: {
    title: '{kind}三方协议',
    clauses: [
      {
        heading: '一、当事人',
        text: '甲方（学校）：{school}；乙方（企业）：{enterprise}；丙方（学生）：{student}，专业：{major}。丙方未满18周岁的，经监护人知情同意。',
      },
      {
        heading: '二、期限和岗位',
        text: '自{startsOn}起至{endsOn}止，在乙方{place}的“{post}”岗位学习和工作。',
      },
      {
        heading: '三、工作时间和休息',
        text: '每天{hoursPerDay}小时，每周{daysPerWeek}天。{nights}{holidays}{filing}',
      },
      {
        heading: '四、双导师',
        text: '甲方指派{schoolMentor}、乙方指派{enterpriseMentor}共同指导丙方，定期检查日志，解决学习、工作和生活中的问题。',
      },
      {
        heading: '五、报酬',
        text: '乙方按月以货币形式直接向丙方支付报酬，每月{allowance}元；不得以物品、代金券等代替，不得经第三方转发。甲乙双方不向丙方收取押金、管理费或其他任何形式的费用。',
      },
      {
        heading: '六、安全和保险',
        text: '上岗前由乙方会同甲方进行安全教育培训，考核合格后方可上岗。实习责任保险：{insurance}。',
      },
      { heading: '七、培养内容', text: '{plan}' },
      {
        heading: '八、考核和结业',
        text: '由甲方导师和乙方导师分别评价，两方评价齐备后由甲方办理结业。丙方提前结束的，由甲乙双方说明原因并登记日期。',
      },
      {
        heading: '九、变更',
        text: '变更本协议内容须由各方重新签署；需要延长期限或调整报酬、导师、保险的，由甲方或乙方在期限届满前提出补充协议，各方都签署后生效；期限已满的，另行签订协议。本协议各方各执一份，自各方签署之日起生效。',
      },
    ],
  },
};
