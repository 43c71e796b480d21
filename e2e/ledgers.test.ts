import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

async function openLedger(account: string, kind: string) {
  const opened = await app.signIn(account);
  await opened.page.getByRole('link', { name: '台账', exact: true }).first().click();
  await opened.page.getByRole('link', { name: kind, exact: true }).click();
  await opened.page.getByRole('heading', { name: kind }).waitFor();
  return opened;
}

/** The names of the two sides: the first school and the first enterprise of the consortium, as its directory lists them. */
async function sides(): Promise<{ school: string; enterprise: string }> {
  const { page, context } = await app.signIn('secretariat1');
  const names = await page.evaluate(async () => {
    const { items } = await (await fetch('/api/consortia')).json();
    const own = items[0].id;
    const members = (await (await fetch(`/api/consortia/${own}/members?limit=500&sort=name&order=asc`)).json()).items;
    const of = (category: string) =>
      members
        .filter((each: { category: string }) => each.category === category)
        .map((each: { name: string }) => each.name);
    return { schools: of('higherVocational'), enterprises: of('enterprise') };
  });
  await context.close();
  const mine = async (account: string) => {
    const opened = await app.signIn(account);
    const name = await opened.page.evaluate(async () => (await (await fetch('/api/me')).json()).roles[0].unit.name);
    await opened.context.close();
    return String(name);
  };
  expect(names.schools.length).toBeGreaterThan(0);
  return { school: await mine('member1'), enterprise: await mine('firm1') };
}

