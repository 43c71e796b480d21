import { isDay } from '#core/quantity/calendar.ts';

/** A row of a 责任清单, as a file or somebody's clipboard has it. */
export type DutyField = 'department' | 'duty' | 'keyTask' | 'title' | 'unit' | 'startsOn' | 'dueOn' | 'checks';

/** The columns of the template, in its order. `also`: other headings by which a column is found. */
export const dutyColumns: readonly {
  field: DutyField;
  title: string;
  also: readonly string[];
  note: string;
  width: number;
}[] = [
  {
    field: 'department',
    title: '部门',
    also: ['责任部门', '牵头部门'],
    note: '从下拉列表中选；没有部门的可不填',
    width: 16,
  },
  { field: 'duty', title: '职责', also: ['职责分工', '部门职责'], note: '填了部门的必填', width: 30 },
  { field: 'keyTask', title: '重点任务', also: ['任务类别', '重点工作'], note: '可不填', width: 20 },
  { field: 'title', title: '任务', also: ['任务名称', '工作任务', '具体任务', '工作内容'], note: '必填', width: 40 },
  { field: 'unit', title: '责任单位', also: ['承办单位', '责任主体'], note: '成员单位名称；不填为秘书处', width: 24 },
  { field: 'startsOn', title: '开始时间', also: ['开始日期', '起始时间'], note: '如2026-03-01；不填按当天', width: 14 },
  {
    field: 'dueOn',
    title: '时间节点',
    also: ['完成时间', '完成时限', '完成日期', '截止时间'],
    note: '必填，如2026-06-30',
    width: 14,
  },
  {
    field: 'checks',
    title: '检查事项',
    also: ['检查项', '完成标志', '成果形式'],
    note: '几项之间用分号隔开',
    width: 36,
  },
];

/** A row as the task that it becomes, or why it cannot: column and what is wrong, for its writer. */
export type PlannedDuty = {
  row: number;
  title: string;
  outcome: 'adds' | 'repeats' | 'refused';
  faults: readonly { column: string; text: string }[];
  department: string | null;
  duty: string;
  keyTask: string;
  /** As it was written; empty is the secretariat. */
  unit: string;
  memberId: string | null;
  startsOn: string;
  dueOn: string;
  checks: readonly string[];
};

type Settings = {
  departments: readonly string[];
  today: string;
  /** The member of that name; undefined where there is none. */
  findMember: (name: string) => string | undefined;
  /** What is there already, by department and title. */
  known: ReadonlySet<string>;
};

/** By what two rows are one task. */
export const dutyKey = (department: string | null, title: string) => `${department ?? ''}\n${title}`;

/** Tells of each row whether it adds a task, repeats one that is there, or cannot be taken and why. What was written, planned again, only repeats. */
export function planDuties(
  rows: readonly { row: number; cells: Readonly<Partial<Record<DutyField, string>>> }[],
  { departments, today, findMember, known }: Settings,
): readonly PlannedDuty[] {
  const seen = new Set<string>();
  return rows.map(({ row, cells }) => {
    const cell = (field: DutyField, most: number) =>
      (cells[field] ?? '').replace(unprintable, '').trim().slice(0, most);
    const named = cell('department', 50);
    const department =
      departments.find((one) => one === named || `${one}部门` === named || `${one}局` === named) ?? null;
    const title = cell('title', 200);
    const [unit, duty] = [cell('unit', 200), cell('duty', 500)];
    const memberId = unit === '' || unit === '秘书处' ? null : findMember(unit);
    const dueOn = dayOf(cell('dueOn', 30));
    const starts = cell('startsOn', 30);
    const startsOn = starts !== '' ? dayOf(starts) : isDay(dueOn) && dueOn < today ? dueOn : today;
    const faults = [
      fault(title === '', 'title', '没有写任务'),
      fault(
        named !== '' && department === null,
        'department',
        `没有“${named}”这个部门，可选：${departments.join('、')}`,
      ),
      fault(department !== null && duty === '', 'duty', '填了部门的须写职责'),
      fault(memberId === undefined, 'unit', `成员单位中没有“${unit}”`),
      fault(!isDay(dueOn), 'dueOn', dueOn === '' ? '没有写时间节点' : `“${dueOn}”不是日期`),
      fault(!isDay(startsOn), 'startsOn', `“${startsOn}”不是日期`),
      fault(isDay(dueOn) && isDay(startsOn) && startsOn > dueOn, 'dueOn', '早于开始时间'),
      fault(seen.has(dutyKey(department, title)), 'title', '与前面一行重复'),
    ].filter((one) => one !== undefined);
    const key = dutyKey(department, title);
    seen.add(key);
    const checks = cell('checks', 2000)
      .split(/[;；\n]/)
      .map((check) => check.trim().slice(0, 300))
      .filter((check) => check !== '');
    const outcome = faults.length > 0 ? 'refused' : known.has(key) ? 'repeats' : 'adds';
    const values = { department, duty, keyTask: cell('keyTask', 200), unit, startsOn, dueOn, checks };
    return { row, title, outcome, faults, ...values, memberId: memberId ?? null };
  });
}

const unprintable = /(?!\n)\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;

function fault(holds: boolean, field: DutyField, text: string) {
  return holds ? { column: dutyColumns.find((one) => one.field === field)?.title ?? field, text } : undefined;
}

/** `2026年6月30日`, `2026/6/30`, `2026.6.30` and `20260630` are days too; a month alone is its last day. Whatever else stands there stays, to be refused. */
function dayOf(text: string): string {
  const half = text.normalize('NFKC').replace(/\s/g, '');
  const [, year, month, day] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(half) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined)
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const [, ofYear, ofMonth] = /^(\d{4})[-/.年](\d{1,2})月?底?前?$/.exec(half) ?? [];
  return ofYear !== undefined && ofMonth !== undefined ? lastDayOf(Number(ofYear), Number(ofMonth)) : text;
}

/** The last day of a month from 1 to 12. */
export function lastDayOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
