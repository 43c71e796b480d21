type Asker = 'secretary' | 'school' | 'enterprise';

/** A made-up request out of a line; `share` is its part of the line in hundredths, `day` when it was paid: `05-16`. */
export type ExampleSpending = {
  title: string;
  payee: string;
  share: number;
  by?: Asker;
  /** How far it went; `begun` has the first of its approvals. */
  goes: 'asked' | 'begun' | 'approved' | 'declined' | { paidOn: string };
};

/** A line of the budget; `share` is its part of what was promised for the year, in hundredths. */
export type ExampleLine = {
  name: string;
  department: string;
  share: number;
  reason: string;
  spendings: readonly ExampleSpending[];
};

/** The year before the last, which is carried over. */
export const earlierLines: readonly ExampleLine[] = [
  {
    name: '秘书处运行',
    department: '秘书处',
    share: 40,
    reason: '人员、办公和会议',
    spendings: [{ title: '年度人员和办公支出', payee: '示例服务公司（虚构）', share: 84, goes: { paidOn: '12-10' } }],
  },
  {
    name: '人才培养项目',
    department: '人才培养部',
    share: 45,
    reason: '课程、教材和学徒培养',
    spendings: [{ title: '现场工程师培养项目', payee: '示例培训中心（虚构）', share: 92, goes: { paidOn: '11-20' } }],
  },
];

export const lastLines: readonly ExampleLine[] = [
  {
    name: '秘书处运行',
    department: '秘书处',
    share: 30,
    reason: '人员、办公和会议，按上年实际测算',
    spendings: [
      { title: '上半年人员和办公支出', payee: '示例服务公司（虚构）', share: 45, goes: { paidOn: '06-25' } },
      { title: '下半年人员和办公支出', payee: '示例服务公司（虚构）', share: 44, goes: { paidOn: '12-12' } },
      {
        title: '理事会会议场租',
        payee: '示例会议中心（虚构）',
        share: 4,
        goes: 'declined',
      },
    ],
  },
  {
    name: '课程与教材开发',
    department: '人才培养部',
    share: 22,
    reason: '共建课程和活页式教材',
    spendings: [
      {
        title: '活页式教材编写与印刷',
        payee: '示例出版社（虚构）',
        share: 38,
        by: 'school',
        goes: { paidOn: '05-16' },
      },
      { title: '在线课程录制', payee: '示例影像公司（虚构）', share: 27, goes: { paidOn: '09-18' } },
    ],
  },
  {
    name: '师资与学徒培养',
    department: '人才培养部',
    share: 20,
    reason: '教师企业实践和学徒补助',
    spendings: [
      { title: '教师企业实践补助', payee: '示例职业技术学院（虚构）', share: 52, goes: { paidOn: '08-22' } },
      { title: '学徒岗位补助', payee: '示例智能装备公司（虚构）', share: 30, goes: 'approved' },
    ],
  },
  {
    name: '共性技术服务平台',
    department: '技术服务部',
    share: 18,
    reason: '设备维护和检测耗材',
    spendings: [
      { title: '检测设备年度维护', payee: '示例仪器公司（虚构）', share: 41, goes: { paidOn: '10-15' } },
      { title: '检测耗材采购', payee: '示例材料商行（虚构）', share: 25, goes: 'begun' },
      { title: '平台宣传册', payee: '示例印务（虚构）', share: 4, by: 'enterprise', goes: 'asked' },
    ],
  },
];
