import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

async function openMembers(account: string): ReturnType<RunningApp['signIn']> {
  const opened = await app.signIn(account);
  await opened.page.getByRole('link', { name: '成员单位', exact: true }).first().click();
  await opened.page.getByRole('heading', { name: '成员单位' }).waitFor();
  return opened;
}

async function excelFile(rows: string[][]) {
  const headings = ['单位名称', '类别', '联系人', '联系邮箱', '加入日期'];
  const bytes = await writeXlsx({ sheets: [{ name: '成员单位', rows: [headings, ...rows] }] });
  return { name: '成员单位.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

const good = ['青禾新材料公司（虚构）', '企业', '甲（虚构）', 'jia@chengyuan.example', '2023-06-01'];
const wrong = ['青禾第二职校（虚构）', '不知道', '', '', '2023-06-01'];
const mended = ['青禾第二职校（虚构）', '中职学校', '', '', '2023-06-01'];

describe('members of a consortium', () => {
  test('come from Excel: a wrong row is told, mended it is taken, and the same file again changes nothing', async () => {
    const { page, context } = await openMembers('secretariat1');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: '从Excel导入' }).click();
    const choose = page.getByLabel('选择填好的文件');
    await choose.setInputFiles(await excelFile([good, wrong]));
    await page.getByText('类别：类别不在规定的类别之中').waitFor();
    expect(await page.getByRole('button', { name: '全部导入' }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await choose.setInputFiles(await excelFile([good, mended]));
    await page.getByRole('button', { name: '全部导入' }).click();
    await page.getByText('已导入：新增2家').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /生成邀请清单/ }).click();
    expect((await download).suggestedFilename()).toBe('成员单位邀请.xlsx');
    await choose.setInputFiles(await excelFile([good, mended]));
    await page.getByText('文件中的内容均已登记').waitFor();
    await page.getByRole('link', { name: '返回成员单位' }).click();
    await page.getByLabel('名称或信用代码').fill('青禾新材料');
    await page.getByText('共1家').waitFor();
    await context.close();
  });

  test('are changed in a drawer that tells who changed what; two of one name are refused', async () => {
    const { page, context } = await openMembers('secretariat2');
    await page.getByRole('button', { name: '登记成员单位' }).click();
    const form = page.getByRole('form', { name: '成员单位信息' });
    await form.getByLabel('单位名称').fill('望海示例研究所（虚构）');
    await form.getByLabel('类别').selectOption({ label: '科研机构' });
    await form.getByLabel('加入日期').fill('2023-05-01');
    await form.getByLabel('统一社会信用代码').fill('910000000000000000');
    await form.getByText('位数或校验位不对').waitFor();
    await form.getByRole('button', { name: '保存' }).click();
    await form.getByText(/写明理由后可以保存/).waitFor();
    await form.getByLabel('仍要使用这个代码的理由').fill('以登记证书为准（虚构）');
    expect(await faultsOf(page)).toEqual([]);
    await form.getByRole('button', { name: '保存' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '望海示例研究所（虚构）' }).click();
    await page.getByRole('dialog').getByText('科研机构').last().waitFor();
    await page.getByLabel('自何日起不再是成员').fill('2024-01-01');
    await page.getByRole('button', { name: '退出', exact: true }).last().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByLabel('在册日期').fill('2024-06-01');
    await page.getByLabel('名称或信用代码').fill('望海示例研究所');
    await page.getByText('没有符合条件的成员单位').waitFor();
    await context.close();
  });
});

describe('a certificate of membership', () => {
  test('is downloaded as a PDF, and a stranger verifies its code', async () => {
    const { page, context } = await openMembers('secretariat1');
    await page.locator('table.members button.plain').first().click();
    await page.getByRole('button', { name: '开具证明' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载PDF' }).click();
    expect((await download).suggestedFilename()).toMatch(/^成员单位证明.*\.pdf$/);
    const code = (await page.locator('.certificates .digest').first().textContent()) ?? '';
    expect(await faultsOf(page)).toEqual([]);
    await context.close();

    const stranger = await app.browser.newPage();
    await stranger.goto(`${app.address}/verify`);
    await stranger.getByLabel(/校验码/).fill(code);
    await stranger.getByRole('button', { name: '核对' }).click();
    await stranger.getByText('校验码有效').waitFor();
    expect(await faultsOf(stranger)).toEqual([]);
    await stranger.goto(`${app.address}/verify/AAAA-BBBB-CCCC-DDDD`);
    await stranger.getByText('没有这个校验码的证明').waitFor();
    await stranger.close();
  });
});
