import type { Page } from 'playwright-core';
import type { Visit } from './visit-screens.ts';

const head = ['部门', '职责', '重点任务', '任务', '责任单位', '开始时间', '时间节点', '检查事项'].join('\t');

/** A row of a 责任清单, as a spreadsheet puts it on the clipboard. */
export function dutyRow(title: string, dueOn: string, { department = '', duty = '', unit = '', checks = '' } = {}) {
  return [department, duty, '健全治理机制', title, unit, '2026-01-05', dueOn, checks].join('\t');
}

/** Pastes a 责任清单, whose rows are told and then become tasks. */
export async function pasteDuties(page: Page, rows: readonly string[]): Promise<void> {
  await page.getByText('或从表格中复制粘贴').click();
  await page.getByLabel(/^连同表头一起粘贴/).fill([head, ...rows].join('\n'));
  await page.getByRole('button', { name: '检查粘贴的内容' }).click();
  await page.getByRole('button', { name: `建立这${rows.length}项任务` }).click();
  await page.getByText('已建立').first().waitFor();
}

/** Walks through the tasks of a consortium: opened from a 责任清单, on the board, in the list, over time, in the calendar, and one of them. */
export async function visitTasks({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat2');
  const [consortium] = (await (await page.request.get(`${app.address}/api/consortia`)).json()).items;
  await page.goto(`${app.address}/consortia/${consortium.id}/tasks/open`);
  await pasteDuties(page, [
    dutyRow('建立联席会议制度（虚构）', '2026-02-27', {
      department: '教育',
      duty: '牵头协调',
      checks: '印发规则；召开会议',
    }),
    dutyRow('拨付专项资金（虚构）', '2099-12-20', { department: '财政', duty: '统筹经费' }),
  ]);
  await look(page, 'tasks-opened');
  await page.getByRole('link', { name: '返回全部任务' }).click();
  await page.getByRole('region', { name: '进行中' }).waitFor();
  await look(page, 'tasks-board');
  for (const [view, screen] of [
    ['列表', 'tasks-list'],
    ['甘特图', 'tasks-gantt'],
    ['日历', 'tasks-month'],
  ] as const) {
    await page.getByLabel(view, { exact: true }).check();
    await look(page, screen);
  }
  await page.getByLabel('列表', { exact: true }).check();
  await page.getByRole('link', { name: '建立联席会议制度（虚构）' }).click();
  await page.getByRole('heading', { name: '检查事项' }).waitFor();
  await page.getByRole('button', { name: '修改任务' }).click();
  await page.getByRole('button', { name: '保存' }).waitFor();
  await look(page, 'task');
  await context.close();
}
