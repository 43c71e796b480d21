import type { EmploymentPapers } from '#core/talent/talent-rules.ts';

const parties = {
  heading: '一、当事人',
  text: '甲方（用人单位）：{enterprise}；乙方（{graduate}）：{student}，专业：{major}，学历：{level}；丙方（学校）：{school}。{minor}',
};
const end = '本协议由各方在系统中分别作出同意，签署时间见文末；各方各执一份。';

/**
 * What all have agreed to of an accepted offer, as it is printed. 就业协议书 after 普通高等学校毕业生就业工作暂行规定 (三方协议: 用人单位、毕业生、学校); probation after
 * 劳动合同法第十九条. Of a placement or an apprenticeship it confirms the offer, and 实习三方协议 is signed on its own.
 */
export const employment: EmploymentPapers = {
  job: {
    title: '就业协议书',
    clauses: [
      parties,
      { heading: '二、岗位和地点', text: '甲方录用乙方从事“{post}”工作，工作地点：{place}。' },
      { heading: '三、期限', text: '{term}{probation}' },
      { heading: '四、报酬', text: '月工资{pay}元（税前），由甲方按月以货币形式直接支付给乙方。' },
      { heading: '五、甲方的其他说明', text: '{answer}' },
      {
        heading: '六、报到和劳动合同',
        text: '乙方按约定日期到甲方报到，甲方自用工之日起一个月内与乙方订立书面劳动合同，岗位、地点、报酬、试用期不低于本协议的约定。劳动合同订立后，以劳动合同为准。',
      },
      { heading: '七、学校', text: '丙方审核并同意乙方就业，按规定办理毕业和就业手续；不向乙方收取任何费用。' },
      { heading: '八、生效', text: end },
    ],
  },
  placement: {
    title: '{kind}录用确认书',
    clauses: [
      parties,
      { heading: '二、岗位和地点', text: '甲方录用乙方到“{post}”{kind}岗位，地点：{place}。' },
      { heading: '三、期限', text: '{term}' },
      { heading: '四、津贴', text: '每月{pay}元，由甲方按月以货币形式直接支付给乙方。' },
      { heading: '五、甲方的其他说明', text: '{answer}' },
      {
        heading: '六、三方协议',
        text: '本确认书记录各方对录用的同意，不代替三方协议。乙方上岗前须另行签订三方协议，约定工作时间、指导教师、保险、安全培训等内容；未签订的不得上岗。',
      },
      { heading: '七、生效', text: end },
    ],
  },
};
