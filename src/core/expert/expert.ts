import { nameKey } from '#core/member/member.ts';

/** What an office's directory says of an expert. `load` is the most applications that it reads in a batch. */
export type ExpertValues = {
  name: string;
  email: string;
  /** By name; '' where there is none. */
  province: string;
  employer: string;
  fields: readonly string[];
  /** Consortia, units and projects that the expert worked for. */
  past: readonly string[];
  load: number;
};

export type ExpertField = keyof ExpertValues;
export type StoredExpert = ExpertValues & { id: string; version: number };

export type ExpertColumn = { field: ExpertField; title: string; also: readonly string[]; note: string; width: number };

/** The columns of the experts' Excel template, in its order. `also`: other headings by which a column is found. */
export const expertColumns: readonly ExpertColumn[] = [
  { field: 'name', title: '姓名', also: ['专家姓名'], note: '必填', width: 14 },
  { field: 'email', title: '邮箱', also: ['电子邮箱', '联系邮箱'], note: '必填，按邮箱识别同一人', width: 28 },
  { field: 'province', title: '省份', also: ['所在省份', '省'], note: '全称；用于同省回避', width: 18 },
  { field: 'employer', title: '工作单位', also: ['单位', '所在单位'], note: '全称；用于同单位回避', width: 32 },
  { field: 'fields', title: '专业领域', also: ['领域', '专业'], note: '多个用顿号或分号隔开', width: 32 },
  { field: 'past', title: '相关经历', also: ['经历', '参与项目'], note: '参与过的联合体、项目，用分号隔开', width: 40 },
  { field: 'load', title: '审阅份数上限', also: ['份数上限', '上限'], note: '每批次最多审阅几份；不填为8', width: 14 },
];

export type ExpertFault = { field: ExpertField; text: string };

export const usualLoad = 8;
const email = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

/** What is wrong with an expert's values in themselves. */
export function checkExpert({ name, email: address, fields, past, load }: ExpertValues): readonly ExpertFault[] {
  const isLong = (texts: readonly string[]) => texts.length > 50 || texts.some((text) => text.length > 200);
  return [
    ...(name === '' ? [{ field: 'name', text: '请填写姓名' } as const] : []),
    ...(email.test(address) ? [] : [{ field: 'email', text: '邮箱的格式不对' } as const]),
    ...(isLong(fields) ? [{ field: 'fields', text: '最多50项，每项不超过200字' } as const] : []),
    ...(isLong(past) ? [{ field: 'past', text: '最多50项，每项不超过200字' } as const] : []),
    ...(Number.isInteger(load) && load >= 0 && load <= 1000
      ? []
      : [{ field: 'load', text: '应为0到1000的整数' } as const]),
  ];
}

/** The fields in which two states of an expert differ. */
export function differingFields(one: ExpertValues, other: ExpertValues): readonly ExpertField[] {
  return expertColumns
    .map(({ field }) => field)
    .filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
}

/** Items as they are typed in one cell: between 、 ； ; or line breaks, each once. */
export function itemsOf(text: string, between = /[、；;\n]/): readonly string[] {
  return [...new Set(text.split(between).map((item) => item.trim()))].filter((item) => item !== '');
}

/** Whether two names of provinces are one. */
export function isSameProvince(one: string, other: string): boolean {
  return one !== '' && nameKey(one) === nameKey(other);
}
