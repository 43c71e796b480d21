import { isDay } from '#core/quantity/calendar.ts';
import { isCreditCode } from '#core/quantity/credit-code.ts';

/** What a consortium's directory says of a member. Days are `YYYY-MM-DD`; `leftOn` is the first day on which it is no longer one. */
export type MemberValues = {
  name: string;
  /** Short and former names. */
  otherNames: readonly string[];
  category: string;
  creditCode: string | null;
  /** Why an officer accepted a code whose check digit is wrong. */
  creditCodeOverride: string | null;
  contactName: string | null;
  contactPhone: string | null;
  contactEmail: string | null;
  joinedOn: string;
  leftOn: string | null;
};

export type MemberField = keyof MemberValues;

/** A member as it stands: `version` counts its changes. */
export type StoredMember = MemberValues & { id: string; version: number };

/** From what to what each differing field changed. */
export type MemberChange = Readonly<Partial<Record<MemberField, readonly [unknown, unknown]>>>;

export type MemberFault = { field: MemberField; code: MemberFaultCode };

/** `credit-code-doubtful` alone may be overridden, with a reason. */
export type MemberFaultCode =
  | 'name-missing'
  | 'category-unknown'
  | 'credit-code-form'
  | 'credit-code-doubtful'
  | 'email-form'
  | 'day-form'
  | 'left-before-joined'
  | 'name-taken'
  | 'credit-code-taken';

export const memberFaultTexts: Readonly<Record<MemberFaultCode, string>> = {
  'name-missing': '请填写单位名称',
  'category-unknown': '类别不在规定的类别之中',
  'credit-code-form': '统一社会信用代码应为18位数字或大写字母',
  'credit-code-doubtful': '统一社会信用代码的校验位不对，请核对；确认无误的，写明理由后可以保存',
  'email-form': '联系邮箱的格式不对',
  'day-form': '日期应为真实的年月日，如2023-06-01',
  'left-before-joined': '退出日期早于加入日期',
  'name-taken': '联合体中已有这个名称（或简称、曾用名）的成员单位',
  'credit-code-taken': '联合体中已有这个统一社会信用代码的成员单位',
};

const field = /^[0-9A-Z]{18}$/;
const email = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

/** What is wrong with a member's values in themselves. */
export function checkMember(values: MemberValues, categories: ReadonlySet<string>): readonly MemberFault[] {
  const { creditCode, joinedOn, leftOn } = values;
  const faults: MemberFault[] = [];
  const fault = (name: MemberField, code: MemberFaultCode) => faults.push({ field: name, code });
  if (values.name === '') fault('name', 'name-missing');
  if (!categories.has(values.category)) fault('category', 'category-unknown');
  if (creditCode !== null && !field.test(creditCode)) fault('creditCode', 'credit-code-form');
  else if (creditCode !== null && !isCreditCode(creditCode) && values.creditCodeOverride === null)
    fault('creditCode', 'credit-code-doubtful');
  if (values.contactEmail !== null && !email.test(values.contactEmail)) fault('contactEmail', 'email-form');
  if (!isDay(joinedOn)) fault('joinedOn', 'day-form');
  if (leftOn !== null && !isDay(leftOn)) fault('leftOn', 'day-form');
  else if (leftOn !== null && isDay(joinedOn) && leftOn < joinedOn) fault('leftOn', 'left-before-joined');
  return faults;
}

/** Two writings of a name are one where only width, spaces and capitals differ. The database's `name_key` says the same. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}

const fields: readonly MemberField[] = [
  'name',
  'otherNames',
  'category',
  'creditCode',
  'creditCodeOverride',
  'contactName',
  'contactPhone',
  'contactEmail',
  'joinedOn',
  'leftOn',
];

/** What differs between two states of a member; all that is filled in where there was none before. */
export function changeOf(from: MemberValues | undefined, to: MemberValues): MemberChange {
  const empty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(
    fields.flatMap((name) => {
      const before = from?.[name] ?? null;
      const after = to[name];
      if (empty(before) && empty(after)) return [];
      return JSON.stringify(before) === JSON.stringify(after) ? [] : [[name, [before, after]]];
    }),
  );
}
