import type { Visit } from './visit-screens.ts';

/** Walks through the rules of a consortium: none yet, a draft, sent in, approved by the council, revised, compared, and searched. */
export async function visitDocuments({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat2');
  const [consortium] = (await (await page.request.get(`${app.address}/api/consortia`)).json()).items;
  const library = `${app.address}/consortia/${consortium.id}/documents`;
  await page.goto(library);
  await page.getByText('还没有制度').waitFor();
  await look(page, 'documents-none');
  await page.getByLabel('类型').selectOption('章程');
  await page.getByLabel('名称').fill('望海联合体章程（虚构）');
  await page.getByRole('button', { name: '新建', exact: true }).click();
  const text = page.getByLabel(/^正文/);
  const write = async (content: string) => {
    await text.fill(content);
    await page.getByRole('button', { name: '保存草案' }).click();
    await page.getByText('已保存', { exact: true }).waitFor();
  };
  const approve = async (day: string) => {
    await page.getByRole('button', { name: '送审' }).click();
    await page.getByLabel('施行日期').fill(day);
    await page.getByLabel(/^决议文号/).fill('望联决〔2024〕1号');
    await page.getByRole('button', { name: '记录理事会通过' }).click();
    await page.getByRole('button', { name: '起草新版本' }).waitFor();
  };
  await write('第一条　理事会每年召开两次会议。\n第二条　秘书处负责日常工作。');
  await look(page, 'document-draft');
  await approve('2024-03-01');
  await page.getByRole('button', { name: '起草新版本' }).click();
  await write('第一条　理事会每年召开四次会议。\n第二条　秘书处负责日常工作。');
  await approve('2025-01-01');
  await look(page, 'document');
  await page.getByRole('link', { name: '与第1版的差异' }).click();
  await page.locator('ins', { hasText: '四' }).waitFor();
  await look(page, 'document-difference');
  await page.goto(library);
  await page.getByLabel('在制度全文中查找').fill('日常工作');
  await page.getByRole('button', { name: '查找' }).click();
  await page.locator('mark').first().waitFor();
  await look(page, 'documents-found');
  await context.close();
}