describe('a ledger (B-3.1)', () => {
  test('a school and an enterprise meet in one entry; what differs is settled by the secretariat', async () => {
    const { school, enterprise } = await sides();
    const values = {
      学校: school,
      企业: enterprise,
      专业: '460305',
      学徒人数: '30',
      开始日期: '2021-09-01',
      结束日期: '2022-06-30',
    };
    const fill = async (page: Page, more: Partial<typeof values> = {}) => {
      await page.getByRole('button', { name: '填一条' }).click();
      const form = page.getByRole('form', { name: '填写中国特色学徒制培养' });
      for (const [label, text] of Object.entries({ ...values, ...more }))
        await form.getByLabel(label, { exact: false }).fill(text);
      await form.getByRole('button', { name: '提交' }).click();
    };
    const one = await openLedger('member1', '中国特色学徒制培养');
    await fill(one.page);
    const panel = one.page.getByRole('complementary', { name: '记录' });
    await panel.getByText(`等待${enterprise}确认`).waitFor();
    const two = await openLedger('firm1', '中国特色学徒制培养');
    await fill(two.page, { 学徒人数: '28' });
    await two.page.getByRole('complementary', { name: '记录' }).getByText('各方填报不一致').waitFor();
    const desk = await openLedger('secretariat1', '中国特色学徒制培养');
    await desk.page.getByLabel('状态').selectOption('disputed');
    await desk.page.getByRole('button', { name: '有争议' }).first().click();
    const dispute = desk.page.getByRole('region', { name: '争议' });
    await dispute.getByLabel(new RegExp(`${enterprise}.*28`)).check();
    await dispute.getByLabel('裁定理由').fill('以备案名单为准（虚构）');
    expect(await faultsOf(desk.page)).toEqual([]);
    await dispute.getByRole('button', { name: '按所选裁定' }).click();
    await desk.page.getByRole('complementary', { name: '记录' }).getByText('已确认').waitFor();
    await desk.page.getByText('理由：以备案名单为准（虚构）').waitFor();
    await desk.page.getByRole('link', { name: '数据', exact: true }).click();
    await desk.page
      .getByRole('row', { name: /中国特色学徒制培养/ })
      .getByRole('link')
      .first()
      .click();
    await desk.page.getByText('“学徒人数”之和').waitFor();
    expect(await faultsOf(desk.page)).toEqual([]);
    for (const { context } of [one, two, desk]) await context.close();
  });

  test('thousands of rows are pasted from Excel and saved by themselves; a wrong cell is told; undo takes back', async () => {
    const { page, context } = await openLedger('secretariat1', '人才需求');
    const { enterprise } = await sides();
    await page.getByRole('button', { name: '表格填写' }).click();
    const rows = Array.from({ length: 5000 }, (_, n) =>
      [enterprise, `岗位${n}（虚构）`, '焊工', '高职', n === 3 ? '三十' : '12', '2023'].join('\t'),
    );
    await page.getByRole('table', { name: '人才需求' }).waitFor();
    await page.evaluate((text) => {
      const input = document.querySelector('.grid-input') as HTMLInputElement;
      input.focus();
      const data = new DataTransfer();
      data.setData('text/plain', text);
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, rows.join('\n'));
    await page.getByText('1行尚未保存').waitFor({ timeout: 60_000 });
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('.grid-input').focus();
    await page.keyboard.press('Control+Home');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
      await page.keyboard.press(key);
    await page.getByLabel('本行').getByText('现为“三十”').waitFor();
    await page.keyboard.type('30');
    await page.keyboard.press('Enter');
    await page.getByText('全部已保存').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+z');
    await page.getByLabel('本行').getByText('现为“三十”').waitFor();
    await page.keyboard.press('Control+y');
    await page.getByText('全部已保存').waitFor();
    await context.close();
  });

  test('a code is found by pinyin, in the form on a phone and in the table, by keyboard alone', async () => {
    const { page, context } = await openLedger('secretariat1', '共建专业');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: '填一条' }).click();
    const major = page.getByRole('combobox', { name: /^专业/ });
    await major.fill('jixiezhizao');
    await page.getByRole('option').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await major.press('ArrowDown');
    await major.press('Enter');
    expect(await major.inputValue()).toMatch(/^\d{4,6}$/);
    await page.getByRole('button', { name: '取消' }).click();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: '表格填写' }).click();
    await page.getByRole('table', { name: '共建专业' }).waitFor();
    await page.locator('.grid-input').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('jixiezhizao');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('.grid-input').inputValue()).toMatch(/^\d{4,6}$/);
    await page.keyboard.press('Escape');
    await context.close();
  });

  test('rows typed without a connection outlive the page, and are saved when it is opened again', async () => {
    const { page, context } = await openLedger('secretariat1', '人才需求');
    const { enterprise } = await sides();
    await page.getByRole('button', { name: '表格填写' }).click();
    await page.getByRole('table', { name: '人才需求' }).waitFor();
    const address = page.url();
    await page.locator('.grid-input').focus();
    await page.keyboard.press('Control+End');
    await context.setOffline(true);
    for (const text of [enterprise, '断网时填写的岗位（虚构）', '焊工', '高职', '7', '2024']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await page.getByText('待联网').waitFor();
    await page.getByText('1行尚未保存').waitFor();
    await page.waitForTimeout(500);
    await page.close();
    await context.setOffline(false);
    const later = await context.newPage();
    await later.goto(address);
    await later.getByRole('button', { name: '表格填写' }).click();
    await later.getByText('全部已保存').waitFor();
    await later.getByRole('button', { name: '返回列表' }).click();
    await later.getByText('断网时填写的岗位（虚构）').first().waitFor();
    await context.close();
  });

  test('a closed year takes a correction only with its reason, and shows both values', async () => {
    const { page, context } = await app.signIn('secretariat1');
    const { enterprise } = await sides();
    await page.getByRole('link', { name: '台账', exact: true }).first().click();
    await page.getByRole('link', { name: '数据', exact: true }).click();
    const years = page.getByRole('region', { name: '结账' });
    await years.getByRole('button', { name: '结2024年的账' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '结账' }).click();
    await years.getByText(/^2024年 .*结账，摘要/).waitFor();
    await page.getByRole('link', { name: '台账', exact: true }).first().click();
    await page.getByRole('link', { name: '人才需求', exact: true }).click();
    await page.getByRole('button', { name: '填一条' }).click();
    const form = page.getByRole('form', { name: '填写人才需求' });
    await form.getByLabel('学历').selectOption('高职');
    const late = { 企业: enterprise, 岗位: '结账后补报的岗位（虚构）', 职业: '焊工', 人数: '9', 年度: '2024' };
    for (const [label, text] of Object.entries(late)) await form.getByLabel(label).fill(text);
    await form.getByRole('button', { name: '提交' }).click();
    await form.getByLabel('更正理由').fill('漏报，按企业来函补记（虚构）');
    await form.getByRole('button', { name: '提交' }).click();
    await page.getByRole('complementary', { name: '记录' }).waitFor();
    await page.getByRole('link', { name: '数据', exact: true }).click();
    await years.getByText('其后更正1项数据').waitFor();
    await page.goto(`${page.url()}/talentNeeds/2024`);
    await page.getByRole('heading', { name: '结账后的更正' }).waitFor();
    await page.getByText('漏报，按企业来函补记（虚构）').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});
