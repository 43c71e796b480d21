import type { Role } from '#core/access/role.ts';

/** The one password of every example account. They exist only where the example was loaded, which is told on the sign-in page. */
export const examplePassword = 'Shili-2023!';

export type ExampleAccount = {
  email: string;
  label: string;
  name: string;
  role: Role;
  /** Which of the example's units: the ministry, the province, or a consortium by its number from 0, or its first member of a category. */
  unit: 'ministry' | 'province' | { consortium: number } | { memberOf: number; category: string };
};

const consortia = ['青禾', '望海', '临泽', '鹭洲'];

const offices: readonly ExampleAccount[] = [
  {
    email: 'province@shili.example',
    label: '省级工作人员',
    name: '省厅甲（虚构）',
    role: 'provincial-officer',
    unit: 'province',
  },
  {
    email: 'ministry@shili.example',
    label: '部级工作人员',
    name: '部级甲（虚构）',
    role: 'ministry-officer',
    unit: 'ministry',
  },
  { email: 'expert@shili.example', label: '专家', name: '专家甲（虚构）', role: 'expert', unit: 'ministry' },
  { email: 'auditor@shili.example', label: '审计人员', name: '审计甲（虚构）', role: 'auditor', unit: 'province' },
  {
    email: 'system@shili.example',
    label: '系统管理员',
    name: '系统管理甲（虚构）',
    role: 'system-administrator',
    unit: 'ministry',
  },
  {
    email: 'security@shili.example',
    label: '安全管理员',
    name: '安全管理甲（虚构）',
    role: 'security-administrator',
    unit: 'ministry',
  },
  {
    email: 'audit@shili.example',
    label: '审计管理员',
    name: '审计管理甲（虚构）',
    role: 'audit-administrator',
    unit: 'ministry',
  },
];

/** Accounts of one consortium: `secretariat1@shili.example` … for the first. */
function accountsOf(short: string, consortium: number): readonly ExampleAccount[] {
  const unit = { consortium };
  const number = consortium + 1;
  return [
    {
      email: `secretariat${number}@shili.example`,
      label: `${short}·秘书处`,
      name: `${short}秘书（虚构）`,
      role: 'secretariat',
      unit,
    },
    {
      email: `park${number}@shili.example`,
      label: `${short}·园区管委会`,
      name: `${short}园区（虚构）`,
      role: 'park-authority',
      unit,
    },
    {
      email: `school${number}@shili.example`,
      label: `${short}·牵头学校`,
      name: `${short}学校（虚构）`,
      role: 'lead-school',
      unit,
    },
    {
      email: `enterprise${number}@shili.example`,
      label: `${short}·牵头企业`,
      name: `${short}企业（虚构）`,
      role: 'lead-enterprise',
      unit,
    },
  ];
}

/** Those who report for a school and an enterprise of each consortium. */
const reporters: readonly ExampleAccount[] = consortia.flatMap((short, memberOf) => [
  {
    email: `member${memberOf + 1}@shili.example`,
    label: `${short}·成员学校填报人`,
    name: `${short}成员（虚构）`,
    role: 'member-reporter',
    unit: { memberOf, category: 'higherVocational' },
  },
  {
    email: `firm${memberOf + 1}@shili.example`,
    label: `${short}·成员企业填报人`,
    name: `${short}成员企业（虚构）`,
    role: 'member-reporter',
    unit: { memberOf, category: 'enterprise' },
  },
]);

/** Every role of the program, each with an account. */
export const exampleAccounts: readonly ExampleAccount[] = [...consortia.flatMap(accountsOf), ...reporters, ...offices];
