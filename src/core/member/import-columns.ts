import type { MemberField } from './member.ts';

export type ImportColumn = { field: MemberField; title: string; also: readonly string[]; note: string; width: number };

/** The columns of the members' Excel template, in its order. `also`: other headings by which a column is found. */
export const importColumns: readonly ImportColumn[] = [
  { field: 'name', title: '单位名称', also: ['成员单位', '成员单位名称', '名称'], note: '必填，与公章一致', width: 36 },
  { field: 'category', title: '类别', also: ['单位类别', '成员类别'], note: '必填，从下拉列表中选', width: 24 },
  {
    field: 'creditCode',
    title: '统一社会信用代码',
    also: ['信用代码', '社会信用代码'],
    note: '18位；没有的可不填',
    width: 24,
  },
  { field: 'contactName', title: '联系人', also: ['联系人姓名'], note: '可不填', width: 12 },
  { field: 'contactPhone', title: '联系电话', also: ['电话', '手机'], note: '可不填', width: 18 },
  { field: 'contactEmail', title: '联系邮箱', also: ['邮箱', '电子邮箱'], note: '邀请登录时用', width: 28 },
  { field: 'joinedOn', title: '加入日期', also: ['加入时间'], note: '如2023-06-01；不填按当天', width: 14 },
  { field: 'leftOn', title: '退出日期', also: ['退出时间'], note: '仍是成员的不填', width: 14 },
];
