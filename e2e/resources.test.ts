import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { bookTime, dayAhead, shareInstrument } from './visit-resources.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('shared resources from the catalogue to the waiting list (A2-1-03, B-3.3)', () => {
  test('an instrument is shared, booked and approved; who finds it taken waits, and moves up once it is given up', async () => {
    const { page, context } = await app.signIn('secretariat1');
    await shareInstrument(page, app.address, '三坐标测量机（虚构）');
    const bookings = page.getByRole('region', { name: '预约记录' });
    await page.getByRole('button', { name: '选这天' }).nth(2).click();
    const form = page.getByRole('form', { name: '预约' });
    expect(await form.getByLabel('日期').inputValue()).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(await form.getByLabel('自', { exact: true }).inputValue()).not.toBe('');
    await bookTime(page, dayAhead(2), '09:00', '11:00');
    await page.getByText('待审核1次。').waitFor();
    await bookings.getByRole('button', { name: '同意', exact: true }).click();
    await bookings.getByText('已预约').waitFor();
    await page.getByRole('region', { name: '一周占用' }).getByText('09:00–11:00已占满').waitFor();
    await bookTime(page, dayAhead(2), '10:00', '12:00');
    expect(await form.getByRole('alert').textContent()).toContain('已被别人预约');
    await page.getByRole('button', { name: '等候递补' }).click();
    await bookings.getByText('等候中').waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await bookings.getByRole('button', { name: '取消' }).first().click();
    await bookings.getByText('待审核').waitFor();
    await bookings.getByText('已取消').waitFor();
    await context.close();
  });
});
