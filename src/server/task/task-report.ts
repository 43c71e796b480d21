import { monthOfTasks, type ReportedTask, type TaskMonth } from '#core/task/task-month.ts';
import { type OfficialBlock, type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustOversee } from '#server/access/must-have-right.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { readTasks, type TaskRow } from './read-tasks.ts';

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

/**
 * The report of a month's tasks (`YYYY-MM`) as Word or PDF, written from what stands there. Throws `Refusal`: `not-found` for a consortium whose tasks the
 * actor does not oversee, `invalid` for a month that is to come.
 */
export async function taskReport(
  { db, documents }: Context,
  actor: Actor,
  { id, month, format }: { id: string; month: string; format: keyof typeof mediaTypes },
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const today = beijingToday();
  if (month > today.slice(0, 7))
    throw new Refusal('invalid', { fields: ['month'], detail: '这个月还没有到，请选择本月或以前的月份。' });
  const { rows, consortium } = await db.readAs(actor, async (tx) => {
    await mustOversee(tx, 'read-task', id);
    const unit = await tx.selectFrom('unit').select('name').where('id', '=', id).executeTakeFirstOrThrow();
    return { rows: await readTasks(tx, id), consortium: unit.name };
  });
  const official = officialOf(consortium, monthOfTasks(rows.map(reported), month, today));
  const bytes = format === 'pdf' ? await documents.official(official) : await renderOfficialDocx(official);
  return {
    bytes: Buffer.from(bytes),
    name: `${monthText(month)}任务月报（${consortium}）.${format}`,
    mediaType: mediaTypes[format],
  };
}

function reported(row: TaskRow): ReportedTask {
  return {
    id: row.id,
    title: row.state === 'submitted' ? `${row.title}（待验收）` : row.title,
    department: row.department,
    keyTask: row.key_task,
    unit: row.member_id === null ? '秘书处' : (row.unit ?? '（已退出的单位）'),
    person: row.person ?? '',
    state: row.state,
    openedOn: [row.opened_on, row.starts_on].sort()[0] ?? row.opened_on,
    dueOn: row.due_on,
    doneOn: row.done_on,
    evidence: row.evidence,
  };
}

const monthText = (month: string) => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
const dayText = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

function officialOf(consortium: string, month: TaskMonth): OfficialDocument {
  const { done, late, running, next, departments } = month;
  return {
    title: `${consortium}${monthText(month.month)}任务月报`,
    body: [
      { kind: 'paragraph', text: summaryOf(month) },
      { kind: 'heading', text: '一、按部门' },
      {
        kind: 'table',
        head: ['部门', '任务数', '已完成', '进行中', '逾期'],
        widths: [36, 16, 16, 16, 16],
        rows: [
          ...departments.map((row) => lineOf(row.department ?? '（无部门）', row)),
          lineOf('合计', {
            all: sumOf(departments, 'all'),
            done: sumOf(departments, 'done'),
            running: sumOf(departments, 'running'),
            late: sumOf(departments, 'late'),
          }),
        ],
      },
      ...section('二、本月完成的任务', done, '本月没有完成的任务。', [
        taskColumn,
        unitColumn,
        dueColumn,
        ['完成', 15, ({ doneOn }) => dayText(doneOn ?? '')],
        ['材料', 8, ({ evidence }) => `${evidence}件`],
      ]),
      ...section('三、逾期的任务', late, '没有逾期的任务。', [
        taskColumn,
        unitColumn,
        dueColumn,
        ['已逾期', 14, ({ days }) => `${days}天`],
      ]),
      ...section('四、正在办理的任务', running, '没有正在办理的任务。', [taskColumn, unitColumn, dueColumn]),
      ...section('五、下月到期的任务', next, '下月没有到期的任务。', [taskColumn, unitColumn, dueColumn]),
    ],
    from: `${consortium}秘书处`,
    day: officialDay(new Date(`${month.lastDay}T00:00:00+08:00`)),
  };
}

type Counts = Pick<TaskMonth['departments'][number], 'all' | 'done' | 'running' | 'late'>;

const lineOf = (name: string, { all, done, running, late }: Counts) => [
  name,
  ...[all, done, running, late].map(String),
];
const sumOf = (rows: readonly Counts[], key: keyof Counts) => rows.reduce((sum, row) => sum + row[key], 0);

function summaryOf({ lastDay, due, inTime, done, late, departments }: TaskMonth): string {
  const rate = due === 0 ? '' : `，按期完成率${Math.round((inTime / due) * 1000) / 10}％`;
  return `截至${lastDay.slice(0, 4)}年${dayText(lastDay)}，共有任务${sumOf(departments, 'all')}项，其中已完成${sumOf(departments, 'done')}项，正在办理${sumOf(departments, 'running')}项，逾期${late.length}项。本月到期${due}项，其中按期完成${inTime}项${rate}；本月共完成${done.length}项。`;
}

/** A heading, a width in hundredths of the text's, and what stands there of a task. */
type Column<T> = readonly [head: string, width: number, of: (task: T) => string];

const taskColumn: Column<ReportedTask> = [
  '任务',
  40,
  ({ title, department }) => (department === null ? title : `${title}（${department}）`),
];
const unitColumn: Column<ReportedTask> = [
  '责任单位',
  24,
  ({ unit, person }) => (person === '' ? unit : `${unit}（${person}）`),
];
const dueColumn: Column<ReportedTask> = ['时间节点', 15, ({ dueOn }) => dayText(dueOn)];

function section<T>(
  heading: string,
  tasks: readonly T[],
  nothing: string,
  columns: readonly Column<T>[],
): readonly OfficialBlock[] {
  const all = columns.reduce((sum, [, width]) => sum + width, 0);
  return [
    { kind: 'heading', text: heading },
    tasks.length === 0
      ? { kind: 'paragraph', text: nothing }
      : {
          kind: 'table',
          head: columns.map(([head]) => head),
          widths: columns.map(([, width]) => Math.round((width * 100) / all)),
          rows: tasks.map((task) => columns.map(([, , of]) => of(task))),
        },
  ];
}
