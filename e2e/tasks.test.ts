import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { dutyRow, pasteDuties } from './visit-tasks.ts';

type Task = {
  id: string;
  title: string;
  startsOn: string;
  dueOn: string;
  unit: { id: string | null };
  person: { id: string } | null;
};

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('a task from the 责任清单 to the indicator page (B-1.3, B-2.4)', () => {
  test('a teacher does it on a phone: ticks, shows the file, says it is done; accepted, it fills 1.3', async () => {
    const teacher = await app.signIn('member1', { width: 390, height: 844 });
    const [role] = (await (await teacher.page.request.get(`${app.address}/api/me`)).json()).roles;
    const secretary = await app.signIn('secretariat1');
    const [{ id }] = (await (await secretary.page.request.get(`${app.address}/api/consortia`)).json()).items;
    await secretary.page.goto(`${app.address}/consortia/${id}/tasks/open`);
    const dueOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const duty = { department: '教育', duty: '统筹专业布局', unit: role.unit.name, checks: '征求意见' };
    await pasteDuties(secretary.page, [dutyRow('编制专业目录（虚构）', dueOn, duty)]);

    await teacher.page.reload();
    await teacher.page.getByRole('link', { name: '编制专业目录（虚构）' }).click();
    await teacher.page.getByLabel('征求意见').check();
    const file = { name: '目录.txt', mimeType: 'text/plain', buffer: Buffer.from('专业目录（虚构）') };
    await teacher.page.locator('input[type=file]').setInputFiles(file);
    await teacher.page.getByText('证据材料（1份）').waitFor();
    await teacher.page.getByRole('button', { name: '提交完成' }).click();
    await teacher.page.getByText('待验收').waitFor();

    await secretary.page.getByRole('link', { name: '返回全部任务' }).click();
    await secretary.page.getByRole('region', { name: '待验收' }).getByRole('link').click();
    await secretary.page.getByRole('button', { name: '验收完成' }).click();
    await secretary.page.getByText('已完成').first().waitFor();
    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
    await secretary.page.goto(`${app.address}/consortia/${id}/indicators`);
    await secretary.page.getByLabel('年度').selectOption(String(year));
    const point = secretary.page.locator('details.point', { hasText: '密切配合的协调联动机制' });
    await point.locator('summary').click();
    await point.getByText('任务：已完成1项').waitFor();
    await expect.poll(() => point.locator('summary').textContent()).toContain('完成任务1项，证据材料1件');
    await teacher.context.close();
    await secretary.context.close();
  });

  test('is drawn to other days over time, by hand and by keys, and not over what another has changed', async () => {
    const { page, context } = await app.signIn('secretariat1');
    const [{ id }] = (await (await page.request.get(`${app.address}/api/consortia`)).json()).items;
    await page.goto(`${app.address}/consortia/${id}/tasks/open`);
    await pasteDuties(page, [dutyRow('筹备年会（虚构）', '2026-03-20', { department: '教育', duty: '统筹' })]);
    const tasks = `${app.address}/api/consortia/${id}/tasks`;
    const read = async () =>
      (await (await page.request.get(tasks)).json()).items.find(({ title }: Task) => title === '筹备年会（虚构）');
    await page.getByRole('link', { name: '返回全部任务' }).click();
    await page.getByLabel('甘特图', { exact: true }).check();
    const bar = page.getByRole('slider', { name: '筹备年会（虚构）的起止时间' });
    await bar.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
    await expect.poll(read).toMatchObject({ startsOn: '2026-01-07', dueOn: '2026-03-23', version: 2 });
    const shown = () => bar.getAttribute('aria-valuetext');
    await expect.poll(shown).toBe('2026-01-07至2026-03-23');
    const box = await bar.boundingBox();
    if (!box) throw new Error('no bar');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await read()).version).toBe(3);
    const moved: Task = await read();
    expect(moved.startsOn > '2026-01-07' && moved.dueOn > '2026-03-23').toBe(true);
    await expect.poll(shown).toBe(`${moved.startsOn}至${moved.dueOn}`);
    await bar.focus();
    await page.keyboard.press('ArrowRight');
    const { unit, person, ...rest } = moved;
    const other = { ...rest, memberId: unit.id, personId: person?.id ?? null, title: '筹备年会（虚构）' };
    const headers = { 'x-lianheti': '1' };
    expect((await page.request.put(`${tasks}/${moved.id}`, { data: other, headers })).status()).toBe(200);
    await page.keyboard.press('Enter');
    await page.getByText('已被他人修改').first().waitFor();
    expect(await read()).toMatchObject({ dueOn: moved.dueOn, version: 4 });
    await context.close();
  });
});
